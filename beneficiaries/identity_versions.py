"""Two people correct the same identity: the second one sees both versions and loses neither."""

from dataclasses import dataclass
from typing import Any

from beneficiaries.models import Beneficiary
from ceis.facts import RuleViolation


class ChangedMeanwhile(RuleViolation):
    """Somebody saved ``current`` while another was correcting the version they had ``seen``."""

    def __init__(self, *, current: Beneficiary, seen: int):
        super().__init__(
            "Quelqu’un a modifié cette fiche pendant votre saisie. Rien n’est perdu : comparez, choisissez."
        )
        self.current, self.seen = current, seen


@dataclass(frozen=True)
class Difference:
    """A field whose kept value and typed value differ."""

    label: str
    kept: str
    typed: str


def merged(changed: ChangedMeanwhile, typed: dict[str, Any]) -> dict[str, Any]:
    """Return what to offer the second writer: their own changes over the version kept meanwhile.

    A field they had not touched takes the kept value, so that saving again undoes nobody's work.
    """
    base = changed.current.past.filter(version=changed.seen).order_by("pgh_id").last()
    return {
        name: getattr(changed.current, name) if base and getattr(base, name) == value else value
        for name, value in typed.items()
    }


def differences(current: Beneficiary, typed: dict[str, Any]) -> list[Difference]:
    """Return the fields on which the two versions disagree, in words."""
    other = Beneficiary(**typed)
    return [
        Difference(field.verbose_name, _said(current, field.name), _said(other, field.name))
        for field in Beneficiary._meta.concrete_fields
        if field.name in typed and getattr(current, field.name) != typed[field.name]
    ]


def _said(person: Beneficiary, name: str) -> str:
    if name == "birth_date" and person.birth_date:
        return f"{person.birth_date:%d/%m/%Y}"
    if name == "protected_contact":
        return "oui" if person.protected_contact else "non"
    return person.get_sex_display() if name == "sex" else str(getattr(person, name) or "non renseigné")

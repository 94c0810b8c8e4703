"""Two people correct the same identity: what each changed is kept; what both changed, the second one chooses."""

from typing import Any

from django.db import models

from beneficiaries.models import Beneficiary
from beneficiaries.phone import as_dialled
from ceis.facts import RuleViolation

# Fields that only make sense together: half of one address and half of another are no address.
WHOLES = [
    {"birth_date", "birth_year"},
    {"phone", "other_phone", "no_phone"},
    {"address_kind", "address", "postcode", "city", "neighbourhood"},
]
YES_NO = {True: "oui", False: "non", None: "non demandé"}


class ChangedMeanwhile(RuleViolation):
    """Somebody saved ``current`` while another typed over an older version.

    ``names``: what both changed; ``taken``: what the first alone changed; ``merged``: what would be written, the
    second writer's version where both changed.
    """

    def __init__(self, *, current: Beneficiary, merged: dict[str, Any], names: frozenset[str], taken: frozenset[str]):
        super().__init__(
            "Quelqu’un a modifié cette fiche pendant votre saisie. Rien n’est perdu : comparez, choisissez."
        )
        self.current, self.merged, self.names, self.taken = current, merged, names, taken


def together(current: Beneficiary, typed: dict[str, Any], seen: int) -> dict[str, Any]:
    """Return what to write: ``typed`` where its writer changed something, and what is kept everywhere else.

    Raises: ChangedMeanwhile when both changed one thing, or one whole, differently.
    """
    base = current.past.filter(version=seen).order_by("pgh_id").last()
    differ = {name for name, value in typed.items() if getattr(current, name) != value}
    mine = {name for name in differ if base is None or getattr(base, name) != typed[name]}
    theirs = {name for name in typed if base is None or getattr(base, name) != getattr(current, name)}
    both = differ & theirs & mine
    for whole in WHOLES:
        if whole & mine and whole & theirs:
            both |= whole & differ & (mine | theirs)
    merged = {name: value if name in mine else getattr(current, name) for name, value in typed.items()}
    if both:
        # Of a whole that both changed, each version is offered as its writer left it.
        merged |= {name: typed[name] for name in both}
        taken = frozenset(differ - mine - both)
        raise ChangedMeanwhile(current=current, merged=merged, names=frozenset(both), taken=taken)
    return merged


def said(person: Beneficiary, name: str) -> str:
    """Return what a field of ``person`` says, in words; « non renseigné » when it says nothing."""
    value, field = getattr(person, name), Beneficiary._meta.get_field(name)
    if isinstance(field, models.BooleanField):
        return YES_NO[value]
    if field.choices:
        return getattr(person, f"get_{name}_display")()
    if name in ("phone", "other_phone"):
        value = as_dialled(value)
    return str(value or "non renseigné")

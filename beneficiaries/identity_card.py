"""What the card of the record says of someone: what one looks for first, the rest folded, then what is not known."""

from dataclasses import dataclass

from beneficiaries.models import Beneficiary
from beneficiaries.phone import as_dialled

Kind, Channel = Beneficiary.AddressKind, Beneficiary.Channel


@dataclass(frozen=True)
class Line:
    label: str
    text: str
    href: str = ""
    warning: str = ""  # what must be read before using it


@dataclass(frozen=True)
class Card:
    """``first``: always under the eyes; ``more``: folded; ``unknown``: labels of what nobody said yet."""

    first: list[Line]
    more: list[Line]
    unknown: list[str]


def card(person: Beneficiary, *, shows_contact: bool) -> Card:
    """Return what to show of ``person``; ``shows_contact``: whether the reader may see how to reach them."""
    first, more = _identity(person), _less_asked(person)
    if shows_contact:
        first += _contact(person)
        more = [Line("Lieu de naissance", person.birth_place), *more, *_messages(person)]
    unknown = [line.label.lower() for line in (*first, *more) if not line.text]
    return Card([line for line in first if line.text], [line for line in more if line.text], unknown)


def _identity(person: Beneficiary) -> list[Line]:
    birth_names = " ".join(filter(None, (person.birth_first_name, person.birth_name)))
    interpreter = "A besoin d’un interprète" if person.needs_interpreter else ""
    language = str(person.language) if person.language_id else ""
    return [
        *([Line("À la naissance", birth_names)] if birth_names else []),
        Line("Naissance", person.born[:1].upper() + person.born[1:]),
        Line("Sexe", person.get_sex_display().capitalize() if person.sex else ""),
        Line("Langue", language.capitalize() or ("Non renseignée" if interpreter else ""), warning=interpreter),
    ]


def _contact(person: Beneficiary) -> list[Line]:
    silent = {"message vocal": person.voicemail_safe, "SMS": person.sms_safe}
    warning = " ni ".join(name for name, safe in silent.items() if safe is False)
    warning = f"Pas de {warning}" if warning else ""
    phones = [("Téléphone", person.phone), ("Autre téléphone", person.other_phone)]
    lines = [Line(label, as_dialled(number), f"tel:{number}", warning) for label, number in phones if number]
    if not lines:
        lines = [Line("Téléphone", "N’a pas de téléphone" if person.no_phone else "")]
    email = [Line("Adresse électronique", person.email, f"mailto:{person.email}")] if person.email else []
    return [*lines, *email, _address(person), Line("Quartier", person.neighbourhood)]


def _address(person: Beneficiary) -> Line:
    town = " ".join(filter(None, (person.postcode, person.city)))
    label = {Kind.DOMICILED: "Domiciliation", Kind.NONE: "Où la trouver"}.get(Kind(person.address_kind), "Adresse")
    text = "\n".join(filter(None, (person.address, town)))
    if person.address_kind == Kind.NONE:
        text = "\n".join(filter(None, ("Sans domicile", text)))
    return Line(label, text, warning="Pas de courrier" if person.post_safe is False and text else "")


def _less_asked(person: Beneficiary) -> list[Line]:
    nationality = person.get_nationality_display() if person.nationality else ""
    photo = "D’accord" if person.photo_allowed else "Non"
    return [Line("Nationalité", nationality[:1].upper() + nationality[1:]), Line("Photographie", photo)]


def _messages(person: Beneficiary) -> list[Line]:
    answers = {"message vocal": person.voicemail_safe, "SMS": person.sms_safe, "courrier": person.post_safe}
    safe = [name for name, answer in answers.items() if answer]
    preferred = person.get_preferred_channel_display() if person.preferred_channel else ""
    return [
        Line("Préfère", preferred[:1].upper() + preferred[1:]),
        Line("On peut laisser", ", ".join(safe)),
    ]

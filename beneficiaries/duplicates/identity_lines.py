"""Two identities side by side: the lines of the page of a merge, what differs, and which side is proposed."""

from dataclasses import dataclass
from typing import Any

from beneficiaries.models import Beneficiary
from beneficiaries.phone import as_dialled

LEFT, RIGHT = "left", "right"
REACH = ("preferred_channel", "voicemail_safe", "sms_safe", "post_safe")


@dataclass(frozen=True)
class Line:
    """One choice; ``fields`` are taken together from one side. ``contact``: never shown of a protected person."""

    name: str
    label: str
    fields: tuple[str, ...]
    contact: bool = False


def _line(name: str, *fields: str, label: str = "", contact: bool = False) -> Line:
    names = fields or (name,)
    return Line(name, label or str(Beneficiary._meta.get_field(names[0]).verbose_name), names, contact)


LINES = (
    _line("last_name"),
    _line("first_name"),
    _line("birth_name"),
    _line("birth_first_name"),
    _line("birth", "birth_date", "birth_year", label="naissance"),
    _line("sex"),
    _line("birth_place"),
    _line("nationality"),
    _line("language"),
    _line("needs_interpreter"),
    _line("photo_allowed"),
    _line("lives_alone"),
    _line("single_parent"),
    _line("phone", "phone", "other_phone", "no_phone", contact=True),
    _line("email", contact=True),
    _line(
        "reach",
        "preferred_channel",
        "voicemail_safe",
        "sms_safe",
        "post_safe",
        label="comment la joindre",
        contact=True,
    ),
    _line("address", "address", "postcode", "city", "neighbourhood", "address_kind", contact=True),
)
CONTACT = tuple(name for line in LINES if line.contact for name in line.fields)
BY_RULE = ("protected_contact",)  # protected as soon as one of them is


@dataclass(frozen=True)
class Choice:
    line: Line
    left: str
    right: str
    proposed: str


def choices(left: Beneficiary, right: Beneficiary, *, contact: bool) -> tuple[list[Choice], list[Choice]]:
    """Return the lines that differ, each with the side proposed, and those that say the same on both sides."""
    shown = [line for line in LINES if contact or not line.contact]
    made = [Choice(line, said(left, line), said(right, line), proposed(left, right, line)) for line in shown]
    differ = [choice for choice in made if any(_unlike(left, right, name) for name in choice.line.fields)]
    return differ, [choice for choice in made if choice not in differ and choice.left]


def proposed(left: Beneficiary, right: Beneficiary, line: Line) -> str:
    """Return the side that says more; when both say as much, the file opened last: what it holds was told later."""
    ours, theirs = (_fullness(person, line) for person in (left, right))
    if ours != theirs:
        return LEFT if ours > theirs else RIGHT
    return LEFT if left.created_at >= right.created_at else RIGHT


def _fullness(person: Beneficiary, line: Line) -> int:
    return sum(getattr(person, name) not in ("", None, False) for name in line.fields)


def _unlike(left: Beneficiary, right: Beneficiary, name: str) -> bool:
    return getattr(left, name) != getattr(right, name)


def said(person: Beneficiary, line: Line) -> str:
    """Return what ``person``'s file says on this line, in words; "" when it says nothing."""
    if line.name == "birth":
        return person.born
    return ", ".join(filter(None, (_value(person, name) for name in line.fields)))


def _value(person: Beneficiary, name: str) -> str:
    field, value = Beneficiary._meta.get_field(name), getattr(person, name)
    if name in ("phone", "other_phone"):
        return as_dialled(value) if value else ""
    if field.choices:
        return getattr(person, f"get_{name}_display")() if value else ""
    if isinstance(value, bool):
        return _yes_or_no(
            field, value, alone=name in ("needs_interpreter", "photo_allowed", "lives_alone", "single_parent")
        )
    return str(value) if value not in (None, "") else ""


def _yes_or_no(field: Any, value: bool, *, alone: bool) -> str:
    if alone:
        return "oui" if value else "non"
    return str(field.verbose_name) if value else ""

"""Where someone lives, over time: kept with the identity, in its transaction; located afterwards (`locating`)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from beneficiaries.locating import look_at, place
from beneficiaries.models import Beneficiary, Residence
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.french import day_month_year
from ceis.territory.generations import generation_on
from ceis.territory.models import Zone

MOST_AT_ONCE = 5_000
ADDRESS = {"kind": "address_kind", "address": "address", "postcode": "postcode", "city": "city"}


@dataclass(frozen=True)
class Residing:
    """What the form says of an address beside itself.

    ``moved_on``: first day at the new address, None when the old one was only mistaken; ``qpv``: what staff know of it.
    """

    moved_on: date | None = None
    qpv: str | None = None  # None: not asked


STILL_THERE = Residing()


def says_where(person: Beneficiary) -> bool:
    """Whether anything of where ``person`` lives is written."""
    return any(getattr(person, column) for column in (*ADDRESS.values(), "neighbourhood"))


def keep_missing() -> None:
    """Write the residence of people whose address was kept by another way: an import, an older release."""
    for person in Residence.objects.people_left_out().select_related("created_by").order_by("pk")[:MOST_AT_ONCE]:
        with transaction.atomic():
            locked = Beneficiary.objects.select_for_update().get(pk=person.pk)
            keep_residence(by=person.created_by, person=locked)


def keep_residence(*, by: User, person: Beneficiary, said: Residing = STILL_THERE) -> Residence | None:
    """Make the residence of ``person`` say what their address says; in the caller's transaction.

    A changed address corrects the present residence, unless ``said.moved_on``: then it closes it and opens another.
    Returns: the present residence; None when no address was ever known.
    Raises: RuleViolation when the move is in the future, or not after the present residence began.
    """
    current = Residence.objects.present().of_person(person).select_for_update(of=["self"]).order_by("pk").first()
    written = {name: getattr(person, column) for name, column in ADDRESS.items()}
    if current is None:
        if not says_where(person):
            return None
        _check_move(said.moved_on, None)
        current = Residence(beneficiary=person, recorded_by=by, starts_on=said.moved_on)
        _write_address(current, written)
    elif any(getattr(current, name) != value for name, value in written.items()):
        current = _move(by, current, said.moved_on) if said.moved_on else current
        _write_address(current, written)
    _choose(current, person.neighbourhood, said.qpv)
    current.save()
    place([current])
    look_at(current)
    return current


MOVED = "moved_on"  # the field of the form


def _check_move(moved_on: date | None, since: date | None) -> None:
    if moved_on and moved_on > today():
        raise RuleViolation("Ce jour n’est pas encore venu : notez la nouvelle adresse une fois la personne là.", MOVED)
    if moved_on and since and moved_on <= since:
        raise RuleViolation(
            f"Son adresse actuelle est notée depuis le {day_month_year(since)} : vérifiez ce jour.", MOVED
        )


def _move(by: User, current: Residence, moved_on: date) -> Residence:
    _check_move(moved_on, current.starts_on)
    current.ends_on = moved_on - timedelta(days=1)
    current.save()
    return Residence(beneficiary_id=current.beneficiary_id, recorded_by=by, starts_on=moved_on)


def _write_address(current: Residence, written: dict[str, str]) -> None:
    """Another address is another place: what was found of the first one is forgotten."""
    for name, value in written.items():
        setattr(current, name, value)
    current.longitude = current.latitude = None
    current.method, current.commune_code, current.neighbourhood = Residence.Method.NONE, "", None
    current.said_qpv, current.said_of_list, current.refusals = Residence.Said.UNKNOWN, None, 0
    current.ask_after = timezone.now() if current.has_address else None


def _choose(current: Residence, neighbourhood: str, qpv: str | None) -> None:
    """Keep what staff chose by hand; once the address itself is located, it decides."""
    if current.point is not None:
        return
    if qpv is not None:
        current.said_qpv = qpv
        current.said_of_list = generation_on(today()).year if qpv else None
    current.neighbourhood = Zone.objects.neighbourhood_named(neighbourhood)
    by_hand = current.neighbourhood or current.said_qpv
    current.method = Residence.Method.CHOICE if by_hand else Residence.Method.NONE

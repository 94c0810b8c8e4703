"""The rooms of the house now, as one reader may know them: what takes each, until when, what comes next.

`Occupation` is the only truth of what is taken. What for is looked up among what the reader may see; what they may not
is « occupée », and two such bookings in a row are one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from ceis.access import Permission
from ceis.accounts.models import User
from ceis.civil_time import PARIS, instant, now
from ceis.places.models import Equipment, Occupation, Room
from platforms.models import Appointment
from reception.models import ComputerSession
from workshops.models import Session


@dataclass(frozen=True)
class Use:
    """What takes a room for a time; ``appointment`` and ``session`` are None when the reader may not know."""

    start: datetime
    end: datetime
    appointment: Appointment | None = None
    open: bool = False  # of an appointment: whether its workers may be told
    session: Session | None = None

    @property
    def nameless(self) -> bool:
        return self.appointment is None and self.session is None


@dataclass(frozen=True)
class RoomNow:
    room: Room
    now: Use | None
    next: Use | None

    @property
    def is_free(self) -> bool:
        return self.now is None


@dataclass(frozen=True)
class Computers:
    free: int
    total: int


def rooms_now(user: User) -> list[RoomNow]:
    """Return every room within the walls: the free ones first, each in the order of the place."""
    moment = now()
    rooms = list(Room.objects.offered().inside().to_settle_in().in_order())
    uses = _uses(user, [room.pk for room in rooms], moment)
    states = [_state(room, uses.get(room.pk, []), moment) for room in rooms]
    return sorted(states, key=lambda state: not state.is_free)


def computers_now() -> Computers:
    computers = Equipment.objects.offered().public_computers()
    taken = ComputerSession.objects.running().on(computers.values("pk"))
    total = computers.count()
    return Computers(total - taken.count(), total)


def _state(room: Room, uses: list[Use], moment: datetime) -> RoomNow:
    present = next((use for use in uses if use.start <= moment < use.end), None)
    after = next((use for use in uses if use.start > moment), None)
    return RoomNow(room, present, after)


def _uses(user: User, rooms: Iterable[UUID], moment: datetime) -> dict[UUID, list[Use]]:
    end_of_day = instant(moment.date() + timedelta(days=1), time(0))
    taken = list(Occupation.objects.of(rooms).overlapping(moment, end_of_day).in_order())
    sources = {occupation.source for occupation in taken}
    appointments = _appointments(user, sources)
    sessions = Session.objects.known_to(user).standing().in_bulk(sources)
    uses: dict[UUID, list[Use]] = {}
    for occupation in taken:
        start, end = (edge.astimezone(PARIS) for edge in (occupation.period.lower, occupation.period.upper))
        appointment = appointments.get(occupation.source)
        told = bool(appointment and appointment.is_open_to(user))
        use = Use(start, end, appointment, told, sessions.get(occupation.source))
        _add(uses.setdefault(occupation.resource, []), use)
    return uses


def _appointments(user: User, sources: set[UUID]) -> dict[UUID, Appointment]:
    """Those whose people ``user`` may learn; without the right to look people up, none."""
    if not user.may(Permission.FIND_PEOPLE):
        return {}
    return {one.pk: one for one in Appointment.objects.visible_to(user).for_list().filter(pk__in=sources)}


def _add(uses: list[Use], use: Use) -> None:
    """How many bookings there were in a nameless time is nobody's business."""
    last = uses[-1] if uses else None
    if last and last.nameless and use.nameless and last.end == use.start:
        uses[-1] = Use(last.start, use.end)
    else:
        uses.append(use)

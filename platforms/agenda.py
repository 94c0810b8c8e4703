"""The planning of the place as each reader may see it: whole, as a nameless « rendez-vous », or as counts alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from ceis.access import Permission
from ceis.accounts.models import User
from ceis.civil_time import PARIS, HalfDay, Period, instant
from ceis.places.models import Occupation, Room
from platforms.models import Appointment

DAYS = 7


@dataclass(frozen=True)
class Line:
    """One appointment for one reader; not ``open``: person, hour and room only."""

    appointment: Appointment
    open: bool


@dataclass(frozen=True)
class Busy:
    """A time somebody or a room is taken by something else: a workshop, an absence, a permanence."""

    starts_at: time
    ends_at: time


@dataclass
class Column:
    """What one worker, one room or one day holds, in the order of hours."""

    title: str
    lines: list[Line] = field(default_factory=list)
    busy: list[Busy] = field(default_factory=list)
    day: date | None = None

    @property
    def people(self) -> int:
        return len(self.lines)


def lines_of(user: User, start: date, end: date) -> list[Line]:
    """Return what takes place between two days, each appointment as ``user`` may see it."""
    planned = Appointment.objects.visible_to(user).during(Period(start, end)).kept().for_list()
    return [Line(appointment, appointment.is_open_to(user)) for appointment in planned]


def narrowed(lines: list[Line], worker: User | None, room: Room | None, platform) -> list[Line]:
    """Keep the lines that answer; a nameless one has no worker and no platform to answer with."""
    return [
        line
        for line in lines
        if (worker is None or line.open and worker in line.appointment.workers.all())
        and (platform is None or line.open and line.appointment.platform == platform)
        and (room is None or line.appointment.room == room)
    ]


def by_worker(lines: list[Line], day: date) -> list[Column]:
    """Return a column for each worker who receives somebody, then one for the appointments that say but an hour."""
    columns: dict[User, Column] = {}
    for line in lines:
        for worker in line.appointment.workers.all() if line.open else ():
            columns.setdefault(worker, Column(str(worker))).lines.append(line)
    taken = elsewhere(lines, [worker.pk for worker in columns], day)
    for worker, column in columns.items():
        column.busy = taken.get(worker.pk, [])
    ordered = [columns[worker] for worker in sorted(columns, key=lambda worker: worker.sort_name)]
    nameless = [line for line in lines if not line.open]
    return ordered + ([Column("Autres rendez-vous", nameless)] if nameless else [])


def by_room(lines: list[Line], rooms: Iterable[Room], day: date) -> list[Column]:
    """Return a column for each room that is used, then one for what needs none."""
    rooms = list(rooms)
    taken = elsewhere(lines, [room.pk for room in rooms], day)
    columns = [
        Column(str(room), [line for line in lines if line.appointment.room_id == room.pk], taken.get(room.pk, []))
        for room in rooms
    ]
    columns.append(Column("Sans salle", [line for line in lines if line.appointment.room_id is None]))
    return [column for column in columns if column.lines or column.busy]


def by_day(lines: list[Line], start: date) -> list[Column]:
    """Return seven columns, Sunday and Saturday only when they hold something."""
    week = [start + timedelta(days=n) for n in range(DAYS)]
    columns = [Column("", [line for line in lines if line.appointment.date == day], day=day) for day in week]
    return [column for column in columns if column.lines or column.day.weekday() < 5]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def bounds(day: date) -> tuple[datetime, datetime]:
    return instant(day, time(0)), instant(day + timedelta(days=1), time(0))


def elsewhere(lines: list[Line], resources: list, day: date) -> dict:
    """Return when ``resources`` are taken that day by something else than the appointments of the page.

    All of these are left out, nameless ones too: an hour at which a worker is « occupé » would name them.
    """
    known = Appointment.objects.on(day).values("pk")
    taken: dict = {}
    for occupation in (
        Occupation.objects.overlapping(*bounds(day)).of(resources).exclude(source__in=known).order_by("period")
    ):
        start, end = (moment.astimezone(PARIS).time() for moment in (occupation.period.lower, occupation.period.upper))
        taken.setdefault(occupation.resource, []).append(Busy(start, end))
    return taken


@dataclass(frozen=True)
class RoomUse:
    room: str
    ranges: list[Busy]


def figures(user: User, day: date, rooms: Iterable[Room]) -> dict:
    """Return what the manager reads of a day: how many appointments each half-day, when each room is taken."""
    assert not user.may(Permission.FIND_PEOPLE)
    hours = list(Appointment.objects.visible_to(user).on(day).kept().values_list("starts_at", flat=True))
    rooms = list(rooms)
    taken: dict = {}
    for occupation in Occupation.objects.overlapping(*bounds(day)).of(room.pk for room in rooms).order_by("period"):
        taken.setdefault(occupation.resource, []).append((occupation.period.lower, occupation.period.upper))
    return {
        "total": len(hours),
        "halves": [(half.label, sum(HalfDay.of(at) == half for at in hours)) for half in HalfDay],
        "rooms": [RoomUse(str(room), joined(taken[room.pk])) for room in rooms if room.pk in taken],
    }


def joined(ranges: list[tuple[datetime, datetime]]) -> list[Busy]:
    """Join the ranges that touch: how many appointments there were in one is nobody's business."""
    blocks: list[list[datetime]] = []
    for start, end in ranges:
        if blocks and start <= blocks[-1][1]:
            blocks[-1][1] = max(end, blocks[-1][1])
        else:
            blocks.append([start, end])
    return [Busy(start.astimezone(PARIS).time(), end.astimezone(PARIS).time()) for start, end in blocks]

"""The first free half-hours of a worker, a person and an office, on the next working days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ceis.civil_time import HalfDay, ImpossibleTime, instant, is_working_day
from ceis.places.models import Occupation, Room

OPENING = ((time(9), time(12, 30)), (time(13, 30), time(17, 30)))
STEP = timedelta(minutes=30)
DAYS_AHEAD = 15  # civil days looked through
A_HALF_DAY = 2  # slots proposed of the same half-day, so that the person has a choice

Busy = list[tuple[datetime, datetime]]


@dataclass(frozen=True)
class Slot:
    day: date
    starts_at: time
    ends_at: time
    room: Room | None = None

    @property
    def value(self) -> str:
        """What the button sends back: « 2026-11-24 09:00 <room> »."""
        return f"{self.day} {self.starts_at:%H:%M} {self.room.pk if self.room else ''}".strip()


def opening_starts(minutes: int) -> Iterator[tuple[time, time]]:
    """Yield (start, end) of each slot of ``minutes`` that fits in the opening hours."""
    length = timedelta(minutes=minutes)
    for opens, closes in OPENING:
        start, last = datetime.combine(date.min, opens), datetime.combine(date.min, closes) - length
        while start <= last:
            yield start.time(), (start + length).time()
            start += STEP


def busy_ranges(resources: Iterable[UUID], start: datetime, end: datetime) -> dict[UUID, Busy]:
    """Return what is taken of each resource between two instants, in one query."""
    ranges: dict[UUID, Busy] = {}
    for resource, period in (
        Occupation.objects.of(resources).overlapping(start, end).order_by().values_list("resource", "period")
    ):
        ranges.setdefault(resource, []).append((period.lower, period.upper))
    return ranges


def is_free(busy: Busy, start: datetime, end: datetime) -> bool:
    return all(end <= taken or start >= given_back for taken, given_back in busy)


def first_free(
    *, people: Iterable[UUID], minutes: int, after: datetime, rooms: Iterable[Room] | None, count: int = 8
) -> list[Slot]:
    """Return the first ``count`` slots that begin after ``after`` when everyone and a room are free.

    Takes: ``people``, ids of the workers and of the persons received; ``rooms``, those that suit, in the order of
    preference, or None when the appointment needs none.
    """
    people, rooms = list(people), None if rooms is None else list(rooms)
    busy = busy_ranges(
        [*people, *(room.pk for room in rooms or [])], after, after + timedelta(days=DAYS_AHEAD + 1)
    )  # fmt: skip
    return list(_free(people, minutes, after, rooms, busy))[:count]


def _free(
    people: list[UUID], minutes: int, after: datetime, rooms: list[Room] | None, busy: dict[UUID, Busy]
) -> Iterator[Slot]:
    for day in (after.date() + timedelta(days=ahead) for ahead in range(DAYS_AHEAD + 1)):
        found = dict.fromkeys(HalfDay, 0)
        for starts_at, ends_at in opening_starts(minutes) if is_working_day(day) else ():
            try:
                start, end = instant(day, starts_at), instant(day, ends_at)
            except ImpossibleTime:
                continue
            half = HalfDay.of(starts_at)
            if (
                found[half] == A_HALF_DAY
                or start <= after
                or not all(is_free(busy.get(one, []), start, end) for one in people)
            ):
                continue
            free_rooms = [room for room in rooms or [] if is_free(busy.get(room.pk, []), start, end)]
            if rooms is not None and not free_rooms:
                continue
            yield Slot(day, starts_at, ends_at, free_rooms[0] if free_rooms else None)
            found[half] += 1

"""The demo place, built app by app: every app says in ``demo.py`` what it puts there.

``build(world)`` is called in the order of INSTALLED_APPS, so that each app finds what the lower ones laid down. An app
that holds people or accounts also says how many with ``holdings()``: a demo is never poured over a real place.
Same seed, same day, same rows: whatever is drawn comes from ``world.rng``, ids included.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from importlib import import_module
from importlib.util import find_spec
from random import Random
from types import ModuleType
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from ceis.accounts.models import User
from ceis.civil_time import instant
from ceis.database import copy
from ceis.demo_data.diary import Diary
from ceis.demo_data.openings import is_open, next_open_day
from ceis.models import Platform
from ceis.places.models import Equipment, Occupation, Room, Site
from ceis.terms.models import Term

YEARS_BACK = 2
WEEKS_AHEAD = 3
Resource = tuple[Occupation.Kind, UUID]


@dataclass
class World:
    """``today`` and ``clock``: the present moment of the place; ``size``: how many people come to it nowadays."""

    today: date
    clock: time
    seed: str
    size: int
    rng: Random = field(init=False)
    diary: Diary = field(default_factory=Diary)
    team: dict[str, User] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    equipment: dict[str, Equipment] = field(default_factory=dict)
    platforms: dict[str, Platform] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    partners: dict[str, Any] = field(default_factory=dict)
    permanences: list[Any] = field(default_factory=list)
    crowd: Any = None  # who comes and when: laid down by `beneficiaries`
    arrivals: list[Any] = field(default_factory=list)  # who came for an appointment: from `platforms` to the desk
    _rows: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.turn_to("")
        self.platforms = {platform.slug: platform for platform in Platform.objects.order_by("pk")}
        self.terms = {(term.list, term.code): term for term in Term.objects.order_by("pk")}

    def turn_to(self, part: str) -> None:
        """Give ``part`` its own dice, so that what one app draws moves nothing elsewhere."""
        self.rng = Random(f"{self.seed} {part}")

    # --- time ---

    @property
    def begins_on(self) -> date:
        return (self.today.replace(day=1) - timedelta(days=365 * YEARS_BACK)).replace(day=1)

    @property
    def ends_on(self) -> date:
        """The last day of the agenda."""
        return self.today + timedelta(weeks=WEEKS_AHEAD)

    @property
    def next_day(self) -> date:
        """The open day that matters: today, or the next one when the place is closed."""
        return self.today if is_open(self.today) else next_open_day(self.today)

    def is_past(self, day: date, at: time) -> bool:
        return (day, at) <= (self.today, self.clock)

    def somewhen(self, day: date, first: time = time(9), last: time = time(16, 40)) -> time:
        """Return an hour of ``day`` between two others, not after the present moment when it is today."""
        if day == self.today:
            last = max(first, min(last, self.clock))
        low, high = first.hour * 60 + first.minute, last.hour * 60 + last.minute
        minute = self.rng.randint(low, high)
        return time(minute // 60, minute % 60)

    def stamp(self, day: date, at: time, minutes: int = 0) -> datetime:
        """Return the instant something of ``day`` was written down, ``minutes`` after it, never in the future."""
        written = instant(day, at) + timedelta(minutes=minutes)
        return min(written, instant(self.today, self.clock))

    # --- rows ---

    def uuid(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def keep(self, row: models.Model) -> Any:
        """Remember ``row``, to be written with all those of its kind."""
        self._rows.setdefault(type(row), []).append(row)
        return row

    def link(self, relation: Any, **ids: Any) -> None:
        """Remember a line of a many-to-many ``relation`` (``Appointment.people``)."""
        self.keep(relation.through(**ids))

    def write_down(self) -> None:
        """Write all that was kept, in the order in which each kind first came."""
        for model, rows in self._rows.items():
            copy(model, rows)
        self._rows.clear()

    def book(self, *, source: UUID, day: date, start: time, end: time, resources: list[Resource]) -> None:
        """Take ``resources``, found free in the diary, as `ceis.places.actions.occupy` does."""
        period = (instant(day, start), instant(day, end))
        for kind, resource in resources:
            self.diary.take(resource, day, start, end)
            self.keep(Occupation(id=self.uuid(), kind=kind, resource=resource, period=period, source=source))

    def free_room(self, day: date, start: time, end: time, *names: str) -> Room | None:
        """Return the first room of ``names`` that is free, or None."""
        free = (self.rooms[name] for name in names if self.diary.is_free(self.rooms[name].pk, day, start, end))
        return next(free, None)


def contributors() -> Iterator[ModuleType]:
    """Yield the ``demo`` module of each installed app that has one, this one apart, in the order of settings."""
    for config in apps.get_app_configs():
        if config.name != "ceis" and find_spec(f"{config.name}.demo"):
            yield import_module(f"{config.name}.demo")


def build(world: World) -> None:
    for module in contributors():
        if hasattr(module, "build"):
            world.turn_to(module.__name__)
            module.build(world)
            world.write_down()


def holdings() -> int:
    """Return how many people and accounts this place already has."""
    return sum(module.holdings() for module in contributors() if hasattr(module, "holdings"))


def later(at: time, minutes: int) -> time:
    """Return the hour ``minutes`` after ``at``, the same day."""
    total = at.hour * 60 + at.minute + minutes
    return time(total // 60, total % 60)

"""A week as the programme names it, « 2026-W47 » (ISO 8601), and its seven days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ceis.civil_time import Period

FIRST, LAST = 2018, 2099  # the place opened in 2018
SHAPE = re.compile(r"([0-9]{4})-W([0-9]{2})")


@dataclass(frozen=True)
class Week:
    monday: date

    @classmethod
    def of(cls, day: date) -> "Week":
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def read(cls, text: str, default: date) -> "Week":
        """Return the week ``text`` names, or the one of ``default`` when it names none."""
        named = SHAPE.fullmatch(text)
        if named and FIRST <= int(named[1]) <= LAST:
            try:
                return cls(date.fromisocalendar(int(named[1]), int(named[2]), 1))
            except ValueError:
                pass
        return cls.of(default)

    @property
    def name(self) -> str:
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02d}"

    @property
    def period(self) -> Period:
        return Period(self.monday, self.monday + timedelta(days=6))

    @property
    def next(self) -> "Week":
        return Week(self.monday + timedelta(days=7))

    @property
    def previous(self) -> "Week":
        return Week(self.monday - timedelta(days=7))

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=offset) for offset in range(7)]

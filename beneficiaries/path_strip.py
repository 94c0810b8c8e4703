"""Twelve months of someone's path, platform by platform, drawn as bars: pure arithmetic on the days they came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ceis.french import NBSP, month

DAYS = 365
SAME_STRETCH = 45  # days without coming after which a new stretch begins
THINNEST = 6  # days: a single coming must be seen


@dataclass(frozen=True)
class Bar:
    x: int
    width: int


@dataclass(frozen=True)
class Row:
    """One platform: its bars on a scale of 365 days, and the same in words."""

    label: str
    slug: str
    bars: tuple[Bar, ...]
    said: str


def strip(comings: Iterable[tuple[str, str, date]], until: date) -> list[Row]:
    """Return a row per platform, in the order first met.

    Takes: (label, slug, day) of each coming, in the order the rows must have; days outside the twelve months are left.
    """
    start = until - timedelta(days=DAYS - 1)
    days: dict[tuple[str, str], list[date]] = {}
    for label, slug, day in comings:
        if start <= day <= until:
            days.setdefault((label, slug), []).append(day)
    return [Row(label, slug, _bars(sorted(own), start), _said(label, own)) for (label, slug), own in days.items()]


def _bars(days: list[date], start: date) -> tuple[Bar, ...]:
    stretches = [[days[0], days[0]]]
    for day in days[1:]:
        if (day - stretches[-1][1]).days > SAME_STRETCH:
            stretches.append([day, day])
        stretches[-1][1] = day
    bars = []
    for first, last in stretches:
        width = max((last - first).days + 1, THINNEST)
        bars.append(Bar(min((first - start).days, DAYS - width), width))
    return tuple(bars)


def _said(label: str, days: list[date]) -> str:
    times = f"{len(set(days))}{NBSP}jour{'s' if len(set(days)) > 1 else ''}"
    first, last = month(min(days)), month(max(days))
    return f"{label} : {times}, en {first}" if first == last else f"{label} : {times}, de {first} à {last}"

"""When the demo place is open, and how full: the rhythm of weekdays, school holidays and seasons."""

from datetime import date, time, timedelta
from functools import cache

from ceis.civil_time import Period, is_working_day

OPENS, CLOSES = time(9), time(17)
BY_WEEKDAY = (1.25, 1.1, 0.85, 1.05, 0.75)
CALM = 0.72
AUGUST = 0.5

# School holidays of the south (zone C) begin about these days every year: month, day, length.
SCHOOL_HOLIDAYS = ((2, 14, 16), (4, 11, 16), (7, 5, 58), (10, 17, 16), (12, 19, 15))


@cache
def is_open(day: date) -> bool:
    """Monday to Friday, but bank holidays and the week between Christmas and New Year."""
    return is_working_day(day) and not (day.month == 12 and day.day >= 24)


@cache
def in_school_holidays(day: date) -> bool:
    starts = (date(day.year - back, month, first) for back in (0, 1) for month, first, _ in SCHOOL_HOLIDAYS)
    lengths = [length for _, _, length in SCHOOL_HOLIDAYS] * 2
    return any(start <= day < start + timedelta(days=length) for start, length in zip(starts, lengths, strict=True))


@cache
def rhythm(day: date) -> float:
    """Return how busy ``day`` is: 1 on an ordinary day, 0 when the place is closed."""
    if not is_open(day):
        return 0
    season = AUGUST if day.month == 8 else CALM if in_school_holidays(day) else 1
    return BY_WEEKDAY[day.weekday()] * season


def open_days(period: Period) -> list[date]:
    days = (period.end - period.start).days + 1
    return [day for day in (period.start + timedelta(days=n) for n in range(days)) if is_open(day)]


def next_open_day(day: date) -> date:
    """Return the first open day after ``day``."""
    day += timedelta(days=1)
    while not is_open(day):
        day += timedelta(days=1)
    return day


def three_days_a_week(monday: date, weeks: int) -> list[date]:
    """Return the days of a programme of ``weeks`` weeks from ``monday``; a week with fewer open days is skipped."""
    days: list[date] = []
    while len(days) < 3 * weeks:
        usual = sorted((monday + timedelta(days=n) for n in range(5)), key=lambda day: day.weekday() in (2, 4))
        week = [day for day in usual if is_open(day)]
        days += sorted(week[:3]) if len(week) >= 3 else []
        monday += timedelta(days=7)
    return days

"""Civil time in Paris: the day, half-day and month that people at the counter mean."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
from django.db import models
from django.utils import timezone

PARIS = ZoneInfo("Europe/Paris")
NOON = time(13)  # the place closes for lunch: what starts before 13 h belongs to the morning


class HalfDay(models.TextChoices):
    MORNING = "morning", "matin"
    AFTERNOON = "afternoon", "après-midi"

    @classmethod
    def of(cls, at: time) -> "HalfDay":
        return cls.MORNING if at < NOON else cls.AFTERNOON


class ImpossibleTime(ValueError):
    """A time that no Paris clock shows: 02:30 on the night when summer time starts."""


def now() -> datetime:
    """Return the present instant, on a Paris clock."""
    return timezone.now().astimezone(PARIS)


def today() -> date:
    return now().date()


def instant(day: date, at: time) -> datetime:
    """Return the instant (UTC) when Paris clocks show ``at`` on ``day``; the first one when they show it twice.

    Raises: ImpossibleTime when the clocks skip that time.
    """
    local = datetime.combine(day, at, tzinfo=PARIS)
    moment = local.astimezone(UTC)
    if moment.astimezone(PARIS).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ImpossibleTime(f"{at:%H:%M} le {day:%d/%m/%Y}")
    return moment


@dataclass(frozen=True)
class Period:
    """Inclusive civil dates."""

    start: date
    end: date

    @classmethod
    def month(cls, day: date) -> "Period":
        return cls(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))

    def previous_month(self) -> "Period":
        return Period.month(self.start.replace(day=1) - timedelta(days=1))

    def months_back(self, count: int) -> list["Period"]:
        """Return ``count`` months, oldest first, the last one being this period's own month."""
        months = [Period.month(self.start)]
        while len(months) < count:
            months.append(months[-1].previous_month())
        return months[::-1]

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def is_bank_holiday(day: date) -> bool:
    """A bank holiday of metropolitan France."""
    return day in holidays.country_holidays("FR", years=day.year)


def is_working_day(day: date) -> bool:
    """Monday to Friday, bank holidays of metropolitan France apart."""
    return day.weekday() < 5 and not is_bank_holiday(day)


def last_working_day_before(day: date) -> date:
    current = day - timedelta(days=1)
    while not is_working_day(current):
        current -= timedelta(days=1)
    return current


def working_day_of_month(day: date, rank: int) -> date:
    """Return the ``rank``-th working day (1 = first) of the month of ``day``."""
    current = day.replace(day=1)
    while True:
        rank -= is_working_day(current)
        if rank <= 0:
            return current
        current += timedelta(days=1)

"""Dates, hours and numbers as the French write them, with spaces that never break across lines.

Source: Lexique des règles typographiques en usage à l'Imprimerie nationale.
"""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
NARROW = "\u202f"
MONTHS = [
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
]  # fmt: skip
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]

Number = int | float | Decimal


def half_up(value: Number, places: int = 0) -> Decimal:
    """Round as people do: 24,5 → 25. Python's own rounding would give 24."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def number(value: Number | None, places: int = 0) -> str:
    """1520 → « 1 520 »; None → « non renseigné »."""
    if value is None:
        return "non renseigné"
    return f"{half_up(value, places):,}".replace(",", NARROW).replace(".", ",")


def percent(value: Number | None, places: int = 0) -> str:
    """A ratio: 0.873 → « 87 % »; None → « s.o. » (sans objet)."""
    return "s.o." if value is None else f"{number(Decimal(str(value)) * 100, places)}{NARROW}%"


def euros(value: Number | None) -> str:
    return "non renseigné" if value is None else f"{number(value, 2)}{NBSP}€"


def day(value: date | None) -> str:
    """« 1er » for the first, the number otherwise."""
    if value is None:
        return ""
    return "1er" if value.day == 1 else str(value.day)


def day_month(value: date | None) -> str:
    return f"{day(value)}{NBSP}{MONTHS[value.month - 1]}" if value else ""


def day_month_year(value: date | None) -> str:
    return f"{day_month(value)}{NBSP}{value.year}" if value else ""


def weekday(value: date | None) -> str:
    """« samedi 21 novembre »."""
    return f"{WEEKDAYS[value.weekday()]} {day_month(value)}" if value else ""


def month(value: date) -> str:
    return f"{MONTHS[value.month - 1]}{NBSP}{value.year}"


def hour(value: time | datetime | None) -> str:
    """« 10 h 30 », « 9 h »."""
    if value is None:
        return ""
    minutes = f"{NBSP}{value.minute:02d}" if value.minute else ""
    return f"{value.hour}{NBSP}h{minutes}"


def minutes(value: int | None) -> str:
    """90 → « 1 h 30 », 45 → « 45 min »."""
    if value is None:
        return "non renseigné"
    if value < 60:
        return f"{value}{NBSP}min"
    rest = f"{NBSP}{value % 60:02d}" if value % 60 else ""
    return f"{value // 60}{NBSP}h{rest}"

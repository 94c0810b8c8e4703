"""Which list of priority neighbourhoods (QPV) holds on a day, and where an imported list can answer « no ».

Source: décret n° 2014-1750 du 30 décembre 2014 (list of 2015); décret n° 2023-1314 du 28 décembre 2023 (list of 2024,
in force from 1 January 2024).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

QPV_CODE = re.compile(r"Q[PN](0\d[0-9AB]|97\d)", re.I)
WHOLE_COUNTRY = 60  # départements: a file that has zones in as many is the national one


@dataclass(frozen=True)
class Generation:
    """One list of QPV; ``ends_on`` is inclusive, None while it holds. ``prefix``: how its codes begin."""

    year: int
    starts_on: date
    ends_on: date | None
    prefix: str


GENERATIONS = (
    Generation(2015, date(2015, 1, 1), date(2023, 12, 31), "QP"),
    Generation(2024, date(2024, 1, 1), None, "QN"),
)


def generation_on(day: date) -> Generation | None:
    """Return the list in force on ``day``; None before the first one."""
    return next((g for g in GENERATIONS if g.starts_on <= day and (g.ends_on is None or day <= g.ends_on)), None)


def departement_of(code: str) -> str:
    """Return the département of a commune's INSEE code, or of a postcode, as QPV codes write it: « 34172 » → « 034 ».

    "" when it says none. In Corsica, postcodes in 200 and 201 are the south (02A), the others the north (02B).
    """
    if re.fullmatch(r"2[AB]\d{3}", code):
        return f"0{code[:2]}"
    if not re.fullmatch(r"\d{5}", code):
        return ""
    if code.startswith("20"):
        return "02A" if code[2] in "01" else "02B"
    return code[:3] if code.startswith(("97", "98")) else f"0{code[:2]}"


def departements_of(codes: Iterable[str]) -> frozenset[str]:
    """Return the départements that QPV codes name: QN03404M → « 034 »."""
    return frozenset(found[1].upper() for code in codes if (found := QPV_CODE.match(code)))


def can_say_no(covered: frozenset[str], code: str) -> bool:
    """Whether a point in none of the imported zones is surely outside every QPV: their file knows that département.

    Takes: ``code``, the commune's INSEE code, or its postcode.
    """
    return departement_of(code) in covered or len(covered) >= WHOLE_COUNTRY

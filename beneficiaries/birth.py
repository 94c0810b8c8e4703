"""A birth date or year as people say it, in one field."""

import re
from datetime import date

from ceis.civil_time import today
from ceis.french import MONTHS
from ceis.text import sort_key

OLDEST = 1900
NOT_A_DATE = "Écrivez une date comme 12/03/1984, ou seulement l’année : 1984."
MONTH_NUMBERS = {sort_key(name): number for number, name in enumerate(MONTHS, 1)}


def read_birth(typed: str) -> tuple[date | None, int | None]:
    """Return (date, year) from « 12/03/1984 », « 12 mars 1984 », « 12031984 », « 1984-03-12 » or « 1984 ».

    Returns: no date when only the year was given; neither when nothing was typed.
    Raises: ValueError whose text is French, fit to be put on the form.
    """
    text = sort_key(typed)
    if not text:
        return None, None
    if re.fullmatch(r"[0-9]{4}", text):
        return None, _possible(int(text))
    year, month, day = _parts(text)
    _possible(year)
    try:
        born = date(year, month, day)
    except ValueError:
        raise ValueError("Ce jour n’existe pas dans le calendrier.") from None
    if born > today():
        raise ValueError("Cette date de naissance est dans l’avenir.")
    return born, year


def _parts(text: str) -> tuple[int, int, int]:
    if found := re.fullmatch(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})", text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := re.fullmatch(r"([0-9]{2})([0-9]{2})([0-9]{4})", text):
        return int(found[3]), int(found[2]), int(found[1])
    found = re.fullmatch(r"([0-9]{1,2})(?:er)? ([a-z]+) ([0-9]{4})", text)
    if found and found[2] in MONTH_NUMBERS:
        return int(found[3]), MONTH_NUMBERS[found[2]], int(found[1])
    raise ValueError(NOT_A_DATE)


def _possible(year: int) -> int:
    if year > today().year:
        raise ValueError("Cette année est dans l’avenir.")
    if year < OLDEST:
        raise ValueError(f"L’année de naissance commence à {OLDEST}.")
    return year

"""Reading what was typed in a search field: names, a birth date or year, a phone, a file number, an e-mail.

One text may be several things: « 01021984 » is a birth date and the beginning of a phone number; both are kept.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from beneficiaries import phone
from ceis.civil_time import today
from ceis.text import clean_text, name_words

LONGEST = 200
MOST_WORDS = 6
CIVILITIES = {"mme", "mlle", "mr", "madame", "monsieur", "mademoiselle"}
FIRST_FILE_YEAR = 2018
SHORTEST_PHONE = 6

DAY_FIRST = re.compile(r"(?<![0-9.])([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4}|[0-9]{2})(?![.]?[0-9])")
YEAR_FIRST = re.compile(r"(?<![0-9])([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})(?![0-9])")
TOGETHER = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})([0-9]{4})(?![0-9])")
NUMERIC = re.compile(r"\+?[0-9 ().\-/]+")
FILE_NUMBER = re.compile(r"([0-9]{4})-?([0-9]{5})|([0-9]{4})-([0-9]{1,5})")


@dataclass(frozen=True)
class TypedQuery:
    """What the text may mean; every field may be empty."""

    words: tuple[str, ...] = ()  # of names, lower case, unaccented
    birth_date: date | None = None
    birth_year: int | None = None
    phone: str = ""  # E.164, whole
    phone_beginning: str = ""
    email: str = ""
    file_numbers: tuple[str, ...] = ()


def read_query(text: str) -> TypedQuery:
    """Return what ``text`` may mean; any text at all has an answer."""
    text = unicodedata.normalize("NFKC", clean_text(text[:LONGEST])).strip()
    if re.fullmatch(r"[^@\s]+@[^@\s]*", text):
        return TypedQuery(email=text.lower())
    born, rest = _taken_date(text)
    if NUMERIC.fullmatch(text):
        return _numeric(text, born)
    words = name_words(rest)[: MOST_WORDS * 2]
    years = [int(word) for word in words if re.fullmatch(r"[0-9]{4}", word) and 1900 <= int(word) <= today().year]
    names = [word for word in words if not word.isdecimal()]
    names = [word for word in names if word not in CIVILITIES] or names
    return TypedQuery(
        words=tuple(names[:MOST_WORDS]), birth_date=born, birth_year=years[0] if years and not born else None
    )


def _numeric(text: str, born: date | None) -> TypedQuery:
    digits = re.sub(r"[^0-9+]", "", text)
    whole = phone.e164(digits) if digits[:1] in ("0", "+") else None
    is_a_date = born and not text.isdecimal()  # « 05/11/1972 » begins no number, « 05111972 » may
    begins = not whole and not is_a_date and len(digits) >= SHORTEST_PHONE
    return TypedQuery(
        birth_date=born,
        phone=whole or "",
        phone_beginning=phone.beginning(digits) if begins else "",
        file_numbers=_file_numbers(text.replace(" ", "")),
    )


def _file_numbers(text: str) -> tuple[str, ...]:
    """« 2026-00318 » and « 2026-318 » are one file; « 318 » is that one, or its namesake of another year."""
    if re.fullmatch(r"[0-9]{1,5}", text):
        return tuple(f"{year}-{int(text):05d}" for year in range(FIRST_FILE_YEAR, today().year + 1))
    if shape := FILE_NUMBER.fullmatch(text):
        year, number = shape[1] or shape[3], shape[2] or shape[4]
        return (f"{year}-{int(number):05d}",)
    return ()


def _taken_date(text: str) -> tuple[date | None, str]:
    """Return the birth date found in ``text``, and the text without it."""
    for shape, order in ((YEAR_FIRST, "ymd"), (DAY_FIRST, "dmy"), (TOGETHER, "dmy")):
        if found := shape.search(text):
            parts = dict(zip(order, found.groups(), strict=True))
            if day := _day(parts["y"], int(parts["m"]), int(parts["d"])):
                return day, text[: found.start()] + " " + text[found.end() :]
    return None, text


def _day(year: str, month: int, number: int) -> date | None:
    """Return the past day meant; « 84 » is 1984, « 12 » is 2012."""
    full = int(year)
    if len(year) == 2:
        full += 2000 if 2000 + full <= today().year else 1900
    try:
        day = date(full, month, number)
    except ValueError:
        return None
    return day if full >= 1900 and day <= today() else None

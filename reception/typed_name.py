"""What was typed to look for someone, read as the name of a person who is not in the file yet."""

import re

from beneficiaries.typed_query import read_query
from ceis.text import clean_text

PARTICLES = {"ben", "bel", "el", "al", "de", "du", "da", "dos", "le", "la", "van", "von", "abou", "ould", "ait"}
LONGEST = 80


def first_and_last(text: str) -> tuple[str, str]:
    """Return (first name, last name) as the desk says them, « nom prénom », each word with its capital letter.

    One word alone is a last name; a particle begins a last name (« Kadija Ben Ali »); digits are no name.
    """
    words = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", clean_text(text[:200]))
    if not words:
        return "", ""
    for place, word in enumerate(words[1:], start=1):
        if word.casefold() in PARTICLES and words[0].casefold() not in PARTICLES:
            return _capital(words[:place]), _capital(words[place:])
    size = 1
    while size < len(words) - 1 and words[size - 1].casefold() in PARTICLES:
        size += 1
    return _capital(words[size:]), _capital(words[:size])


def birth(text: str) -> str:
    """Return the birth date or year, when one was typed with the name, as the form reads it."""
    query = read_query(text)
    return f"{query.birth_date:%d/%m/%Y}" if query.birth_date else str(query.birth_year or "")


def _capital(words: list[str]) -> str:
    joined = " ".join(re.sub(r"[^\W\d_]+", lambda word: word[0][0].upper() + word[0][1:].lower(), w) for w in words)
    return joined[:LONGEST]

"""What every kind of file becomes: headings, numbered lines of text, and what the agent should know of the reading."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice

from ceis.text import clean_text

MOST_BYTES = 15_000_000
MOST_LINES, MOST_COLUMNS = 50_000, 100
SEARCHED_FOR_HEADINGS = 15  # a title and a date often stand above them
TOO_MANY_LINES = "Ce fichier a plus de 50\u202f000 lignes. Coupez-le en plusieurs fichiers."
TOO_MANY_COLUMNS = (
    "Ce fichier a plus de 100 colonnes. "
    "Gardez seulement celles qui disent qui sont les personnes et comment les joindre."
)


class Unreadable(Exception):
    """The file cannot be read; the text is French, fit to be shown."""


@dataclass
class Table:
    """``lines``: (number in the file, cells as text), without the empty ones."""

    headings: list[str]
    lines: list[tuple[int, list[str]]]
    notes: list[str] = field(default_factory=list)


def table_of(
    rows: Iterable[tuple[int, list]], rank: Callable[[list[str]], int], notes: list[str] | None = None
) -> Table:
    """Take the headings out of ``rows``, which are (number, cells).

    Takes: ``rank``, how many of the cells are headings we know.
    Raises: Unreadable when there is nothing, or too much.
    """
    full = ((number, texts) for number, cells in rows if any(texts := trimmed(cells)))
    first = list(islice(full, SEARCHED_FOR_HEADINGS))
    if not first:
        raise Unreadable("Ce fichier est vide.")
    best = max(range(len(first)), key=lambda place: (rank(first[place][1]), -place))
    headings = first[best][1]
    lines = first[best + 1 :] + list(islice(full, MOST_LINES + 1))
    if len(headings) > MOST_COLUMNS:
        raise Unreadable(TOO_MANY_COLUMNS)
    if len(lines) > MOST_LINES:
        raise Unreadable(TOO_MANY_LINES)
    if not lines:
        raise Unreadable("Ce fichier n’a que des titres de colonnes : aucune personne en dessous.")
    return Table(headings, lines, notes or [])


def trimmed(cells: list) -> list[str]:
    """The cells as text, without the empty ones at the end of the line."""
    texts = [text_of(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def text_of(cell: object) -> str:
    """What a cell says, as a person would type it: 12/03/1984 for a date, 612345678 for a number."""
    if cell is None or isinstance(cell, time):
        return ""
    if isinstance(cell, str):
        return " ".join(clean_text(cell).split())
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/}{cell.year:04d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)

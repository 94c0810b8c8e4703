"""Who, in the file or already there, may be the person of a line: names one error away, with a birth that agrees.

The lines are laid in an index of deletion keys, and the people of the place pass through it once: what it costs grows
with their number, not with the product of the two.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from beneficiaries.deletion_keys import deletion_keys, keys_of_names
from beneficiaries.models import Beneficiary
from ceis.text import name_words


@dataclass(frozen=True)
class Someone:
    """``number``: the line, or None for a person already there, who then has an ``id``; ``phone`` may tell."""

    words: frozenset[str]
    first: frozenset[str]
    names: tuple[str, ...]  # as `keys_of_names` takes them
    birth_date: str
    birth_year: int | None
    phone: str
    id: UUID | None = None
    number: int | None = None
    search_keys: tuple[int, ...] = ()  # of a person already there, as they are kept

    @cached_property
    def keys(self) -> frozenset[int]:
        return frozenset(self.search_keys or keys_of_names(*self.names))


@dataclass(frozen=True)
class Twin:
    """``exact``: same names, born the same day."""

    id: UUID | None
    number: int | None
    exact: bool
    reasons: tuple[str, ...]

    @property
    def weight(self) -> tuple:
        return (self.exact, self.id is not None, len(self.reasons))


def likely_twins(
    rows: Iterable[tuple[int, dict[str, Any]]], people: Iterable[Someone], *, among_themselves: bool = True
) -> dict[int, Twin]:
    """Return, for each line that looks like someone, the likeliest one.

    Takes: ``rows``, (line, values) in the order of the file; ``people``, those already there;
    ``among_themselves``, whether two lines may be one person.
    """
    lines = [of_values(number, values) for number, values in rows]
    by_key, by_phone = defaultdict(list), defaultdict(list)
    for line in lines:
        for code in {code for word in line.words - line.first or line.words for code in deletion_keys(word)}:
            by_key[code].append(line)
        if line.phone:
            by_phone[line.phone].append(line)
    found: dict[int, Twin] = {}
    for other in lines if among_themselves else ():
        keep_twins(other, by_key, by_phone, found)
    for person in people:
        keep_twins(person, by_key, by_phone, found)
    return found


def keep_twins(other: Someone, by_key: dict, by_phone: dict, found: dict[int, Twin]) -> None:
    near = {line.number: line for code in other.keys for line in by_key.get(code, ())}
    near |= {line.number: line for line in by_phone.get(other.phone, ()) if other.phone}
    for number, line in near.items():
        if other.number is not None and other.number >= number:
            continue  # of two lines alike, the second one repeats the first
        twin = twin_of(line, other)
        if twin and (number not in found or twin.weight > found[number].weight):
            found[number] = twin


def twin_of(line: Someone, other: Someone) -> Twin | None:
    """Two different birth years make two people, unless they share a phone and a first name."""
    near_names = all(deletion_keys(word) & other.keys for word in line.words)
    same_phone = bool(line.phone) and line.phone == other.phone and bool(line.first & other.words)
    born_apart = bool(line.birth_year and other.birth_year and line.birth_year != other.birth_year)
    if not (same_phone or near_names and not born_apart):
        return None
    same_names, same_day = line.words == other.words, bool(line.birth_date) and line.birth_date == other.birth_date
    reasons = ["mêmes nom et prénom" if same_names else "nom à une lettre près"] if near_names else ["même prénom"]
    if same_day:
        reasons.append("même date de naissance")
    elif line.birth_year and line.birth_year == other.birth_year:
        reasons.append("même année de naissance")
    if same_phone:
        reasons.append("même téléphone")
    return Twin(other.id, other.number, same_names and same_day, tuple(reasons))


def of_values(number: int, values: dict[str, Any]) -> Someone:
    first, last = values.get("first_name", ""), values.get("last_name", "")
    return Someone(
        words=frozenset(name_words(f"{first} {last}")),
        first=frozenset(name_words(first)),
        names=(first, last, values.get("birth_name", "")),
        birth_date=values.get("birth_date") or "",
        birth_year=values.get("birth_year"),
        phone=values.get("phone", ""),
        number=number,
    )


def people_of_the_place() -> Iterator[Someone]:
    """Everyone in the file; a protected contact is never what tells."""
    rows = Beneficiary.objects.in_the_file().values_list(
        "pk", "first_name", "last_name", "search_keys", "birth_date", "birth_year", "phone", "protected_contact"
    )
    for pk, first, last, keys, born, year, phone, protected in rows.order_by("pk").iterator(chunk_size=5000):
        yield Someone(
            words=frozenset(name_words(f"{first} {last}")),
            first=frozenset(name_words(first)),
            names=(first, last),
            search_keys=tuple(keys),
            birth_date=born.isoformat() if born else "",
            birth_year=year,
            phone="" if protected else phone,
            id=pk,
        )

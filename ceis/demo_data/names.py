"""Names of people who do not exist: drawn from lists, misspelt now and then as at a counter."""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
SECTION = re.compile(r"\[(\w+) (\d+)]")
FIRST_NAMES = re.compile(r"([FM])(?: (\d{4}))?: (.+)")
NEIGHBOURS = {"a": "e", "e": "a", "i": "y", "y": "i", "s": "c", "c": "s", "m": "n", "n": "m", "b": "d", "o": "u"}
OF_TWO_ORIGINS = 0.07
COMPOUND = 0.03


@dataclass
class Origin:
    weight: int
    first: dict[str, list[tuple[int, list[str]]]] = field(default_factory=lambda: {"F": [], "M": []})
    last: list[str] = field(default_factory=list)
    common: list[float] = field(default_factory=list)  # cumulated: the first names of the list are the commonest


@cache
def origins() -> list[Origin]:
    found: list[Origin] = []
    for line in (HERE / "names.txt").read_text(encoding="utf-8").splitlines():
        if section := SECTION.fullmatch(line):
            found.append(Origin(int(section[2])))
        elif names := FIRST_NAMES.fullmatch(line):
            found[-1].first[names[1]].append((int(names[2] or 9999), names[3].split()))
        elif line.startswith("N: "):
            found[-1].last = line[3:].split()
            found[-1].common = list(accumulate(1 / (rank + 40) for rank in range(len(found[-1].last))))
    return found


def an_origin(rng: Random) -> Origin:
    return rng.choices(origins(), [origin.weight for origin in origins()])[0]


def last_name(rng: Random, origin: Origin | None = None) -> str:
    origin = origin or an_origin(rng)
    return rng.choices(origin.last, cum_weights=origin.common)[0]


def full_name(rng: Random, sex: str, birth_year: int) -> tuple[str, str]:
    """Return a first and a last name for someone of ``sex`` ("F" or "M") born in ``birth_year``."""
    origin = an_origin(rng)
    lists = [names for until, names in origin.first[sex] if birth_year <= until]
    first = rng.choice(lists[0])
    last = last_name(rng, None if rng.random() < OF_TWO_ORIGINS else origin)
    if rng.random() < COMPOUND:
        last = f"{last}-{last_name(rng)}"
    return first, last


def mistyped(rng: Random, word: str) -> str:
    """Return ``word`` with one error of a hurried hand: a letter missing, doubled, swapped or mistaken."""
    at = rng.randrange(1, max(2, len(word) - 1))
    letter = word[at]
    wrong = rng.choice(["missing", "doubled", "swapped", "mistaken"])
    if wrong == "missing":
        return word[:at] + word[at + 1 :]
    if wrong == "doubled":
        return word[:at] + letter + word[at:]
    if wrong == "swapped" and at + 1 < len(word) and word[at + 1] != letter:
        return word[:at] + word[at + 1] + letter + word[at + 2 :]
    return word[:at] + NEIGHBOURS.get(letter.lower(), "l") + word[at + 1 :]

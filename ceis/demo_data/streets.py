"""Addresses where nobody lives: real streets of Montpellier, numbers drawn at random."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random


@dataclass(frozen=True)
class Address:
    street: str
    postcode: str
    city: str
    neighbourhood: str


@cache
def _areas() -> tuple[list[int], list[tuple[str, str, str, list[str]]]]:
    weights, areas = [], []
    for line in (Path(__file__).parent / "streets.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            weight, postcode, city, neighbourhood, streets = (part.strip() for part in line.split("|"))
            weights.append(int(weight))
            areas.append((postcode, city, neighbourhood, streets.split("; ")))
    return weights, areas


def neighbourhoods() -> list[str]:
    """Those of the town, in the order of the file."""
    return [name for _, _, name, _ in _areas()[1] if name]


def an_address(rng: Random) -> Address:
    weights, areas = _areas()
    postcode, city, neighbourhood, streets = rng.choices(areas, weights)[0]
    number = f"{rng.randint(1, 180)}{rng.choices(['', ' bis', ' ter'], [30, 2, 1])[0]}"
    return Address(f"{number} {rng.choice(streets)}", postcode, city, neighbourhood)

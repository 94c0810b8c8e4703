"""How long the database takes to find people, measured beside the other ways of finding them, in one run."""

import random
import string
import time
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median, quantiles
from uuid import UUID

from django.core.management.base import BaseCommand
from django.db import connection, connections

from beneficiaries.models import Beneficiary
from beneficiaries.search import find
from ceis.access import Permission
from ceis.database import migration_alias

TABLE = Beneficiary._meta.db_table
SYLLABLES = [c + v for c in "bcdfghjklmnprstvz" for v in ("a", "e", "i", "o", "ou", "an", "in")]
# The mix of what is typed, and its shares.
SHARES = {"one edit": 40, "exact": 20, "prefix": 20, "two edits": 5, "no match": 5, "phone": 5, "birth date": 5}
LIMIT = "ORDER BY similarity(search_name, %(typed)s) DESC LIMIT 8"
OTHERS = {
    "trigram index": f"SELECT id FROM {TABLE} WHERE search_name %% %(typed)s {LIMIT}",
    "scan": f"SELECT id FROM {TABLE} WHERE similarity(search_name, %(typed)s) > 0.3 {LIMIT}",
}


class Bencher:
    """Whoever looks for people in the measures: someone who may, and works on no platform."""

    platform_ids: list[int] = []

    def may(self, permission: Permission) -> bool:
        return True


class Command(BaseCommand):
    help = "Mesure la recherche de personnes sur un fichier inventé, dans une table temporaire."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--people", type=int, default=100_000, help="personnes inventées")
        parser.add_argument("--queries", type=int, default=200, help="recherches mesurées")

    def handle(self, *args, people: int, queries: int, **options) -> None:
        chance = random.Random(people)
        # Only the owner may make a temporary table; what is measured asks through the default connection.
        connections["default"] = connections[migration_alias()]
        self.invent(people, chance)
        typed = list(asked(people, queries, chance))
        names = [text for share, text in typed if share in ("one edit", "exact")]
        by_share = {share: [text for kind, text in typed if kind == share] for share in SHARES}
        searches: dict[str, tuple[Callable[[str], object], list[str]]] = {
            "this search": (lambda text: find(text, user=Bencher()), [text for _, text in typed]),
            "this search, wide": (lambda text: find(text, user=Bencher(), wide=True), [text for _, text in typed]),
            **{
                f"  {share}": (lambda text: find(text, user=Bencher()), texts)
                for share, texts in by_share.items()
                if len(texts) > 1
            },
            "this search, names": (lambda text: find(text, user=Bencher()), names),
            "trigram index": (lambda text: run(OTHERS["trigram index"], text), names[: queries // 4]),
            "scan": (lambda text: run(OTHERS["scan"], text), names[:10]),
        }
        self.stdout.write(f"{people} people; " + ", ".join(f"{share} {part} %" for share, part in SHARES.items()))
        base = None
        for name, (search, texts) in searches.items():
            durations = [timed(search, text) for text in texts]
            base = median(durations) if name == "this search, names" else base
            ratio = f"{median(durations) / base:8.1f} ×" if base else ""
            p95 = quantiles(durations, n=20)[-1]
            self.stdout.write(f"{name:22} median {median(durations):8.1f} ms   p95 {p95:8.1f} ms {ratio}")

    def invent(self, count: int, chance: random.Random) -> None:
        """Fill a temporary table that hides the real one from this connection alone."""
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute(f"CREATE TEMP TABLE {TABLE} (LIKE public.{TABLE} INCLUDING ALL EXCLUDING INDEXES)")
            columns = [field for field in Beneficiary._meta.concrete_fields if not field.generated]
            names = ", ".join(f'"{field.column}"' for field in columns)
            with cursor.copy(f"COPY {TABLE} ({names}) FROM STDIN") as copy:
                for number in range(count):
                    made = person(number, chance)
                    copy.write_row([getattr(made, field.attname) for field in columns])
            # Indexed once filled: a million rows written into seven indexes would take an hour.
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = %s", [TABLE])
            for (definition,) in cursor.fetchall():
                cursor.execute(definition.replace(f"ON public.{TABLE} ", f"ON pg_temp.{TABLE} "))
            cursor.execute(f"VACUUM ANALYZE {TABLE}")


def word(chance: random.Random) -> str:
    """A name of two or three syllables; the first ones of the list come more often, as real names do."""
    size = len(SYLLABLES)
    return "".join(SYLLABLES[int(size * chance.random() ** 1.5)] for _ in range(chance.choice((2, 3, 3))))


def person(number: int, chance: random.Random) -> Beneficiary:
    made = Beneficiary(
        id=UUID(int=chance.getrandbits(128)),
        first_name=word(chance).capitalize(),
        last_name=word(chance).capitalize(),
        birth_date=date(1940 + number % 70, number // 70 % 12 + 1, number // 840 % 28 + 1),
        phone=f"+336{number:08d}",
        file_number=f"{2018 + number // 99_999}-{number % 99_999 + 1:05d}",
        created_by_id=UUID(int=1),
    )
    made.index_names()
    return made


def asked(people: int, queries: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield (share, text) as typed for people of the table, drawn at random."""
    names = Beneficiary.objects.order_by("pk").values_list("search_name", "phone")
    drawn = list(names[: min(people, queries * 3)])
    for _ in range(queries):
        share = chance.choices(list(SHARES), list(SHARES.values()))[0]
        name, phone = chance.choice(drawn)
        yield share, typed_as(share, name, phone, chance)


def typed_as(share: str, name: str, phone: str, chance: random.Random) -> str:
    first, last = name.split()[:2]
    if share == "phone":
        return "0" + phone[3:]
    if share == "birth date":
        return f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/{chance.randint(1940, 2009)}"
    if share == "no match":
        return "".join(chance.choices(string.ascii_lowercase, k=9)) + " " + last
    if share == "prefix":
        return f"{last} {first}"[: chance.randint(2, 8)]
    for _ in range({"one edit": 1, "two edits": 2}.get(share, 0)):
        first, last = edited(first, chance), edited(last, chance)
    return f"{last} {first}"


def edited(text: str, chance: random.Random) -> str:
    at, letter = chance.randrange(len(text)), chance.choice(string.ascii_lowercase)
    return chance.choice(
        [text[:at] + text[at + 1 :], text[:at] + letter + text[at:], text[:at] + letter + text[at + 1 :]]
    )


def run(statement: str, typed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"typed": typed})
        cursor.fetchall()


def timed(search: Callable[[str], object], text: str) -> float:
    """Milliseconds spent in the database, all queries of one search together."""
    spent = 0.0

    def watch(execute, sql, params, many, context):
        nonlocal spent
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent += time.perf_counter() - start

    with connection.execute_wrapper(watch):
        search(text)
    return spent * 1000

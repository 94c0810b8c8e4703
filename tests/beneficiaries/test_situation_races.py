"""Many write the same dimension at once: never two values the same day for the same readers."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, connections

from beneficiaries.models import Beneficiary, Situation
from beneficiaries.situation_actions import ChangedMeanwhile
from ceis.database import OWNER
from ceis.platform import mirror_platforms
from ceis.terms.models import Term
from ceis.terms.registry import add_missing_terms
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.platforms import platform, worker
from tests.factories.situations import Dimension, say, word

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", OWNER]), pytest.mark.race]
EXCLUSION = "beneficiaries_situation_one_at_a_time"
THREADS = 12
HOUSING = Dimension.HOUSING
CODES = ["street", "hotel", "social", "private"]


@pytest.fixture(autouse=True)
def the_lists():
    """A test that really commits empties the tables behind it."""
    mirror_platforms()
    if not Term.objects.exists():
        add_missing_terms(list(apps.get_app_configs())[-1])


@contextmanager
def without_the_constraint() -> Iterator[None]:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '{EXCLUSION}'")
        (definition,) = cursor.fetchone()
        cursor.execute(f"ALTER TABLE beneficiaries_situation DROP CONSTRAINT {EXCLUSION}")
    try:
        yield
    finally:
        with connections[OWNER].cursor() as cursor:
            cursor.execute("TRUNCATE beneficiaries_situation")
            cursor.execute(f"ALTER TABLE beneficiaries_situation ADD CONSTRAINT {EXCLUSION} {definition}")
        connections[OWNER].close()


def overlaps() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM beneficiaries_situation a JOIN beneficiaries_situation b ON a.id < b.id"
            " AND (a.beneficiary_id, a.dimension, a.slot) = (b.beneficiary_id, b.dimension, b.slot)"
            " AND daterange(a.starts_on, a.ends_on, '[]') && daterange(b.starts_on, b.ends_on, '[]')"
            " WHERE a.cancelled_at IS NULL AND b.cancelled_at IS NULL"
        )
        return cursor.fetchone()[0]


def raw_storm(person: Beneficiary, by) -> int:
    """Write rows straight, without the action that takes turns. Returns: how many were taken."""
    emploi, terms = platform("emploi"), [word(HOUSING, code) for code in CODES]

    def one(number: int) -> bool:
        start = date(2025, 1, 1) + timedelta(days=10 * (number % 4))
        row = Situation(
            beneficiary=person, dimension="housing", term=terms[number % 4], platform=emploi, recorded_by=by,
            starts_on=start, ends_on=start + timedelta(days=15),
        )  # fmt: skip
        try:
            row.save()
        except IntegrityError:
            return False
        except Exception as deadlock:
            assert "deadlock" in str(deadlock)
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(one, range(48)))


def test_the_database_refuses_whatever_the_order():
    by = worker("emploi")
    person = BeneficiaryFactory(by=by)
    assert 0 < raw_storm(person, by) == Situation.objects.count() <= 2
    assert overlaps() == 0


def test_without_the_constraint_they_overlap():
    by = worker("emploi")
    person = BeneficiaryFactory(by=by)
    with without_the_constraint():
        assert raw_storm(person, by) == 48
        assert overlaps() > 0


def test_of_many_writers_who_saw_the_same_thing_one_wins_and_the_others_are_told():
    people = [worker("emploi"), worker("numerique")]
    person = BeneficiaryFactory(by=people[0])
    slugs = ["emploi", "numerique"]
    seen = "e3b0c44298fc1c14"  # of nothing: they all opened an empty page

    def one(number: int) -> str:
        try:
            say(
                HOUSING, CODES[number % 4], by=people[number % 2], person=person, slug=slugs[number % 2],
                start=date(2026, 1, 1), seen=seen,
            )  # fmt: skip
        except ChangedMeanwhile:
            return "told"
        finally:
            connection.close()
        return "written"

    with ThreadPoolExecutor(THREADS) as pool:
        outcome = list(pool.map(one, range(24)))
    assert Situation.objects.count() == 1 and overlaps() == 0
    assert set(outcome) == {"written", "told"}, "the winner's own words, said again, are already so"


def test_the_same_form_sent_many_times_at_once_writes_once():
    by, same = worker("emploi"), uuid.uuid4()
    person = BeneficiaryFactory(by=by)

    def one(_: int) -> int:
        try:
            return len(say(HOUSING, "street", by=by, person=person, form=same, seen="e3b0c44298fc1c14"))
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        assert set(pool.map(one, range(24))) == {1}
    assert Situation.objects.count() == 1

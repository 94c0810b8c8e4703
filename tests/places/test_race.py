"""Forty people book the same ten hours at once: ten get them, whatever the order of arrival."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, time, timedelta

import pytest
from django.db import connection, connections

from beneficiaries.models import Beneficiary
from ceis.accounts.models import User
from ceis.database import OWNER
from ceis.facts import RuleViolation
from ceis.models import Platform
from ceis.places.models import Occupation
from ceis.platform import mirror_platforms
from platforms.actions import book_appointment
from platforms.models import Appointment
from tests.factories import platforms as make
from tests.factories.beneficiaries import BeneficiaryFactory

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", OWNER]), pytest.mark.race]
THREADS, ATTEMPTS = 40, 2000
DAY = date(2026, 11, 30)
EXCLUSION = "places_occupation_once_at_a_time"


@contextmanager
def without_the_constraint() -> Iterator[None]:
    """Drop the exclusion of this test's own database, and put it back once its rows are gone."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '{EXCLUSION}'")
        (definition,) = cursor.fetchone()
        cursor.execute(f"ALTER TABLE places_occupation DROP CONSTRAINT {EXCLUSION}")
    try:
        yield
    finally:
        with connections[OWNER].cursor() as cursor:
            cursor.execute("TRUNCATE places_occupation")
            cursor.execute(f"ALTER TABLE places_occupation ADD CONSTRAINT {EXCLUSION} {definition}")
        connections[OWNER].close()


def attempt(worker: User, slot: int, person: Beneficiary, platform: Platform) -> bool:
    try:
        book_appointment(
            by=worker, id=uuid.uuid4(), platform=platform, day=DAY, starts_at=time(9 + slot),
            ends_at=time(10 + slot), workers=[worker], people=[person],
        )  # fmt: skip
    except RuleViolation:
        return False
    return True


def storm(attempts: int) -> list[bool]:
    """Two workers of five slots: ten places, asked for by everyone in turn."""
    mirror_platforms()
    workers = [make.worker(), make.worker()]
    people = [BeneficiaryFactory(by=workers[0]) for _ in range(THREADS)]
    platform = make.platform("emploi")

    def one_thread(number: int) -> list[bool]:
        try:
            return [
                attempt(workers[n % 2], n // 2 % 5, people[number], platform) for n in range(number, attempts, THREADS)
            ]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return [won for outcome in pool.map(one_thread, range(THREADS)) for won in outcome]


def overlaps() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM places_occupation a JOIN places_occupation b"
            " ON a.resource = b.resource AND a.period && b.period AND a.id < b.id WHERE a.active AND b.active"
        )
        return cursor.fetchone()[0]


def test_two_thousand_attempts_on_ten_places_book_ten():
    outcome = storm(ATTEMPTS)
    assert len(outcome) == ATTEMPTS
    assert sum(outcome) == Appointment.objects.count() == 10
    assert Occupation.objects.active().filter(kind="worker").count() == 10
    assert overlaps() == 0


def test_without_the_constraint_more_than_ten_are_booked():
    with without_the_constraint():
        outcome = storm(ATTEMPTS // 10)
        assert sum(outcome) == Appointment.objects.count() > 10
        assert overlaps() > 0


def test_the_same_form_sent_forty_times_at_once_books_once():
    mirror_platforms()
    worker, same = make.worker(), uuid.uuid4()
    person, platform = BeneficiaryFactory(by=worker), make.platform("emploi")

    def send(_: int) -> uuid.UUID:
        try:
            return book_appointment(
                by=worker, id=same, platform=platform, day=DAY, starts_at=time(9), ends_at=time(10),
                workers=[worker], people=[person],
            ).pk  # fmt: skip
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        assert set(pool.map(send, range(THREADS))) == {same}
    assert Occupation.objects.count() == 2


def test_two_bookings_of_the_same_pair_in_opposite_order_never_deadlock():
    mirror_platforms()
    pair = [make.worker(), make.worker()]
    person, platform = BeneficiaryFactory(by=pair[0]), make.platform("emploi")

    def send(number: int) -> bool:
        try:
            book_appointment(
                by=pair[0], id=uuid.uuid4(), platform=platform, day=DAY + timedelta(days=number // 2),
                starts_at=time(9), ends_at=time(10), workers=pair[:: 1 - 2 * (number % 2)], people=[person],
            )  # fmt: skip
        except RuleViolation:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(THREADS) as pool:
        assert sum(pool.map(send, range(60))) == 30

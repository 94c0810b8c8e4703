"""Twenty agents press the same key at once: one session begins, and the same form sent twenty times is one."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from ceis.database import OWNER
from ceis.facts import RuleViolation
from ceis.places.actions import EXCLUSION
from ceis.places.models import Equipment, Occupation
from reception.free_access import ONE_PER_COMPUTER, end_session, start_session
from reception.models import ComputerSession
from tests.factories.building import computer
from tests.factories.reception import receptionist

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", OWNER]), pytest.mark.race]
AGENTS = 20


@contextmanager
def without_the_promises() -> Iterator[None]:
    """Drop what forbids two sessions at once, in this test's own database; the rows go before it comes back."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '{EXCLUSION}'")
        (exclusion,) = cursor.fetchone()
        cursor.execute(f"SELECT indexdef FROM pg_indexes WHERE indexname = '{ONE_PER_COMPUTER}'")
        (index,) = cursor.fetchone()
        cursor.execute(f"ALTER TABLE places_occupation DROP CONSTRAINT {EXCLUSION}")
        cursor.execute(f"DROP INDEX {ONE_PER_COMPUTER}")
    try:
        yield
    finally:
        with connections[OWNER].cursor() as cursor:
            cursor.execute("TRUNCATE places_occupation, reception_computersession CASCADE")
            cursor.execute(f"ALTER TABLE places_occupation ADD CONSTRAINT {EXCLUSION} {exclusion}")
            cursor.execute(index)
        connections[OWNER].close()


def press(at: Equipment, ids: list[uuid.UUID]) -> list[uuid.UUID | None]:
    """Everybody presses at once. Returns: the session each one got, None when refused."""
    agent = receptionist()

    def one(id: uuid.UUID) -> uuid.UUID | None:
        try:
            return start_session(by=agent, id=id, computer=at).pk
        except RuleViolation:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(AGENTS) as pool:
        return list(pool.map(one, ids))


def test_twenty_agents_one_computer_one_session():
    at = computer()
    got = press(at, [uuid.uuid4() for _ in range(AGENTS)])
    assert sum(one is not None for one in got) == 1
    assert ComputerSession.objects.running().count() == Occupation.objects.active().count() == 1


def test_without_the_promises_more_than_one_begins():
    with without_the_promises():
        got = press(computer(), [uuid.uuid4() for _ in range(AGENTS)])
        assert sum(one is not None for one in got) > 1


def test_the_same_form_sent_twenty_times_at_once_is_one_session():
    same = uuid.uuid4()
    assert set(press(computer(), [same] * AGENTS)) == {same}
    assert ComputerSession.objects.count() == 1


def test_two_agents_end_the_same_session():
    at, agent = computer(), receptionist()
    session = start_session(by=agent, id=uuid.uuid4(), computer=at)

    def one(_: int):
        try:
            return end_session(by=agent, session=session).ended_at
        finally:
            connection.close()

    with ThreadPoolExecutor(AGENTS) as pool:
        assert len(set(pool.map(one, range(AGENTS)))) == 1
    assert start_session(by=agent, id=uuid.uuid4(), computer=at).is_running

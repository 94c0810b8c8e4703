"""The last place is given once."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from ceis.facts import RuleViolation
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.platforms import worker
from tests.factories.workshops import session
from workshops.actions import register
from workshops.models import Attendance

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def at_once(acts) -> list:
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(10)
            return act()
        except RuleViolation as refusal:
            return refusal.message
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_people_and_one_place():
    held, by = session(places=1), worker()
    people = [BeneficiaryFactory(), BeneficiaryFactory()]
    answers = at_once(
        [lambda one=one: register(by=by, id=uuid.uuid4(), session=held, beneficiary=one).pk for one in people]
    )
    assert "Cette séance est complète." in answers and Attendance.objects.count() == 1


def test_without_the_lock_both_would_have_had_it():
    """The control of the test above: looking, then writing, without holding the session."""
    held, by, both_looked = session(places=1), worker(), Barrier(2)

    def look_then_write(person):
        with transaction.atomic():
            taken = held.attendances.standing().count()
            both_looked.wait(10)
            Attendance.objects.create(session=held, beneficiary=person, recorded_by=by)
            return taken

    people = [BeneficiaryFactory(), BeneficiaryFactory()]
    assert at_once([lambda one=one: look_then_write(one) for one in people]) == [0, 0]
    assert Attendance.objects.count() == 2

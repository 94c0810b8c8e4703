"""Two agents, or one impatient hand: what happens at the same instant happens once."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from beneficiaries.models import Beneficiary, Encounter
from ceis.civil_time import now
from ceis.facts import RuleViolation
from ceis.terms.models import Term
from platforms.models import Appointment
from reception.actions import (
    give_service,
    receive,
    register_arrival,
    register_newcomer,
    register_visit,
    take_service_back,
)
from reception.models import ServiceGiven, Visit
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.partners import permanence
from tests.factories.platforms import appointment, platform, worker
from tests.factories.reception import receptionist, visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def at_once(count: int, act) -> list:
    """Run ``act`` in ``count`` threads that start together, each with a connection of its own."""
    barrier = Barrier(count)

    def run(_):
        try:
            barrier.wait(10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_one_form_posted_by_ten_is_one_visit_and_one_encounter():
    agent, person, id = receptionist(), BeneficiaryFactory(), uuid.uuid4()
    saved = at_once(10, lambda: register_visit(by=agent, id=id, beneficiary=person).pk)
    assert set(saved) == {id}
    assert (Visit.objects.count(), Encounter.objects.count()) == (1, 1)


def test_one_newcomer_posted_by_five_is_one_file():
    agent, id = receptionist(), uuid.uuid4()

    def post():
        typed = Beneficiary(first_name="Khadija", last_name="Benali")
        return register_newcomer(by=agent, id=id, beneficiary=typed).pk

    assert set(at_once(5, post)) == {id}
    assert (Beneficiary.objects.count(), Visit.objects.count()) == (1, 1)


def test_two_agents_pressing_arrival_write_one_visit():
    expected = appointment()
    person, agents = expected.people.get(), [receptionist(), receptionist()]

    def press():
        agent = agents.pop()
        return register_arrival(by=agent, id=uuid.uuid4(), appointment=expected, beneficiary=person).pk

    assert len(set(at_once(2, press))) == 1
    assert (Visit.objects.count(), Encounter.objects.count()) == (1, 1)
    expected.refresh_from_db()
    assert expected.status == Appointment.Status.ARRIVED


def test_without_the_lock_both_would_have_found_nobody():
    """The control of the test above: the same two hands, looking before they write, both see nobody arrived."""
    expected = appointment()
    person, agent = expected.people.get(), receptionist()
    both_looked = Barrier(2)

    def look_then_write():
        with transaction.atomic():
            found = Visit.objects.filter(appointment=expected, beneficiary=person).exists()
            both_looked.wait(10)
            moment = now()
            # Not linked to the appointment: the constraint would refuse the second one.
            Visit.objects.create(beneficiary=person, date=moment.date(), arrived_at=moment.time(), recorded_by=agent)
            return found

    assert at_once(2, look_then_write) == [False, False]
    assert Visit.objects.count() == 2


def test_two_agents_checking_in_one_person_for_a_permanence_write_one_visit():
    held, person, agents = permanence(), BeneficiaryFactory(), [receptionist(), receptionist()]

    def press():
        return register_visit(by=agents.pop(), id=uuid.uuid4(), beneficiary=person, came_for=held).pk

    assert len(set(at_once(2, press))) == 1
    assert (Visit.objects.count(), Encounter.objects.count()) == (1, 1)


def received_by(receiving) -> list[str]:
    """Two colleagues press « Je reçois » at once: what each is told."""
    team = [worker("emploi"), worker("emploi")]
    saved = visit(code="", came_for=platform("emploi"))

    def press():
        by = team.pop()
        try:
            receiving(by, saved)
        except RuleViolation as refusal:
            return refusal.message
        return "reçu"

    return sorted(at_once(2, press))


def test_of_two_colleagues_one_receives_and_the_other_is_told():
    told, got = received_by(lambda by, saved: receive(by=by, visit=saved))
    assert got == "reçu" and "reçoit déjà cette personne" in told


def test_without_the_lock_both_would_have_received_them():
    """The control of the test above: both look, then both write."""
    both_looked = Barrier(2)

    def look_then_write(by, saved):
        with transaction.atomic():
            found = Visit.objects.get(pk=saved.pk)
            both_looked.wait(10)
            if found.received_by_id:
                raise RuleViolation("déjà")
            found.received_by, found.waited_until = by, now().time()
            found.save(update_fields=["received_by", "waited_until"])

    assert received_by(look_then_write) == ["reçu", "reçu"]


def test_twenty_hands_on_plus_one_lose_nothing_and_two_on_minus_one_take_two():
    agent, service = receptionist(), Term.objects.get(list="desk_service", code="scan")
    at_once(20, lambda: give_service(by=agent, id=uuid.uuid4(), service=service))
    assert ServiceGiven.objects.standing().count() == 20
    at_once(2, lambda: take_service_back(by=agent, service=service, press=uuid.uuid4()))
    assert ServiceGiven.objects.standing().count() == 18
    id = uuid.uuid4()
    at_once(5, lambda: give_service(by=agent, id=id, service=service))
    assert ServiceGiven.objects.standing().count() == 19

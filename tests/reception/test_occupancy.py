"""How many people are in the house: what is counted, once each, and what a count made by hand changes."""

import uuid
from datetime import time, timedelta

import pytest
from django.conf import settings

from ceis.civil_time import now, today
from ceis.places.models import Site
from platforms.actions import set_status
from platforms.models import Appointment
from reception.free_access import end_session
from reception.models import Headcount, Visit
from reception.occupancy import Occupancy, Sign, _after, _present, count_people, occupancy
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.building import seated
from tests.factories.ceis import SiteFactory
from tests.factories.platforms import appointment
from tests.factories.reception import receptionist, visit

pytestmark = pytest.mark.django_db


def people() -> int:
    return occupancy().people


def came_long_ago(saved: Visit) -> Visit:
    """As if nobody had seen them for longer than people stay."""
    saved.date -= timedelta(days=1)
    saved.save()
    return saved


def test_an_empty_house():
    found = occupancy()
    assert (found.people, found.capacity, found.counted, found.state) == (0, 0, None, "ok")


def test_who_came_lately_is_there_once():
    person = BeneficiaryFactory()
    visit(person=person)
    visit(person=person)
    seated(person=person)
    assert people() == 1
    visit()
    assert people() == 2


def test_who_came_before_has_left_unless_something_keeps_them():
    person = BeneficiaryFactory()
    came_long_ago(visit(person=person))
    assert people() == 0
    session = seated(person=person)
    assert people() == 1
    end_session(by=receptionist(), session=session)
    assert people() == 0


def test_an_appointment_under_way_keeps_its_person():
    planned = appointment(at=time(0), until=time(23, 59))
    assert people() == 0
    set_status(by=receptionist(), appointment=planned, status=Appointment.Status.ARRIVED)
    assert people() == 1


def test_a_cancelled_visit_was_nobody():
    saved = visit()
    saved.cancel(by=saved.recorded_by, reason="Enregistrée deux fois")
    assert people() == 0


def test_a_count_is_the_base_from_which_later_arrivals_add():
    agent = receptionist()
    visit()
    count_people(by=agent, id=uuid.uuid4(), people=42)
    Headcount.objects.update(at=now() - timedelta(minutes=1))
    Visit.objects.update(arrived_at=(now() - timedelta(minutes=2)).time())
    assert people() == 42
    visit()
    found = occupancy()
    assert found.people == 43 and "plus les arrivées depuis" in found.definition


def test_a_count_sent_twice_is_one_and_an_old_one_has_faded():
    agent, form = receptionist(), uuid.uuid4()
    count_people(by=agent, id=form, people=7)
    count_people(by=agent, id=form, people=7)
    assert Headcount.objects.count() == 1 and people() == 7
    Headcount.objects.update(at=now() - timedelta(minutes=settings.STAY_MINUTES + 1))
    assert people() == 0


def test_those_nobody_named_are_not_counted_at_the_door_and_again_in_a_room():
    moment = now()
    door, room = Sign(None, 3, moment, door=True), Sign(None, 5, moment, door=False)
    named = Sign(uuid.uuid4(), 1, moment, door=True)
    assert _present([door, room, named, named]) == 6
    assert _present([door]) == 3
    before, later = moment - timedelta(minutes=1), moment + timedelta(minutes=1)
    assert _after([door, room, named], before) == 4
    assert _after([door, room, named], later) == 0


@pytest.mark.parametrize("here, state", [(0, "ok"), (89, "ok"), (90, "wait"), (100, "wait"), (101, "late")])
def test_the_alert(here, state):
    found = Occupancy(here, 100, None)
    assert found.state == state and found.word


def test_the_capacity_is_that_of_the_house():
    SiteFactory(name="Place Salengro", capacity=30, outside=True)
    SiteFactory(name="Ancienne maison", capacity=5, closed_on=today())
    SiteFactory(name="Les Arceaux", capacity=100)
    assert occupancy().capacity == 100
    assert Site.objects.house().name == "Les Arceaux"


def test_the_number_of_queries_does_not_follow_the_crowd(django_assert_num_queries):
    for crowd in (1, 3):
        for _ in range(crowd):
            visit()
            seated()
        with django_assert_num_queries(7):
            occupancy()

"""What the database refuses, and who may read what of a visit."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ceis.access import Role
from ceis.civil_time import today
from ceis.platform import Sensitivity
from ceis.terms.models import Term
from partners.models import Partner
from reception.actions import register_visit
from reception.models import Visit
from tests.factories.ceis import UserFactory
from tests.factories.platforms import appointment, platform, worker
from tests.factories.reception import reason, receptionist, visit

pytestmark = pytest.mark.django_db


def copy_of(visit: Visit, **changed) -> Visit:
    fields = ("date", "arrived_at", "beneficiary", "headcount", "appointment", "recorded_by")
    return Visit(**{name: getattr(visit, name) for name in fields} | changed)


@pytest.mark.parametrize(
    "changed", [{"headcount": 3}, {"beneficiary": None, "headcount": 0}, {"beneficiary": None, "headcount": 201}]
)
def test_headcounts_the_database_refuses(changed):
    row = copy_of(visit(), **changed)
    with pytest.raises(IntegrityError, match="reception_visit_headcount"), transaction.atomic():
        row.save()


def test_one_standing_visit_for_one_person_and_one_appointment():
    expected = appointment()
    first = visit(person=expected.people.get(), code="appointment")
    with pytest.raises(IntegrityError, match="once_per_appointment"), transaction.atomic():
        copy_of(first).save()
    first.cancel(by=receptionist(), reason="Autre erreur")
    copy_of(first).save()


def test_the_desk_reads_a_reason_on_its_day_only():
    today_visit, past = visit(), visit()
    past.date = today() - timedelta(days=1)
    agent, follower, manager = receptionist(), worker(), UserFactory(role=Role.MANAGER)
    assert today_visit.reason_open_to(agent) and not past.reason_open_to(agent)
    assert past.reason_open_to(follower)
    assert not past.reason_open_to(manager) and not today_visit.reason_open_to(manager)


@pytest.mark.parametrize(
    "sensitivity, today_open, later_open",
    [
        (Sensitivity.RESERVED, True, False),
        (Sensitivity.SECRET, False, False),
    ],
)
def test_a_sensitive_reason(sensitivity, today_open, later_open):
    Term.objects.filter(pk=reason().pk).update(sensitivity=sensitivity)
    row, follower = visit(), worker()
    assert row.reason_open_to(follower) == today_open
    row.date = today() - timedelta(days=1)
    assert row.reason_open_to(follower) == later_open


def test_a_secret_destination_is_not_there_for_others():
    agent = receptionist()
    saved = visit(by=agent, sent_to=platform("sante"))
    partner = Partner.objects.create(name="Refuge", kind=Partner.Kind.CHARITY, sensitivity=Sensitivity.SECRET)
    hidden = visit(by=agent, sent_to=partner)
    for reader in (agent, receptionist(), worker("emploi")):
        assert [row.referral for row in Visit.objects.for_list(reader).order_by("recorded_at")] == [None, None]
    assert Visit.objects.for_list(worker("sante")).get(pk=saved.pk).referral.to_platform.slug == "sante"
    assert Visit.objects.for_author(agent).get(pk=hidden.pk).referral.to_partner == partner
    assert Visit.objects.for_author(receptionist()).get(pk=hidden.pk).referral is None


def test_visits_are_for_those_who_may_look_people_up():
    visit()
    for role in (Role.VOLUNTEER, Role.MANAGER, Role.DPO, Role.PARTNER):
        assert not Visit.objects.visible_to(UserFactory(role=role)).exists()


def test_people_of_the_day_are_counted_once_each():
    first = visit()
    visit(person=first.beneficiary)
    register_visit(by=receptionist(), id=uuid.uuid4(), headcount=5)
    assert Visit.objects.all().people_and_first_hour() == (6, first.arrived_at)
    assert Visit.objects.none().people_and_first_hour() == (0, None)

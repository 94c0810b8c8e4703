"""What the desk says of a person on their record, to each reader."""

from datetime import timedelta

import pytest

from ceis.access import Role
from ceis.civil_time import today
from reception.actions import cancel_visit
from reception.record import actions, timeline
from reception.waiting import waiting
from tests.factories.ceis import UserFactory
from tests.factories.platforms import appointment, platform, worker
from tests.factories.reception import receptionist, visit

pytestmark = pytest.mark.django_db


def line(reader, saved):
    (entry,) = timeline(reader, saved.beneficiary)
    return entry.title, entry.text, entry.soft


def days_ago(saved, days: int = 1):
    saved.date = today() - timedelta(days=days)
    saved.save()
    return saved


def test_who_follows_people_reads_reason_and_destination():
    saved = days_ago(visit(code="job", sent_to=platform("emploi")))
    said = ("Venue à l’accueil", "Recherche d’emploi", "orientation vers la plateforme Emploi")
    assert line(worker("numerique"), saved) == said


def test_the_desk_reads_them_on_the_day_only():
    saved = visit(code="job", sent_to=platform("emploi"))
    agent = receptionist()
    assert line(agent, saved)[1:] == ("Recherche d’emploi", "orientation vers la plateforme Emploi")
    assert line(agent, days_ago(saved)) == ("Venue à l’accueil", "", "")


def test_a_secret_destination_is_for_its_platform():
    saved = visit(sent_to=platform("sante"))
    assert line(worker("emploi"), saved)[2] == ""
    assert line(worker("sante"), saved)[2] == "orientation vers la plateforme Santé"


def test_a_cancelled_visit_is_no_line():
    saved = visit()
    cancel_visit(by=receptionist(), visit=saved, reason="Autre erreur")
    assert list(timeline(worker(), saved.beneficiary)) == []


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.MANAGER, Role.DPO])
def test_others_read_nothing(role):
    reader = UserFactory(role=role)
    assert list(timeline(reader, visit().beneficiary)) == [] and actions(reader, visit().beneficiary) == []


def test_the_record_leads_to_the_desk():
    person = visit().beneficiary
    (button,) = actions(receptionist(), person)
    assert person.file_number in button.url and not button.primary


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lines_cost_the_same_however_many(rows, django_assert_num_queries):
    reader, person = worker(), visit(sent_to=platform("emploi")).beneficiary
    for _ in range(rows - 1):
        visit(person=person, sent_to=platform("emploi"))
    assert reader.permissions
    with django_assert_num_queries(4):
        assert len(list(timeline(reader, person))) == rows


def test_who_waits_is_counted_for_the_desk_and_for_whom_they_wait():
    expected, agent = appointment(), receptionist()
    assert waiting(agent).count() == 0
    visit(by=agent, person=expected.people.get(), code="appointment")
    assert (waiting(agent).count(), waiting(expected.workers.get()).count(), waiting(worker()).count()) == (1, 1, 0)

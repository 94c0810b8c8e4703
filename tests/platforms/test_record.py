import uuid
from datetime import time, timedelta

import pytest
from django.template.loader import render_to_string

from ceis.access import Role
from ceis.civil_time import today
from ceis.terms.models import Term
from platforms.actions import answer_referral, set_status
from platforms.record import actions, panels, timeline
from tests.factories import platforms as make
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db
YESTERDAY = today() - timedelta(days=1)


def steps(user, person):
    return [step for panel in panels(user, person) for step in panel.context["steps"]]


def test_the_interview_is_whole_for_its_platform():
    person, theme = BeneficiaryFactory(), Term.objects.get(code="emploi_cv")
    make.interview(person=person, shared="CV refait.", private="Fatiguée.", themes=[theme])
    (line,) = timeline(make.worker(), person)
    assert (line.text, line.locked) == ("CV refait.", False)
    assert "CV, lettre, candidature" in line.soft and "30\u00a0min" in line.soft
    assert "Fatiguée" not in line.text + line.soft


def test_the_interview_of_another_platform_says_that_it_exists_and_no_more():
    person = BeneficiaryFactory()
    written = make.interview(person=person, slug="budget", shared="Dettes")
    (line,) = timeline(make.worker(), person)
    assert line.locked and line.text.endswith("réservé à la plateforme Budget.")
    assert (line.soft, line.url) == ("", "")
    assert str(written.workers.get()) not in line.text + line.title


def test_the_interview_of_a_secret_platform_leaves_no_line():
    person = BeneficiaryFactory()
    make.interview(person=person, slug="sante")
    assert list(timeline(make.worker(), person)) == []
    assert len(list(timeline(make.worker("sante"), person))) == 1


def test_reception_reads_no_interview():
    person = BeneficiaryFactory()
    make.interview(person=person)
    assert list(timeline(UserFactory(role=Role.RECEPTION), person)) == []


def test_a_past_appointment_is_a_line_until_its_interview_is():
    claire, person = make.worker(), BeneficiaryFactory()
    appointment = make.appointment(of=claire, person=person, day=YESTERDAY)
    set_status(by=claire, appointment=appointment, status="no_show")
    (line,) = timeline(claire, person)
    assert line.title == "Rendez-vous non venu"
    set_status(by=claire, appointment=appointment, status="honoured")
    make.interview(by=claire, person=person, day=YESTERDAY, appointment=appointment)
    assert [line.kind for line in timeline(claire, person)] == ["interview"]


def test_next_steps_are_tasks_appointments_and_unanswered_referrals_soonest_first():
    claire, person = make.worker(), BeneficiaryFactory()
    make.task(of=claire, person=person, due_on=today() + timedelta(days=2))
    make.appointment(of=claire, person=person, day=today() + timedelta(days=9), at=time(14), until=time(15))
    make.referral(person=person, to="budget")
    told = [(step.title, step.state) for step in steps(claire, person)]
    assert told[0] == ("Orientation vers la plateforme Budget", "sans réponse")
    assert told[1] == ("Relancer la crèche", "dans 2 j")
    assert told[2][0].startswith("Rendez-vous 14\u00a0h, Bureau")


def test_an_answered_referral_says_its_answer_in_the_history():
    claire, person = make.worker(), BeneficiaryFactory()
    reason = Term.objects.get(code="no_place")
    answer_referral(by=claire, referral=make.referral(person=person), accepted=False, refusal_reason=reason)
    (line,) = timeline(claire, person)
    assert line.soft == "par l’accueil · refusée : pas de place avant longtemps"
    assert steps(claire, person) == []


def test_a_secret_appointment_to_come_is_an_hour_for_the_front_door_and_nothing_for_other_platforms():
    person = BeneficiaryFactory()
    appointment = make.appointment(person=person, slug="sante", day=today() + timedelta(days=2))
    (told,) = steps(UserFactory(role=Role.RECEPTION), person)
    assert (told.soft, told.platform) == ("", None)
    assert str(appointment.workers.get()) not in told.title
    assert steps(make.worker("numerique"), person) == []


def test_the_panel_can_be_drawn_empty_and_full():
    claire, person = make.worker(), BeneficiaryFactory()
    for _ in range(2):
        (panel,) = panels(claire, person)
        drawn = render_to_string(panel.template, panel.context)
        make.task(of=claire, person=person)
    assert "Relancer la crèche" in drawn


def test_the_two_acts_of_every_day_have_their_keys_and_the_manager_has_none():
    person = BeneficiaryFactory(pk=uuid.UUID(int=7))
    assert [(act.key, act.primary) for act in actions(make.worker(), person)] == [("r", False), ("e", True)]
    assert [act.key for act in actions(UserFactory(role=Role.RECEPTION), person)] == ["r"]
    assert list(actions(UserFactory(role=Role.MANAGER), person)) == []
    assert list(panels(UserFactory(role=Role.DPO), person)) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_history_costs_the_same_whatever_its_length(rows, django_assert_num_queries):
    claire, person = make.worker(), BeneficiaryFactory()
    for n in range(rows):
        day = YESTERDAY - timedelta(days=n)
        make.interview(by=claire, person=person, day=day)
        make.appointment(of=claire, person=person, day=day)
        make.appointment(of=claire, person=person, day=today() + timedelta(days=n + 1))
        make.referral(person=person)
        make.task(of=claire, person=person)
    claire = type(claire).objects.get(pk=claire.pk)
    with django_assert_num_queries(14):
        list(timeline(claire, person))
        list(panels(claire, person))

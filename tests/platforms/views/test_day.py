from datetime import time, timedelta

import pytest
from django.urls import reverse

from ceis.access import Role
from ceis.civil_time import now, today
from platforms.actions import set_status
from platforms.menu import remaining_today
from platforms.models import Appointment, Task
from tests.factories import platforms as make
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db
DAY = "/ma-journee/"


@pytest.fixture
def claire(client):
    user = make.worker(first_name="Claire", last_name="Fabre")
    client.force_login(user)
    return user


def page(client, url=DAY):
    return client.get(url).content.decode()


def test_an_empty_day_offers_the_first_act(client, claire):
    assert "Personne n’est attendu aujourd’hui" in page(client)


def test_an_empty_day_shows_the_way_to_the_next_one(client, claire):
    make.appointment(day=today() + timedelta(days=2))
    assert "Prochain jour avec des rendez-vous" not in page(client)
    make.appointment(of=claire, day=today() + timedelta(days=3))
    next_day = today() + timedelta(days=3)
    assert f"/agenda/?jour={next_day:%Y-%m-%d}&amp;avec={claire.pk}" in page(client)


def test_my_appointments_and_nobody_elses(client, claire):
    mine = make.appointment(of=claire, person=BeneficiaryFactory(first_name="Khadija"))
    make.appointment(person=BeneficiaryFactory(first_name="Théodule"))
    shown = page(client)
    assert "Khadija" in shown and "Théodule" not in shown
    assert f"/entretiens/nouveau/?rendez-vous={mine.pk}" in shown


def test_the_part_that_waits_says_who_arrived_and_since_when(client, claire):
    appointment = make.appointment(of=claire)
    set_status(by=claire, appointment=appointment, status="arrived", at=time(10, 52))
    part = page(client, reverse("platforms:waiting"))
    assert "arrivé 10\u00a0h\u00a052" in part
    assert "<html" not in part
    assert 'hx-trigger="every 30s"' in page(client)


def test_the_menu_counts_what_remains_today(client, claire):
    appointment = make.appointment(of=claire, at=time(0), until=time(0, 30))
    make.appointment(of=claire, at=time(11), until=time(12))
    set_status(by=claire, appointment=appointment, status="honoured")
    assert remaining_today(claire) == 1


def test_what_is_not_written_yet_is_mine_alone_and_of_the_last_fourteen_days(client, claire):
    samir = make.worker()
    names = {1: "Hier", 14: "Quatorze", 15: "Quinze"}
    for days, name in names.items():
        make.appointment(of=claire, person=BeneficiaryFactory(last_name=name), day=today() - timedelta(days=days))
    make.appointment(of=samir, person=BeneficiaryFactory(last_name="Dautrui"), day=today() - timedelta(days=1))
    shown = page(client)
    assert [name in shown for name in ("Hier", "Quatorze", "Quinze", "Dautrui")] == [True, True, False, False]


def test_what_has_an_outcome_or_an_interview_is_not_to_be_written(client, claire):
    yesterday = today() - timedelta(days=1)
    written = make.appointment(of=claire, day=yesterday)
    absent = make.appointment(of=claire, day=yesterday, at=time(11), until=time(12))
    honoured = make.appointment(of=claire, day=yesterday, at=time(14), until=time(15))
    make.interview(by=claire, person=written.people.get(), day=yesterday, appointment=written)
    set_status(by=claire, appointment=absent, status="no_show")
    set_status(by=claire, appointment=honoured, status="honoured")
    assert list(Appointment.objects.unwritten(claire)) == [honoured]


def test_an_appointment_of_later_today_is_not_late(claire):
    later = now() + timedelta(minutes=30)
    if later.date() == today():
        make.appointment(of=claire, at=later.time().replace(microsecond=0), until=time(23, 59, 59))
        assert not Appointment.objects.unwritten(claire).exists()


def test_a_task_due_is_shown_then_done(client, claire):
    due = make.task(of=claire, what="Relancer la crèche")
    make.task(of=claire, what="Plus tard", due_on=today() + timedelta(days=1))
    shown = page(client)
    assert "Relancer la crèche" in shown and "Plus tard" not in shown
    for _ in range(2):
        assert client.post(reverse("platforms:done", args=[due.pk])).status_code == 302
    assert Task.objects.get(pk=due.pk).done_on == today()


def test_the_task_of_another_platform_is_not_there(client, claire):
    foreign = make.task(of=make.worker("budget"), slug="budget")
    assert client.post(reverse("platforms:done", args=[foreign.pk])).status_code == 404


def test_a_referral_is_accepted_in_one_press(client, claire):
    asked = make.referral()
    assert "par l’accueil" in page(client)
    for _ in range(2):
        client.post(reverse("platforms:answer", args=[asked.pk]), {"answer": "accept"})
    asked.refresh_from_db()
    assert asked.state == "accepted"


def test_a_referral_is_refused_with_a_reason_of_the_list(client, claire):
    asked = make.referral()
    client.post(reverse("platforms:answer", args=[asked.pk]), {"refusal": "nimporte"})
    asked.refresh_from_db()
    assert asked.state == "sent"
    client.post(reverse("platforms:answer", args=[asked.pk]), {"refusal": "no_place"})
    asked.refresh_from_db()
    assert (asked.state, asked.refusal_reason.code) == ("refused", "no_place")


def test_a_referral_of_another_platform_is_not_answered_and_a_secret_one_is_not_there(client, claire):
    budget, secret = make.referral(to="budget"), make.referral(to="sante")
    shown = page(client)
    assert str(budget.pk) not in shown and str(secret.pk) not in shown
    client.post(reverse("platforms:answer", args=[budget.pk]), {"answer": "accept"})
    budget.refresh_from_db()
    assert budget.state == "sent"
    assert client.post(reverse("platforms:answer", args=[secret.pk]), {"answer": "accept"}).status_code == 404


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.VOLUNTEER, Role.MANAGER, Role.DPO, Role.ADMINISTRATOR])
def test_roles_that_follow_nobody_have_no_such_day(client, role):
    client.force_login(UserFactory(role=role))
    assert [client.get(url).status_code for url in (DAY, reverse("platforms:waiting"))] == [403, 403]


def test_nothing_is_written_by_looking_and_answers_are_posted(client, claire):
    task, asked = make.task(of=claire), make.referral()
    for url in (reverse("platforms:done", args=[task.pk]), reverse("platforms:answer", args=[asked.pk])):
        assert client.get(url).status_code == 405
    assert client.post(DAY).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_day_costs_the_same_whatever_it_holds(client, claire, rows, django_assert_num_queries):
    for n in range(rows):
        make.appointment(of=claire, at=time(9 + n), until=time(10 + n))
        make.appointment(of=claire, day=today() - timedelta(days=n + 1))
        make.task(of=claire, person=BeneficiaryFactory())
        make.referral()
    client.get(DAY)
    with django_assert_num_queries(17):
        client.get(DAY)

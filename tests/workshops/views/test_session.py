"""/ateliers/<uuid>/: who is registered, and the attendance sheet."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from beneficiaries.models import Encounter
from ceis.access import Role
from ceis.civil_time import today
from tests.factories.ceis import UserFactory
from tests.factories.platforms import worker
from tests.factories.reception import receptionist
from tests.factories.workshops import registered, session
from workshops.models import AnonymousTally, Attendance

pytestmark = pytest.mark.django_db


def address(held, name: str = "session") -> str:
    return reverse(f"workshops:{name}", args=[held.pk])


def sheet(*rows, unnamed="0", status="present") -> dict:
    return {"id": uuid.uuid4(), "unnamed": unnamed} | {f"presence-{row.pk}": status for row in rows}


def test_names_are_for_those_who_may_look_people_up(client):
    row = registered(session())
    for user, reads in [
        (receptionist(), True), (worker(), True), (UserFactory(role=Role.VOLUNTEER), False),
        (UserFactory(role=Role.MANAGER), False),
    ]:  # fmt: skip
        client.force_login(user)
        answer = client.get(address(row.session)).content.decode()
        assert (str(row.beneficiary) in answer) == reads and "1 inscrit" in answer


def test_names_of_a_past_session_are_for_those_who_follow_people(client):
    row = registered(session(slug="budget", day=today() - timedelta(days=1)))
    for user, reads in [(receptionist(), False), (worker("emploi"), False), (worker("budget"), True)]:
        client.force_login(user)
        assert (str(row.beneficiary) in client.get(address(row.session)).content.decode()) == reads


def test_a_secret_session_is_not_there(client):
    held = session(slug="sante")
    for user in (receptionist(), worker("emploi"), UserFactory(role=Role.MANAGER)):
        client.force_login(user)
        assert client.get(address(held)).status_code == 404
    client.force_login(worker("emploi"))
    assert client.post(address(held, "attendance"), sheet()).status_code == 404
    client.force_login(worker("sante"))
    assert client.get(address(held)).status_code == 200


def test_the_sheet_writes_who_came(client):
    client.force_login(worker("numerique"))
    held = session(slug="numerique")
    rows = [registered(held), registered(held)]
    for _ in range(2):
        answer = client.post(address(held, "attendance"), sheet(*rows, unnamed="4"), follow=True)
        assert "Les présences sont enregistrées" in answer.content.decode() and "6 présents" in answer.content.decode()
    assert Encounter.objects.standing().count() == 3 and AnonymousTally.objects.count() == 1


def test_somebody_registered_after_the_page_was_shown_is_left_as_is(client):
    client.force_login(worker("numerique"))
    held = session(slug="numerique")
    first, late = registered(held), registered(held)
    client.post(address(held, "attendance"), sheet(first))
    late.refresh_from_db()
    assert late.status == Attendance.Status.EXPECTED


@pytest.mark.parametrize(
    "changed", [{"unnamed": "-1"}, {"unnamed": "9" * 5000}, {"unnamed": "trois"}, {"unnamed": ""}, {"status": "parti"}]
)
def test_what_the_sheet_refuses(client, changed):
    client.force_login(worker("numerique"))
    row = registered(session(slug="numerique"))
    answer = client.post(address(row.session, "attendance"), sheet(row, **changed))
    assert answer.status_code == 422 and not Encounter.objects.exists()


def test_the_sheet_waits_for_the_day(client):
    client.force_login(worker("numerique"))
    row = registered(session(slug="numerique", day=today() + timedelta(days=1)))
    assert client.get(address(row.session)).context["form"] is None
    assert client.post(address(row.session, "attendance"), sheet(row)).status_code == 422
    assert not Encounter.objects.exists()


def test_another_platform_reads_and_does_not_write(client):
    client.force_login(worker("emploi"))
    row = registered(session(slug="numerique"))
    assert client.get(address(row.session)).context["form"] is None
    assert client.post(address(row.session, "attendance"), sheet(row)).status_code == 403
    client.force_login(receptionist())
    assert client.post(address(row.session, "attendance"), sheet(row)).status_code == 403


def test_what_is_not_there_wrong_role_and_method(client):
    client.force_login(worker())
    assert client.get(reverse("workshops:session", args=[uuid.uuid4()])).status_code == 404
    held = session()
    assert client.get(address(held, "attendance")).status_code == client.post(address(held)).status_code == 405
    client.force_login(UserFactory(role=Role.DPO))
    assert client.get(address(held)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_many_came(client, rows, django_assert_num_queries):
    client.force_login(worker("numerique"))
    held = session(slug="numerique")
    for _ in range(rows):
        registered(held)
    with django_assert_num_queries(9):
        client.get(address(held), headers={"HX-Request": "true"})

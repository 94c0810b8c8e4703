from datetime import date

import pytest
from django.urls import reverse

from ceis.access import Role
from ceis.civil_time import Period, today
from reporting import actions
from reporting.models import Report
from tests.factories.ceis import UserFactory
from tests.factories.reporting import OCTOBER

pytestmark = pytest.mark.django_db
LIST, ASK = reverse("reporting:list"), reverse("reporting:ask")


def month(rank: int) -> Period:
    return OCTOBER.months_back(12)[-rank]


def test_months_with_the_state_of_each_report(client, manager, signed):
    actions.expect_reports(OCTOBER)
    client.force_login(manager)
    page = client.get(LIST).content.decode()
    assert "octobre\u00a02026" in page and page.count("attendu") == 4 and page.count("signé") >= 1
    assert "Claire Fabre" in page and reverse("reporting:pdf", args=[signed.pk]) in page


def test_an_empty_house_says_what_will_be_here(client, manager):
    client.force_login(manager)
    assert "Aucun rapport pour l’instant" in client.get(LIST).content.decode()


@pytest.mark.parametrize("months", [1, 3])
def test_queries(client, manager, months, django_assert_num_queries):
    for rank in range(months):
        actions.expect_reports(month(rank + 1))
    client.force_login(manager)
    client.get(LIST)
    with django_assert_num_queries(8):
        assert client.get(LIST).content.decode().count("Plateforme Emploi") == months


@pytest.mark.parametrize("page", ["abc", "0", "99999999999999999999", "%00", "-1"])
def test_bad_page_numbers(client, manager, page):
    actions.expect_reports(OCTOBER)
    client.force_login(manager)
    assert client.get(f"{LIST}?page={page}").status_code == 200


def test_asking_a_month_leads_to_its_report(client, manager):
    client.force_login(manager)
    for _ in range(2):  # twice is once
        response = client.post(ASK, {"month": f"{today():%Y-%m}"})
        report = Report.objects.of_place().get()
        assert response.url == reverse("reporting:detail", args=[report.pk])
    assert Report.objects.count() == 5 and report.asked_by == manager


@pytest.mark.parametrize("typed", ["", "2026", "abc", "2026-13", "1999-01", "9" * 200_000])
def test_a_month_that_is_none(client, manager, typed):
    client.force_login(manager)
    response = client.post(ASK, {"month": typed})
    assert response.status_code == 200 and "is-invalid" in response.content.decode()
    assert Report.objects.count() == 0


@pytest.mark.parametrize("role, list_status, ask_status", [
    (Role.MANAGER, 200, 302), (Role.COORDINATOR, 200, 403), (Role.DPO, 200, 403), (Role.RECEPTION, 403, 403),
    (Role.SOCIAL_WORKER, 403, 403), (Role.VOLUNTEER, 403, 403), (Role.ADMINISTRATOR, 403, 403),
])  # fmt: skip
def test_who(client, db, role, list_status, ask_status):
    client.force_login(UserFactory(role=role))
    assert client.get(LIST).status_code == list_status
    assert client.post(ASK, {"month": f"{date(2026, 10, 1):%Y-%m}"}).status_code == ask_status


def test_methods(client, manager):
    client.force_login(manager)
    assert client.post(LIST).status_code == 405 and client.get(ASK).status_code == 405

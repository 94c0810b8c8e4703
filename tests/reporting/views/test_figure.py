"""Behind a figure: rows without names, and nothing of a secret platform but how many."""

import re

import pytest
from django.urls import reverse

from ceis.access import Role
from ceis.models import Platform
from reporting.models import Report
from tests.factories.ceis import UserFactory
from tests.factories.reporting import OCTOBER
from tests.reporting.conftest import computed

pytestmark = pytest.mark.django_db


def at(report: Report, code: str, cell: str = "") -> str:
    return reverse("reporting:figure", args=[report.pk, report.figures.get(code=code, cell=cell).position])


def page_of(client, report, code, cell="") -> str:
    return client.get(at(report, code, cell)).content.decode()


def test_a_figure_opens_on_what_it_counted(client, manager, provisional_without_pdf):
    client.force_login(manager)
    page = page_of(client, provisional_without_pdf, "no_show_rate")
    assert "5/40" in page and "rdv-insertion" in page
    assert page.count("rendez-vous non venu") == 5 and "20\u00a0octobre\u00a02026" in page


def test_nobody_is_named(client, manager, provisional_without_pdf):
    client.force_login(manager)
    for figure in provisional_without_pdf.figures.all():
        page = client.get(reverse("reporting:figure", args=[provisional_without_pdf.pk, figure.position]))
        assert page.status_code == 200
        assert not re.search(r"Prénom|Nom \d|T-\d{5}", page.content.decode()), figure.code


def test_a_reference_means_the_same_person_in_one_figure_only(client, manager, provisional_without_pdf):
    client.force_login(manager)
    found = [set(re.findall(r"<td>([0-9A-F]{6})</td>", page_of(client, provisional_without_pdf, code)))
             for code in ("people", "passages")]  # fmt: skip
    assert all(found) and not found[0] & found[1]


def test_a_secret_platform_is_a_number(client, manager, provisional_without_pdf):
    client.force_login(manager)
    page = page_of(client, provisional_without_pdf, "appointments_honoured")
    assert "… dont 6 d’une plateforme secrète" in page and "Santé" not in page.split("<main")[1]
    assert page.count("rendez-vous honoré</td>") == 24


def test_its_own_team_reads_it(client, provisional_without_pdf):
    client.force_login(UserFactory(role=Role.COORDINATOR, platform="sante"))
    page = page_of(client, provisional_without_pdf, "appointments_honoured")
    assert "plateforme secrète" not in page and page.count("<td>Santé</td>") == 6


def test_the_report_of_a_secret_platform_opens_no_row(client, manager, provisional_without_pdf):
    report = computed(
        Report.objects.create(
            bilan="mensuel", platform=Platform.objects.get(slug="sante"), starts_on=OCTOBER.start, ends_on=OCTOBER.end
        )
    )
    client.force_login(manager)
    page = page_of(client, report, "people")
    assert "dont 6 d’une plateforme secrète" in page and "Lignes comptées" not in page


def test_a_suppressed_cell_opens_no_row(client, manager, provisional_without_pdf):
    client.force_login(manager)
    page = page_of(client, provisional_without_pdf, "people_by_sex", "homme")
    assert "Cette case est tue" in page and "Lignes comptées" not in page


def test_queries(client, manager, provisional_without_pdf, django_assert_num_queries):
    client.force_login(manager)
    client.get(at(provisional_without_pdf, "people"))
    for code in ("visits", "people"):  # 19 rows, then more than a page of them
        with django_assert_num_queries(11):
            client.get(at(provisional_without_pdf, code))


@pytest.mark.parametrize("position", [0, 9999, 10**30])
def test_a_figure_that_does_not_exist(client, manager, provisional_without_pdf, position):
    client.force_login(manager)
    url = f"/rapports/{provisional_without_pdf.pk}/chiffres/{position}/"
    assert client.get(url).status_code == 404


def test_who_and_how(client, manager, provisional_without_pdf):
    url = at(provisional_without_pdf, "people")
    client.force_login(UserFactory(role=Role.RECEPTION))
    assert client.get(url).status_code == 403
    client.force_login(manager)
    assert client.post(url).status_code == 405
    assert {client.get(f"{url}?page={page}").status_code for page in ("abc", "99", "%00")} == {200}

from uuid import uuid4

import pytest
from django.urls import reverse

from ceis import drafts
from reporting.models import Report
from tests.factories.reporting import OCTOBER, World
from tests.reporting.conftest import computed

pytestmark = pytest.mark.django_db


def at(name: str, report: Report) -> str:
    return reverse(f"reporting:{name}", args=[report.pk])


def test_signing_what_was_read(client, manager, provisional_without_pdf):
    client.force_login(manager)
    sign = {"seen_sha256": provisional_without_pdf.sha256}
    for _ in range(2):  # a second click signs nothing more
        page = client.post(at("sign", provisional_without_pdf), sign, follow=True).content.decode()
        assert "Le rapport est signé" in page and "par Claire Fabre" in page
    assert "Signer ce rapport" not in page and "Corriger ce rapport" in page
    provisional_without_pdf.refresh_from_db()
    assert provisional_without_pdf.signed_by == manager and len(provisional_without_pdf.pdf) > 50_000


def test_figures_changed_under_the_page(client, manager, provisional_without_pdf):
    client.force_login(manager)
    seen, world = provisional_without_pdf.sha256, World("S")
    world.met(world.people(1), OCTOBER.end)
    computed(provisional_without_pdf)
    page = client.post(at("sign", provisional_without_pdf), {"seen_sha256": seen}, follow=True).content.decode()
    assert "Les chiffres ont changé" in page and "Signer ce rapport" in page
    assert provisional_without_pdf.sha256 in page


@pytest.mark.parametrize("typed", ["", "x", "\x00" * 64, "0" * 200_000])
def test_a_broken_form(client, manager, provisional_without_pdf, typed):
    client.force_login(manager)
    page = client.post(at("sign", provisional_without_pdf), {"seen_sha256": typed}, follow=True).content.decode()
    assert "relisez les chiffres" in page


def test_computing_again(client, manager, provisional_without_pdf):
    client.force_login(manager)
    page = client.post(at("again", provisional_without_pdf), follow=True).content.decode()
    assert "Le calcul va commencer" in page and "64" in page  # what was known stays on the page


def test_a_signed_report_is_not_computed_again(client, manager, signed):
    client.force_login(manager)
    assert "il ne change plus" in client.post(at("again", signed), follow=True).content.decode()


def test_correcting(client, manager, signed):
    client.force_login(manager)
    assert "Corriger ce rapport" in client.get(at("correct", signed)).content.decode()
    typed = {"id": uuid4(), "why": "Une venue oubliée <b>", "draft": drafts.token(manager, "report-correct", signed.pk)}
    for _ in range(2):
        response = client.post(at("correct", signed), typed)
        assert response.url == reverse("reporting:detail", args=[typed["id"]])
    assert Report.objects.versions_of(signed).count() == 2
    page = client.get(response.url).content.decode()
    assert "version 2" in page and "Une venue oubliée &lt;b&gt;" in page and "Versions" in page


@pytest.mark.parametrize(
    "typed, said",
    [
        ({"id": uuid4(), "why": ""}, "obligatoire"),
        ({"id": uuid4(), "why": "x" * 201}, "200 caractères"),
        ({"id": "abc", "why": "Une venue"}, "incomplète"),
        ({"why": "Une venue"}, "incomplète"),
    ],
)
def test_a_correction_that_says_nothing(client, manager, signed, typed, said):
    client.force_login(manager)
    response = client.post(at("correct", signed), typed)
    assert response.status_code == 200 and said in response.content.decode()
    assert Report.objects.count() == 1


def test_an_id_that_is_taken(client, manager, signed):
    client.force_login(manager)
    other = Report.objects.create(bilan="mensuel", starts_on="2026-09-01", ends_on="2026-09-30")
    page = client.post(at("correct", signed), {"id": other.pk, "why": "Une venue"}).content.decode()
    assert "rechargez-la" in page


def test_what_was_typed_comes_back(client, manager, signed):
    client.force_login(manager)
    signed_token = drafts.token(manager, "report-correct", signed.pk)
    client.post(reverse("keep_draft"), {"draft": signed_token, "why": "Une venue oub"})
    assert "Une venue oub" in client.get(at("correct", signed)).content.decode()

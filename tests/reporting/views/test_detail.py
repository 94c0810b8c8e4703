from uuid import uuid4

import pytest
from django.urls import reverse

from ceis.access import Role
from ceis.journal.models import Entry
from reporting.models import Report
from tests.factories.ceis import UserFactory
from tests.factories.reporting import World
from tests.reporting.conftest import computed

pytestmark = pytest.mark.django_db
PAGES = ["detail", "progress", "pdf", "csv"]


def at(name: str, report: Report, *more) -> str:
    return reverse(f"reporting:{name}", args=[report.pk, *more])


def test_figures_with_their_terms_definitions_and_charts(client, manager, provisional_without_pdf):
    client.force_login(manager)
    page = client.get(at("detail", provisional_without_pdf)).content.decode()
    for said in ("64", "12,5\u202f%", "5/40", "Ce qui manque, et qui le doit", "masqué", "&lt;\u00a05", "provisoire"):
        assert said in page
    assert page.count('class="chart-drawing"') >= 10 and " style=" not in page
    assert "Signer ce rapport" in page and "Recalculer" in page
    assert "chiffres lus le 2\u00a0novembre\u00a02026 à 7\u00a0h\u00a030" in page  # on a Paris clock
    assert "à 18\u00a0h." in page


def test_no_name_on_any_page(client, manager, provisional_without_pdf):
    client.force_login(manager)
    people = {"Prénom", "Nom 1", "T-00001"}
    for url in [at("detail", provisional_without_pdf), at("csv", provisional_without_pdf)]:
        assert not any(name in client.get(url).content.decode() for name in people)


@pytest.mark.parametrize("more", [1, 3])
def test_queries(client, manager, provisional_without_pdf, more, django_assert_num_queries):
    world = World("Q")
    world.met(world.people(more, neighbourhood="Aiguelongue"), provisional_without_pdf.starts_on)
    computed(provisional_without_pdf)
    client.force_login(manager)
    client.get(at("detail", provisional_without_pdf))
    with django_assert_num_queries(8):
        client.get(at("detail", provisional_without_pdf))


def test_progress_refreshes_itself_and_ends(client, manager, expected):
    client.force_login(manager)
    Report.objects.filter(pk=expected.pk).update(state="computing", progress=50, attempts=2)
    page = client.get(at("detail", expected)).content.decode()
    assert 'hx-trigger="every 2s"' in page and "Actualiser" in page and "50 %" in page and "essai 2" in page
    running = client.get(at("progress", expected))
    assert "HX-Refresh" not in running and 'hx-get="' in running.content.decode()
    Report.objects.filter(pk=expected.pk).update(state="failed")
    assert client.get(at("progress", expected))["HX-Refresh"] == "true"
    failed = client.get(at("detail", expected)).content.decode()
    assert "Le calcul a échoué" in failed and "Relancer" in failed


def test_the_document_and_the_figures_are_downloaded_and_noted(client, manager, provisional_without_pdf):
    client.force_login(manager)
    pdf = client.get(at("pdf", provisional_without_pdf))
    assert (pdf.content, pdf["Content-Type"]) == (b"%PDF-1.7", "application/pdf")
    assert pdf["Content-Disposition"] == 'attachment; filename="rapport-2026-10-lieu-v1-provisoire.pdf"'
    assert client.get(at("csv", provisional_without_pdf)).content.startswith(b"\xef\xbb\xbf")
    assert Entry.objects.filter(action="export", actor=manager).count() == 2


def test_nothing_to_download_before_it_is_computed(client, manager, expected):
    client.force_login(manager)
    assert [client.get(at(name, expected)).status_code for name in PAGES] == [200, 200, 404, 404]


def test_a_report_that_does_not_exist(client, manager):
    client.force_login(manager)
    nowhere = Report(pk=uuid4())
    assert {client.get(at(name, nowhere)).status_code for name in [*PAGES, "correct"]} == {404}
    assert {client.post(at(name, nowhere)).status_code for name in ("sign", "again", "correct")} == {404}


@pytest.mark.parametrize("role, read, act", [
    (Role.COORDINATOR, 200, 403), (Role.DPO, 200, 403), (Role.RECEPTION, 403, 403), (Role.HEALTH_ADVISER, 403, 403),
])  # fmt: skip
def test_who(client, provisional_without_pdf, role, read, act):
    client.force_login(UserFactory(role=role))
    assert {client.get(at(name, provisional_without_pdf)).status_code for name in PAGES} == {read}
    assert {client.post(at(name, provisional_without_pdf)).status_code for name in ("sign", "again", "correct")} == {
        act
    }
    if read == 200:
        assert "Signer ce rapport" not in client.get(at("detail", provisional_without_pdf)).content.decode()


def test_methods(client, manager, provisional_without_pdf):
    client.force_login(manager)
    assert {client.post(at(name, provisional_without_pdf)).status_code for name in PAGES} == {405}
    assert {client.get(at(name, provisional_without_pdf)).status_code for name in ("sign", "again")} == {405}


def test_a_stranger_is_sent_to_sign_in(client, provisional_without_pdf):
    assert {client.get(at(name, provisional_without_pdf)).status_code for name in PAGES} == {302}


def test_the_report_of_a_secret_platform_is_for_its_team_and_for_who_answers_for_the_place(client, manager):
    sante = Report.objects.create(
        bilan="mensuel", platform=World().platform("sante"), starts_on="2026-10-01", ends_on="2026-10-31"
    )
    for role, platform, status in [
        (Role.COORDINATOR, "emploi", 404), (Role.COORDINATOR, "sante", 200), (Role.DPO, None, 200),
    ]:  # fmt: skip
        client.force_login(UserFactory(role=role, platform=platform))
        assert client.get(at("detail", sante)).status_code == status
        assert (str(sante.pk) in client.get(reverse("reporting:list")).content.decode()) == (status == 200)

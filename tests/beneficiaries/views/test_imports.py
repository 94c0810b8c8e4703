"""Pages of imports: laid, reviewed, confirmed, undone, by whoever may; refusals in French, at their field."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from beneficiaries.imports import work
from beneficiaries.models import Beneficiary, PeopleImport
from ceis.access import Role
from tests.beneficiaries.imports.files import HEADINGS, PEOPLE, csv_bytes, zip_bytes
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db
ERROR = ["=cmd()", "", "31/02/1980", "+12", "", ""]


@pytest.fixture
def coordinator(client):
    user = UserFactory(role=Role.COORDINATOR)
    client.force_login(user)
    return user


def post(client, content: bytes, name="usagers.csv", id=None):
    data = {"id": id or uuid.uuid4(), "file": SimpleUploadedFile(name, content)}
    return client.post(reverse("beneficiaries:imports"), data)


def page(job, name="import", query="") -> str:
    return reverse(f"beneficiaries:{name}", args=[job.pk]) + query


@pytest.fixture
def laid(client, coordinator):
    """``laid(rows)``: a file under review."""

    def lay(rows=None, **more) -> PeopleImport:
        post(client, csv_bytes(rows or [HEADINGS, *PEOPLE]), **more)
        job = PeopleImport.objects.order_by("-asked_at")[0]
        work.run(job.pk)
        return PeopleImport.objects.get(pk=job.pk)

    return lay


def test_a_file_is_laid_once_even_by_two_clicks(client, coordinator):
    id = uuid.uuid4()
    for _ in range(2):
        response = post(client, csv_bytes(), id=id)
        assert response.url == reverse("beneficiaries:import", args=[id])
    assert PeopleImport.objects.count() == 1
    assert "Le fichier est lu" in client.get(response.url).content.decode()


@pytest.mark.parametrize(
    "content, name, said",
    [(b"", "vide.csv", "Ce fichier est vide"), (b"x" * 15_000_001, "gros.csv", "15")],
)
def test_what_cannot_be_laid_is_said_at_its_field(client, coordinator, content, name, said):
    response = post(client, content, name)
    assert response.status_code == 422 and said in response.content.decode()
    assert PeopleImport.objects.count() == 0


def test_without_a_file_or_an_id(client, coordinator):
    response = client.post(reverse("beneficiaries:imports"), {"id": "x"})
    assert response.status_code == 422 and "Choisissez un fichier." in response.content.decode()


def test_a_bomb_is_refused_on_its_page(client, laid):
    post(client, zip_bytes({"xl/workbook.xml": b"\0" * 151_000_000}), "bombe.xlsx")
    job = PeopleImport.objects.get()
    work.run(job.pk)
    text = client.get(page(job)).content.decode()
    assert "volume anormal" in text and "Rien n’a été écrit" in text


def test_the_name_of_a_file_is_cleaned(client, laid):
    job = laid(name="usagers\u202e\x07 2019.csv")
    assert job.file_name == "usagers 2019.csv"
    assert len(laid(name="é" * 200 + ".csv").file_name) == 120


def test_the_review_shows_what_waits_first(client, laid):
    BeneficiaryFactory(first_name="Eloise", last_name="Muler", birth_year=1990)
    job = laid([HEADINGS, *PEOPLE, ERROR])
    text = client.get(page(job)).content.decode()
    assert "ligne 5" in text and "Le prénom manque." in text and "« 31/02/1980 »" in text
    text = client.get(page(job, query="?genre=likely")).content.decode()
    assert "Éloïse Müller" in text and "Eloise Muler" in text and "nom à une lettre près" in text
    assert client.get(page(job, query="?genre=rien&page=abc")).status_code == 200


def test_a_protected_contact_is_not_shown_by_likeness(client, laid):
    BeneficiaryFactory(
        first_name="Eloise", last_name="Muler", birth_year=1990, protected_contact=True, phone="+33611111111",
        neighbourhood="Figuerolles", city="Sète", email="cachee@exemple.org",
    )  # fmt: skip
    text = client.get(page(laid(), query="?genre=likely")).content.decode()
    assert "Eloise Muler" in text
    assert not [word for word in ("Figuerolles", "Sète", "cachee", "11111111", "11 11 11 11") if word in text]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("kind", ["good", "likely"])
def test_the_review_costs_the_same_whatever_its_length(client, laid, rows, kind, django_assert_num_queries):
    people = PEOPLE[:rows]
    for last, first, *_ in people if kind == "likely" else []:
        BeneficiaryFactory(first_name=first, last_name=last, birth_year=None)
    job = laid([HEADINGS, *people])
    client.get(page(job))
    with django_assert_num_queries(13):
        text = client.get(page(job, query=f"?genre={kind}")).content.decode()
    assert text.count('class="line import-line"') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, laid, rows, django_assert_num_queries):
    for _ in range(rows):
        laid()
    with django_assert_num_queries(9):
        assert client.get(reverse("beneficiaries:imports")).content.decode().count("usagers.csv") == rows


def test_the_errors_leave_as_a_spreadsheet_without_formula(client, laid):
    job = laid([HEADINGS, *PEOPLE, ERROR])
    text = client.get(page(job, "import_errors")).content.decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0].startswith("ligne;nom") and all(line.startswith("5;") for line in lines[1:])
    assert "'=cmd()" in text and "'+12" in text
    assert not [cell for line in lines for cell in line.split(";") if cell.startswith(("=", "+"))]


def test_choices_columns_and_confirmation(client, laid):
    BeneficiaryFactory(first_name="Eloise", last_name="Muler", birth_year=1990)
    job = laid([HEADINGS, *PEOPLE, ERROR])
    refused = client.post(page(job, "import_confirm"), follow=True).content.decode()
    assert "Des doublons possibles attendent votre choix." in refused
    back = client.post(page(job, "import_decide"), {"decision": "same", "line": "3", "genre": "likely", "page": "1"})
    assert back.url.endswith("?genre=likely&page=1#ligne-3")
    refused = client.post(page(job, "import_confirm"), follow=True).content.decode()
    assert "Des lignes sont en erreur" in refused
    for _ in range(2):
        client.post(page(job, "import_confirm"), {"leave_errors_out": "on"})
    work.run(job.pk)
    text = client.get(page(job)).content.decode()
    assert Beneficiary.objects.count() == 3 and "Khadija Benali" in text and "Défaire cet import" in text
    late = client.post(page(job, "import_decide"), {"decision": "new", "line": "3"}, follow=True).content.decode()
    assert "n’est plus à relire" in late


def test_a_choice_that_is_none(client, laid):
    job = laid()
    response = client.post(page(job, "import_decide"), {"decision": "peut-être", "page": "²" * 9}, follow=True)
    assert "Ce choix n’est pas dans la liste." in response.content.decode()


def test_columns_are_said_otherwise(client, laid):
    job = laid([["Qui", "Petit nom"], ["Benali", "Khadija"]])
    text = client.get(page(job)).content.decode()
    assert "Aucune colonne ne dit" in text and "prénom" in text
    twice = client.post(page(job, "import_columns"), {"column_0": "last_name", "column_1": "last_name"})
    assert twice.status_code == 422 and "gardez-en une" in twice.content.decode()
    unknown = client.post(page(job, "import_columns"), {"column_0": "password", "column_1": ""})
    assert unknown.status_code == 422 and "Choisissez dans la liste." in unknown.content.decode()
    client.post(page(job, "import_columns"), {"column_0": "last_name", "column_1": "first_name"})
    work.run(job.pk)
    assert job.lines.get().name == "Khadija Benali"


def test_undoing_says_who_goes_and_who_stays(client, laid, coordinator):
    job = laid()
    client.post(page(job, "import_confirm"))
    work.run(job.pk)
    Beneficiary.objects.filter(last_name="Benali").update(city="Sète")  # history has seen it
    text = client.get(page(job, "import_undo")).content.decode()
    assert "2 dossiers" in text and "Khadija Benali" in text and "Müller" not in text
    for _ in range(2):
        client.post(page(job, "import_undo"))
    work.run(job.pk)
    text = client.get(page(job)).content.decode()
    assert "Dossiers gardés, car utilisés depuis" in text and list(Beneficiary.objects.values_list("last_name")) == [
        ("Benali",)
    ]


def test_a_colleague_may_undo_and_nobody_else_knows_of_it(client, laid):
    job = laid()
    client.force_login(UserFactory(role=Role.COORDINATOR))
    assert client.get(page(job)).status_code == 200
    client.force_login(UserFactory(role=Role.SOCIAL_WORKER))
    assert client.get(page(job)).status_code == 403
    assert "Importer" not in client.get(reverse("beneficiaries:list")).content.decode()


def test_abandoning_erases_the_file(client, laid):
    job = laid()
    for _ in range(2):
        client.post(page(job, "import_abandon"))
    job.refresh_from_db()
    assert (job.state, job.content, job.lines.count()) == ("abandoned", None, 0)
    assert "abandonné" in client.get(page(job)).content.decode()


def test_once_over_the_progress_asks_for_the_whole_page(client, coordinator):
    post(client, csv_bytes())
    job = PeopleImport.objects.get()
    assert "HX-Refresh" not in client.get(page(job, "import_progress")).headers
    work.run(job.pk)
    assert client.get(page(job, "import_progress")).headers["HX-Refresh"] == "true"


def test_wrong_methods(client, laid):
    job = laid()
    for name in ("import_columns", "import_decide", "import_confirm", "import_abandon"):
        assert client.get(page(job, name)).status_code == 405
    assert client.post(page(job)).status_code == 405

"""Journey: I take over the file of the former association."""

import pytest
from playwright.sync_api import expect

from beneficiaries.models import Beneficiary
from ceis.access import Role
from tests.beneficiaries.imports.files import csv_bytes
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.reporting.workers import private_redis, speaking_to, worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILE = csv_bytes(
    [
        ["Usagers de l’ancienne association"],
        ["Nom", "Petit nom", "Né(e) le", "Tél", "Couleur"],
        ["BENALI", "Khadija", "12/03/1984", "612345678", "bleu"],
        ["Müller", "Éloïse", "1990", "", ""],
        ["Diallo", "Mamadou", "31/02/1980", "", ""],
        ["Weiss", "Anna", "", "", ""],
    ],
    encoding="cp1252",
)


@pytest.fixture
def broker(tmp_path):
    with private_redis(tmp_path) as url, speaking_to(url):
        yield url


@pytest.fixture
def agent(signed_in):
    BeneficiaryFactory(first_name="Eloise", last_name="Muler", birth_year=1990)
    return signed_in(UserFactory(role=Role.COORDINATOR, first_name="Claire", last_name="Fabre"))


def test_je_reprends_le_fichier_de_l_ancienne_association(page, agent, broker, axe, fits, screenshot):
    lay_the_file(page, axe, fits)
    with worker(broker):
        expect(page.get_by_text("Aucune colonne ne dit « prénom »")).to_be_visible(timeout=60_000)
        axe(page)
        fits(page)
        say_the_column(page)
        expect(page.get_by_role("link", name="1 ligne en erreur")).to_be_visible(timeout=60_000)
        review(page, axe, fits, screenshot)
        page.get_by_label("Laisser de côté la ligne en erreur").check()
        page.get_by_role("button", name="Ouvrir 2 dossiers").press("Enter")
        expect(page.get_by_role("heading", name="Ce qui a été écrit")).to_be_visible(timeout=60_000)
        axe(page)
        fits(page)
        assert set(Beneficiary.objects.values_list("last_name", flat=True)) == {"Muler", "BENALI", "Weiss"}
        undo(page, axe, fits)


def lay_the_file(page, axe, fits):
    page.goto("/personnes/")
    page.get_by_role("link", name="Importer un fichier").click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Lire ce fichier").click()
    field = page.get_by_label("Fichier CSV, XLSX, XLS ou ODS")
    field.set_input_files({"name": "usagers.csv", "mimeType": "text/csv", "buffer": FILE})
    page.get_by_role("button", name="Lire ce fichier").press("Enter")
    expect(page.get_by_text("Le fichier est lu, ligne par ligne.")).to_be_visible()
    axe(page)
    fits(page)


def say_the_column(page):
    page.get_by_label("Petit nom").select_option(label="prénom")
    page.get_by_role("button", name="Relire avec ces colonnes").press("Enter")


def review(page, axe, fits, screenshot):
    expect(page.get_by_text("lu comme un fichier d’ancien format")).to_be_visible()
    expect(page.get_by_text("Ignorées : Couleur")).to_be_visible()
    expect(page.get_by_text("« 31/02/1980 »")).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "import", full_page=True)
    page.get_by_role("link", name="1 doublon possible").click()
    expect(page.get_by_text("Eloise Muler")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="C’est elle").press("Enter")
    expect(page.get_by_role("button", name="C’est elle")).to_have_attribute("aria-pressed", "true")


def undo(page, axe, fits):
    page.get_by_role("link", name="Weiss").click()
    page.get_by_role("heading", name="Anna Weiss").wait_for()
    Beneficiary.objects.filter(last_name="Weiss").update(city="Sète")
    page.go_back()
    page.get_by_role("link", name="Défaire cet import").click()
    expect(page.get_by_text("1 dossier reste")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Défaire l’import").press("Enter")
    expect(page.get_by_role("heading", name="Ce qui a été défait")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("link", name="Anna Weiss")).to_be_visible()
    axe(page)
    assert set(Beneficiary.objects.values_list("last_name", flat=True)) == {"Muler", "Weiss"}


def test_sans_javascript(browser, base_url, agent, context):
    """The page is a form: it is laid and read again by reloading."""
    bare = browser.new_context(java_script_enabled=False, base_url=base_url, locale="fr-FR")
    bare.add_cookies(context.cookies())
    page = bare.new_page()
    page.goto("/personnes/imports/")
    page.get_by_label("Fichier CSV, XLSX, XLS ou ODS").set_input_files(
        {"name": "usagers.csv", "mimeType": "text/csv", "buffer": FILE}
    )
    page.get_by_role("button", name="Lire ce fichier").click()
    expect(page.get_by_role("link", name="Actualiser")).to_be_visible()
    bare.close()

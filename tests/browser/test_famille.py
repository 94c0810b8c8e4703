"""A family that was recomposed, and a paper to be kept: with the keyboard alone, then without JavaScript."""

import pytest
from playwright.sync_api import expect

from beneficiaries.models import Document, HouseholdMember
from ceis.access import Role
from ceis.civil_time import today
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.family import PDF, PNG, lives_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def claire(signed_in):
    return signed_in(UserFactory(role=Role.SOCIAL_WORKER, first_name="Claire", last_name="Martin"))


@pytest.fixture
def khadija():
    return BeneficiaryFactory(first_name="Khadija", last_name="Benali", sex="F", birth_year=1984)


def test_une_famille_recomposee(page, claire, khadija, axe, fits, screenshot):
    """Yanis lives here half of the time, and with his father the other half; Khadija's partner comes, then leaves."""
    yanis = BeneficiaryFactory(first_name="Yanis", last_name="Benali", birth_year=2014)
    father = BeneficiaryFactory(first_name="Driss", last_name="Alaoui", sex="M", birth_year=1980)
    lives_with(father, by=claire, beneficiary=yanis, shared_custody=True)
    page.goto(f"/personnes/{khadija.pk}/")
    expect(page.get_by_text("On ne sait pas avec qui elle vit.")).to_be_visible()
    page.get_by_role("link", name="mettre à jour : Foyer").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Foyer")).to_be_visible()
    axe(page)
    fits(page)
    # A child of the file, in shared custody.
    page.get_by_label("Qui", exact=False).first.focus()
    page.keyboard.type("yanis benali")
    page.get_by_label("C’est").select_option("child")
    page.get_by_label("En garde alternée").check()
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("Est-ce l’une de ces personnes")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("radio", name="Yanis Benali").check()
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("Yanis Benali vit dans ce foyer.")).to_be_visible()
    # The partner: a first name is enough.
    page.get_by_label("Qui", exact=False).first.focus()
    page.keyboard.type("Marc")
    page.get_by_label("C’est").select_option("partner")
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("Marc vit dans ce foyer.")).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "foyer", full_page=True)
    page.goto(f"/personnes/{yanis.pk}/")
    for parent in ("Khadija Benali", "Driss Alaoui"):
        expect(page.get_by_text(parent, exact=True)).to_be_visible()


def test_le_conjoint_est_parti(page, claire, khadija, axe, fits):
    lives_with(khadija, by=claire, first_name="Yanis", birth_year=2014)
    lives_with(khadija, "partner", by=claire, first_name="Marc")
    page.goto(f"/personnes/{khadija.pk}/foyer/")
    page.get_by_role("link", name="modifier Marc").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ne vit plus ici depuis le")).to_have_value(f"{today()}")
    axe(page)
    fits(page)
    page.keyboard.press("Alt+s")
    expect(page.get_by_role("heading", name="A vécu ici")).to_be_visible()
    page.goto(f"/personnes/{khadija.pk}/")
    expect(page.get_by_text("Élève seul·e ses enfants")).to_be_visible()
    axe(page)
    fits(page)


def test_je_joins_un_justificatif(page, claire, khadija, axe, fits, screenshot):
    page.goto(f"/personnes/{khadija.pk}/documents/")
    axe(page)
    fits(page)
    page.get_by_label("Fichier").set_input_files(
        {"name": "gros.pdf", "mimeType": "application/pdf", "buffer": b"x" * 15_728_641}
    )
    expect(page.get_by_text("Ce fichier dépasse 15 Mo")).to_be_visible()
    page.get_by_label("Titre").fill("Avis d’imposition 2025")
    page.get_by_label("C’est").select_option(label="Ressources : salaire, impôt")
    page.get_by_label("Fichier").set_input_files({"name": "avis.pdf", "mimeType": "application/pdf", "buffer": PNG})
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("Ce fichier dit être un PDF mais n’en est pas un")).to_be_visible()
    expect(page.get_by_label("Titre")).to_have_value("Avis d’imposition 2025")
    axe(page)
    page.get_by_label("Fichier").set_input_files({"name": "avis.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("« Avis d’imposition 2025 » est joint au dossier.")).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "documents", full_page=True)
    with page.expect_download() as download:
        page.get_by_role("link", name="Avis d’imposition 2025", exact=True).click()
    assert download.value.suggested_filename == "avis.pdf"
    page.get_by_role("link", name="retirer Avis d’imposition 2025").click()
    axe(page)
    fits(page)
    page.get_by_label("mauvaise personne").check()
    page.get_by_role("button", name="Retirer et effacer").click()
    expect(page.get_by_text("son fichier effacé")).to_be_visible()
    assert Document.objects.get().title == ""


def test_une_etiquette_se_pose_et_retrouve_la_personne(page, claire, khadija, axe, fits):
    page.goto(f"/personnes/{khadija.pk}/")
    page.keyboard.press("Alt+q")
    expect(page.get_by_role("heading", level=1, name="Étiquettes")).to_be_visible()
    page.get_by_label("à rappeler").focus()
    page.keyboard.press("Space")
    axe(page)
    fits(page)
    page.keyboard.press("Alt+s")
    expect(page.locator(".state .tag", has_text="à rappeler")).to_be_visible()
    page.goto("/personnes/")
    page.get_by_role("link", name="à rappeler").click()
    expect(page.get_by_role("link", name="Khadija Benali")).to_be_visible()
    axe(page)
    fits(page)


def test_un_representant_se_note(page, claire, khadija, axe, fits):
    page.goto(f"/personnes/{khadija.pk}/representant/")
    page.get_by_role("combobox", name="Mesure").select_option("curatelle_renforcee")
    page.get_by_label("Organisme").fill("UDAF 34")
    page.get_by_label("Téléphone").fill("04 67 00 00 00")
    axe(page)
    fits(page)
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("la mesure est notée")).to_be_visible()
    page.goto(f"/personnes/{khadija.pk}/proches/")
    axe(page)
    fits(page)


def test_sans_javascript_le_foyer_se_remplit(browser, browser_context_args, context, claire, khadija):
    plain = browser.new_context(**browser_context_args | {"java_script_enabled": False})
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(f"/personnes/{khadija.pk}/foyer/")
    page.get_by_label("Qui", exact=False).first.fill("Inès")
    page.get_by_label("C’est").select_option("child")
    page.get_by_role("button", name="Ajouter au foyer").click()
    expect(page.get_by_text("Inès vit dans ce foyer.")).to_be_visible()
    assert HouseholdMember.objects.filter(first_name="Inès").count() == 1
    plain.close()

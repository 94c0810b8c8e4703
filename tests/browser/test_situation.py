"""What a person lives, what stands in their way, and the lists these words come from."""

from datetime import timedelta

import pytest
from django.apps import apps
from playwright.sync_api import expect

from beneficiaries.models import Obstacle, Situation
from ceis.access import Role
from ceis.civil_time import today
from ceis.terms.models import Lowering, Term
from ceis.terms.registry import add_missing_terms
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.platforms import worker
from tests.factories.situations import Dimension, obstacle, say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def claire(signed_in):
    return signed_in(worker("emploi", first_name="Claire", last_name="Martin"))


@pytest.fixture
def khadija():
    return BeneficiaryFactory(first_name="Khadija", last_name="Benali", sex="F", birth_year=1984)


def chip(page, group: str, name: str):
    return page.get_by_role("group", name=group, exact=True).get_by_text(name, exact=True)


def test_faire_le_point_en_entretien(page, claire, khadija, axe, fits, screenshot):
    say(Dimension.HOUSING, "street", by=claire, person=khadija, start=today() - timedelta(days=200))
    page.goto(f"/personnes/{khadija.pk}/")
    page.get_by_role("link", name="faire le point").click()
    expect(page.get_by_role("heading", level=1, name="Faire le point")).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "faire-le-point", full_page=True)
    # With the keyboard: the arrows choose in a row, the space bar ticks, Alt S saves.
    page.get_by_role("radio", name="Célibataire").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Parent seul avec enfants")).to_be_checked()
    chip(page, "Logement", "Hébergé chez un tiers").click()
    page.get_by_role("checkbox", name="Transports en commun").focus()
    page.keyboard.press("Space")
    page.get_by_text("Montants par mois, en euros").last.click()
    page.get_by_label("Rsa", exact=True).fill("607,75")
    expect(page.get_by_text("Brouillon enregistré")).to_be_visible()
    page.reload()
    expect(page.get_by_role("radio", name="Hébergé chez un tiers")).to_be_checked()
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("La situation est à jour.")).to_be_visible()
    expect(page.get_by_text("RSA, 607,75")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Logement", exact=True).click()
    expect(page.get_by_role("heading", name="Hébergé chez un tiers")).to_be_visible()
    expect(page.get_by_role("heading", name="À la rue")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("link", name="C’était une erreur : hébergé chez un tiers").click()
    axe(page)
    fits(page)
    chip(page, "Valeur", "hôtel").click()
    page.keyboard.press("Alt+s")
    expect(page.get_by_role("heading", name="Hôtel")).to_be_visible()
    expect(page.get_by_text("Avant : hébergé chez un tiers")).to_be_visible()
    assert Situation.objects.standing().of_person(khadija).count() == 5


def test_sans_javascript_le_point_se_fait_aussi(browser, claire, khadija, base_url, context):
    plain = browser.new_context(java_script_enabled=False, locale="fr-FR", base_url=base_url)
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(f"/personnes/{khadija.pk}/situation/")
    chip(page, "Logement", "Hôtel").click()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("La situation est à jour.")).to_be_visible()
    page.goto(f"/personnes/{khadija.pk}/freins/")
    chip(page, "Ce qui l’empêche d’avancer", "Mobilité").click()
    page.get_by_role("button", name="Noter").click()
    page.get_by_role("button", name="Levé : Mobilité").click()
    expect(page.get_by_text("Frein levé.")).to_be_visible()
    plain.close()


def test_un_frein_est_leve(page, claire, khadija, axe, fits, screenshot):
    obstacle("money", by=worker("budget"), person=khadija, slug="budget")
    page.goto(f"/personnes/{khadija.pk}/")
    page.get_by_role("link", name="ajouter : Freins").click()
    axe(page)
    fits(page)
    chip(page, "Ce qui l’empêche d’avancer", "Garde d’enfants").click()
    chip(page, "Ce qui l’empêche d’avancer", "Violences").click()
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("C’est noté.")).to_be_visible()
    page.get_by_role("button", name="En cours : Garde d’enfants").click()
    expect(page.get_by_text("C’est noté : en cours.")).to_be_visible()
    expect(page.get_by_text("Un frein est noté par la plateforme Budget")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Levé : Garde d’enfants").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Frein levé.")).to_be_visible()
    expect(page.get_by_text("Frein levé : Garde d’enfants")).to_be_visible()
    assert [
        str(row) for row in Obstacle.objects.open().of_person(khadija).order_by("pk") if row.platform.slug == "emploi"
    ] == ["Violences"]
    page.get_by_role("link", name="ajouter : Freins").click()
    axe(page)
    fits(page)
    screenshot(page, "freins", full_page=True)


def test_le_mediateur_ne_voit_rien_de_secret(page, claire, khadija, signed_in):
    obstacle("violence", by=claire, person=khadija)
    say(Dimension.BENEFITS, "aah", by=claire, person=khadija)
    signed_in(worker("numerique"))
    page.goto(f"/personnes/{khadija.pk}/")
    expect(page.get_by_text("Aucun frein noté.")).to_be_visible()
    expect(page.get_by_text("Rien n’est encore noté.")).to_be_visible()


def test_je_tiens_les_listes(page, signed_in, axe, fits, screenshot):
    if not Term.objects.exists():
        add_missing_terms(list(apps.get_app_configs())[-1])
    signed_in(UserFactory(role=Role.MANAGER, first_name="Nadia", last_name="Roux"))
    page.goto("/reglages/")
    page.get_by_role("link", name="Listes du lieu").click()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Freins", exact=True).click()
    axe(page)
    fits(page)
    screenshot(page, "liste-freins")
    page.get_by_label("Un mot de plus").fill("Punaises de lit")
    page.keyboard.press("Alt+a")
    expect(page.get_by_text("« Punaises de lit » est dans la liste.")).to_be_visible()
    page.get_by_role("button", name="Monter Punaises de lit").click()
    page.get_by_role("link", name="Punaises de lit").click()
    axe(page)
    fits(page)
    page.locator("#id_label").fill("Nuisibles")
    page.get_by_label("Le sens ne change pas").check()
    page.keyboard.press("Alt+r")
    expect(page.get_by_text("Le mot s’écrit maintenant « Nuisibles ».")).to_be_visible()
    page.get_by_role("link", name="Nuisibles").click()
    page.get_by_text("Courant : lu par").click()
    page.keyboard.press("Alt+c")
    expect(page.get_by_text("Dites pourquoi", exact=False).first).to_be_visible()
    axe(page)
    page.get_by_label("Pourquoi l’abaisser").fill("Tout le monde en parle déjà")
    page.keyboard.press("Alt+c")
    expect(page.get_by_text("« Nuisibles » a changé de lecteurs.")).to_be_visible()
    page.get_by_role("link", name="Nuisibles").click()
    page.get_by_role("button", name="Fermer ce mot").click()
    # Opened today, it may not be closed before tomorrow.
    expect(page.get_by_text("Un mot se ferme après le jour où il a été ouvert.")).to_be_visible()
    page.goto("/reglages/abaissements/")
    expect(page.get_by_text("Tout le monde en parle déjà")).to_be_visible()
    axe(page)
    fits(page)
    assert Lowering.objects.count() == 1

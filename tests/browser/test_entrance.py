"""Coming in at the counter's PC, and going out of it."""

import pytest
from playwright.sync_api import expect

from ceis.access import Role
from tests.factories.ceis import PASSWORD, UserFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def odile(transactional_db):
    return UserFactory(role=Role.SOCIAL_WORKER, email="odile@ceis.example", first_name="Odile", last_name="Roux")


def enter(page, email: str, password: str):
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(password)
    page.keyboard.press("Enter")


def test_odile_entre_se_trompe_puis_sort(page, odile, axe, fits, screenshot):
    page.goto("/interface/")
    expect(page.get_by_label("Adresse électronique")).to_be_focused()
    axe(page)
    fits(page)
    screenshot(page, "entrer")
    enter(page, odile.email, "faux")
    expect(page.get_by_role("alert").filter(has_text="n’est pas le bon")).to_be_visible()
    axe(page)
    enter(page, odile.email, PASSWORD)
    expect(page).to_have_url("/interface/")
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_text("La session est fermée")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Entrer")).to_be_visible()


def test_un_mot_de_passe_oublie(page, odile, axe, mailoutbox):
    page.goto("/compte/connexion/")
    page.get_by_role("link", name="Mot de passe oublié ?").click()
    axe(page)
    page.get_by_label("Adresse électronique").fill(odile.email)
    page.get_by_role("button", name="Envoyer le lien").click()
    expect(page.get_by_role("heading", name="Regardez votre messagerie")).to_be_visible()
    axe(page)
    page.goto(next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http")))
    axe(page)
    page.get_by_label("Nouveau mot de passe").fill("quatre mots faciles à retenir")
    page.get_by_label("Le même, une seconde fois").fill("quatre mots faciles à retenir")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Le mot de passe est changé")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Entrer").click()
    enter(page, odile.email, "quatre mots faciles à retenir")
    expect(page.get_by_role("link", name="Odile Roux")).to_be_visible()


def test_mon_compte_et_mon_mot_de_passe(page, odile, signed_in, axe, fits):
    signed_in(odile)
    for address in ("/compte/", "/compte/mot-de-passe/", "/compte/deconnexion/", "/compte/confirmer/"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).not_to_be_empty()
        axe(page)
        fits(page)


def test_les_pages_d_erreur_se_lisent(page, odile, signed_in, axe, fits):
    signed_in(odile)
    page.goto("/n-existe-pas/")
    expect(page.get_by_role("heading", name="Cette page est introuvable")).to_be_visible()
    axe(page)
    fits(page)
    page.context.add_cookies([{"name": "csrftoken", "value": "autre", "url": page.url}])
    page.goto("/interface/")
    page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((field) => field.value = 'vieux')")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("heading", name="Cette page est restée ouverte trop longtemps")).to_be_visible()
    axe(page)
    fits(page)


def test_sans_javascript_tout_est_la(browser, browser_context_args, base_url, odile):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto("/compte/connexion/?next=/interface/")
    page.get_by_label("Adresse électronique").fill(odile.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_text("Ce champ est obligatoire.").first).to_be_visible()
    context.close()

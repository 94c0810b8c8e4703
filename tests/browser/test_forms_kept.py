"""What hands do in a hurry: type, be interrupted, press twice, use keys. Nothing is lost and nothing is sent twice."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from ceis import drafts
from ceis.access import Role
from tests.factories.ceis import PASSWORD, UserFactory

pytestmark = pytest.mark.browser
TYPED = "Souhaite le métier d’aide-soignante."


@pytest.fixture
def claire(signed_in, transactional_db):
    return signed_in(UserFactory(role=Role.SOCIAL_WORKER, email="claire@ceis.example", first_name="Claire"))


@pytest.fixture
def form(page, claire):
    page.goto("/interface/")
    return page


def test_ce_qui_est_tape_se_garde_a_chaque_pause(form, claire):
    form.get_by_role("textbox", name="Note").fill(TYPED)
    expect(form.locator("#formulaire [role=status]")).to_contain_text("Brouillon enregistré à")
    assert drafts.restore(claire, "sample")["note"] == TYPED
    form.reload()
    expect(form.get_by_role("textbox", name="Note")).to_have_value(TYPED)
    # htmx notes the address of the page, and nothing else is ever written in the browser.
    stored = form.evaluate("({...localStorage, ...sessionStorage})")
    assert stored in ({}, {"htmx-current-path-for-history": "/interface/"})


def test_quitter_la_page_avant_la_pause_ne_perd_rien(form, claire):
    form.get_by_role("textbox", name="Note").fill(TYPED)
    form.get_by_role("link", name="Claire").click()
    expect(form.get_by_role("heading", name="Mon compte")).to_be_visible()
    form.goto("/interface/")
    expect(form.get_by_role("textbox", name="Note")).to_have_value(TYPED)


def test_la_session_se_ferme_pendant_qu_on_ecrit(form, claire):
    Session.objects.all().delete()
    form.get_by_role("textbox", name="Note").fill(TYPED)
    line = form.locator("#formulaire [role=status]")
    expect(line).to_contain_text("La session s’est fermée. Ce que vous avez tapé est gardé.")
    line.get_by_role("link", name="Entrer de nouveau").click()
    form.get_by_label("Adresse électronique").fill(claire.email)
    form.get_by_label("Mot de passe").fill(PASSWORD)
    form.get_by_role("button", name="Entrer").click()
    expect(form.get_by_role("textbox", name="Note")).to_have_value(TYPED)


def test_envoyer_apres_la_fin_de_la_session_ramene_au_formulaire_rempli(form, claire):
    form.get_by_role("textbox", name="Note").fill(TYPED)
    Session.objects.all().delete()
    form.get_by_role("button", name="Vérifier").click()
    form.get_by_label("Adresse électronique").fill(claire.email)
    form.get_by_label("Mot de passe").fill(PASSWORD)
    form.get_by_role("button", name="Entrer").click()
    expect(form.get_by_role("textbox", name="Note")).to_have_value(TYPED)


def test_le_lieu_ne_repond_plus_et_le_dit(form, no_csp_report):
    form.route("**/brouillons/", lambda route: route.abort())
    form.get_by_role("textbox", name="Note").fill(TYPED)
    expect(form.locator("#formulaire [role=status]")).to_contain_text("Brouillon non enregistré")
    expect(form.get_by_role("textbox", name="Note")).to_have_value(TYPED)


def test_un_morceau_de_page_qui_manque_se_dit(form, no_csp_report):
    expect(form.locator("#connexion")).to_be_hidden()
    form.evaluate("htmx.ajax('GET', '/n-existe-pas/', '#formulaire').catch(() => 0)")
    expect(form.locator("#connexion")).to_contain_text("rien n’a été enregistré")
    assert [report for report in no_csp_report if "Response Status Error Code 404" not in report] == []
    no_csp_report.clear()


def test_appuyer_deux_fois_envoie_une_fois(form):
    sent = []
    form.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    form.get_by_role("button", name="Vérifier").dblclick()
    expect(form.get_by_text("Ce champ est obligatoire.").first).to_be_visible()
    assert len(sent) == 1
    form.get_by_role("button", name="Vérifier").click()
    expect(form.get_by_text("Ce champ est obligatoire.").first).to_be_visible()
    assert len(sent) == 2


def test_le_premier_champ_a_corriger_a_le_curseur(form):
    form.get_by_label("Nom et prénom").fill("Khadija Benali")
    form.get_by_role("button", name="Vérifier").click()
    expect(form.get_by_label("Jour")).to_be_focused()


def test_les_touches_ecrites_sur_les_boutons(form, claire):
    search = form.get_by_role("searchbox")
    form.keyboard.press("/")
    expect(search).to_be_focused()
    form.keyboard.type("a/b")
    expect(search).to_have_value("a/b")
    form.keyboard.press("Alt+o")
    expect(form.get_by_role("dialog")).to_be_visible()


def test_les_touches_seules_se_coupent(form, claire):
    form.goto("/compte/")
    form.get_by_label("Raccourcis à une touche").uncheck()
    form.get_by_role("button", name="Enregistrer").click()
    expect(form.get_by_text("sont coupés")).to_be_visible()
    form.goto("/interface/")
    form.keyboard.press("/")
    expect(form.get_by_role("searchbox")).not_to_be_focused()
    form.keyboard.press("Alt+o")
    expect(form.get_by_role("dialog")).to_be_visible()


def test_au_clavier_on_saute_le_menu(form):
    form.keyboard.press("Tab")
    expect(form.get_by_role("link", name="Aller au contenu")).to_be_focused()
    form.keyboard.press("Enter")
    expect(form.get_by_role("main")).to_be_focused()


def test_sur_un_telephone_le_menu_se_deplie_et_se_replie(form, axe):
    form.set_viewport_size({"width": 320, "height": 700})
    form.reload()
    leave = form.get_by_role("button", name="Se déconnecter")
    expect(leave).to_be_hidden()
    form.get_by_role("button", name="Menu").click()
    expect(leave).to_be_visible()
    axe(form)
    form.keyboard.press("Escape")
    expect(leave).to_be_hidden()
    expect(form.get_by_role("button", name="Menu")).to_be_focused()

"""Je m’absente du guichet : le poste se verrouille, rien ne se perd, et personne d’autre ne lit."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from ceis import lock
from ceis.models import Draft
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import PASSWORD
from tests.factories.platforms import appointment, worker
from tests.factories.reception import receptionist, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def claire():
    return worker("emploi", first_name="Claire", last_name="Roussel")


@pytest.fixture
def at_the_pc(page, signed_in, claire):
    signed_in(claire)
    return page


def nobody_touched_anything_for(minutes: int) -> None:
    """As if the last act were that old: the server's clock is its own, only the hour of the act is moved."""
    for session in Session.objects.order_by("pk"):
        data = session.get_decoded()
        data[lock.LAST_ACT] -= minutes * 60
        Session.objects.filter(pk=session.pk).update(session_data=Session.objects.encode(data))


def unlock(page):
    page.get_by_label("Mot de passe").first.fill(PASSWORD)
    page.get_by_role("button", name="Déverrouiller").click()


def test_je_m_absente_du_guichet(at_the_pc, claire, axe, fits, screenshot):
    page = at_the_pc
    page.clock.install()
    page.goto("/interface/")
    page.get_by_label("Nom et prénom").fill("Odile Roux, à rappeler")
    page.clock.fast_forward(2_000)
    expect(page.get_by_text("Brouillon enregistré")).to_be_visible()
    page.get_by_role("textbox", name="Note").fill("Souhaite le métier d’aide-soignante.")
    with page.expect_response("**/brouillons/"):
        page.clock.fast_forward(2_000)
    nobody_touched_anything_for(13)
    page.clock.fast_forward("13:10")
    expect(page.get_by_text("Verrouillage dans 2 minutes.")).to_be_visible()
    axe(page)
    nobody_touched_anything_for(16)
    page.clock.fast_forward("02:10")
    expect(page.get_by_role("heading", name="Verrouillé")).to_be_visible()
    expect(page.get_by_label("Mot de passe").first).to_be_focused()
    expect(page.locator("body")).not_to_contain_text("Odile")
    axe(page)
    fits(page)
    screenshot(page, "verrou")
    page.go_back()
    expect(page.get_by_role("heading", name="Verrouillé")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Odile")
    unlock(page)
    page.goto("/interface/")
    expect(page.get_by_label("Nom et prénom")).to_have_value("Odile Roux, à rappeler")
    expect(page.get_by_role("textbox", name="Note")).to_have_value("Souhaite le métier d’aide-soignante.")


def test_je_suis_la_repousse_le_verrou(at_the_pc):
    page = at_the_pc
    page.clock.install()
    page.goto("/interface/")
    nobody_touched_anything_for(13)
    page.clock.fast_forward("13:10")
    button = page.get_by_role("button", name="Je suis là")
    with page.expect_request(lambda sent: "presence" in sent.url and sent.method == "POST"):
        button.click()
    expect(button).to_be_hidden()
    nobody_touched_anything_for(5)
    page.clock.fast_forward("05:00")
    page.reload()
    expect(page.get_by_role("heading", name="Interface")).to_be_visible()


def test_la_mise_a_jour_de_l_accueil_ne_tient_pas_le_poste_eveille(page, signed_in):
    signed_in(receptionist())
    page.clock.install()
    page.goto("/accueil/")
    nobody_touched_anything_for(16)
    page.clock.fast_forward(31_000)
    expect(page.get_by_role("heading", name="Verrouillé")).to_be_visible()
    unlock(page)
    expect(page.get_by_role("searchbox", name="Qui est là ?")).to_be_visible()


def test_un_collegue_prend_la_suite(at_the_pc, claire, axe):
    page = at_the_pc
    samir = worker("numerique", first_name="Samir", last_name="Haddad")
    page.goto("/interface/")
    page.get_by_role("textbox", name="Note").fill("Confidence faite à Claire.")
    page.keyboard.press("Alt+l")
    expect(page.get_by_role("heading", name="Verrouillé")).to_be_visible()
    page.get_by_text("Changer d’agent").click()
    axe(page)
    page.get_by_label("Adresse électronique").fill(samir.email)
    page.get_by_label("Mot de passe").last.fill(PASSWORD)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_text("Samir Haddad").first).to_be_visible()
    page.goto("/interface/")
    expect(page.get_by_role("textbox", name="Note")).to_have_value("")
    assert "Confidence faite à Claire." in str(Draft.objects.get(user=claire).data)


def test_quelqu_un_voit_l_ecran(page, signed_in, axe, fits):
    appointment(person=BeneficiaryFactory(first_name="Leïla", last_name="Zerrouki"))
    visit(person=BeneficiaryFactory(first_name="Odile", last_name="Roux"))
    BeneficiaryFactory(first_name="Khadija", last_name="Benali")
    signed_in(receptionist())
    page.goto("/accueil/")
    expect(page.locator("#side")).to_contain_text("Leïla Zerrouki")
    page.keyboard.press("Alt+u")
    expect(page.get_by_text("les noms des autres sont masqués")).to_be_visible()
    assert "Zerrouki" not in page.content() and "Odile" not in page.content()
    expect(page.locator("#side")).to_contain_text("L. Z.")
    axe(page)
    fits(page)
    page.keyboard.type("benali")
    expect(page.get_by_role("button", name="Enregistrer Khadija Benali")).to_be_visible()
    page.keyboard.press("Alt+u")
    expect(page.locator("#side")).to_contain_text("Leïla Zerrouki")

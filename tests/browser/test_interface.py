"""The page of components: everything the pages are made of, seen, pressed and read aloud."""

import pytest
from playwright.sync_api import expect

from ceis.access import Role
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def interface(page, signed_in):
    signed_in(UserFactory(role=Role.SOCIAL_WORKER, first_name="Claire", last_name="Martin"))
    page.goto("/interface/")
    return page


def test_tout_se_lit_de_jour_comme_de_nuit(interface, axe, fits, screenshot):
    axe(interface)
    fits(interface)
    screenshot(interface, "interface", full_page=True)


def test_une_liste_une_case_et_une_fenetre_sans_alerte(interface, axe, no_csp_report):
    interface.get_by_label("Comment").select_option("par téléphone")
    interface.get_by_label("La personne sait qui pourra lire cette note").check()
    interface.get_by_role("button", name="Ouvrir la fenêtre").click()
    expect(interface.get_by_role("dialog", name="Annuler ce rendez-vous ?")).to_be_visible()
    axe(interface)
    interface.get_by_label("Pourquoi").select_option("Le lieu ferme")
    interface.keyboard.press("Escape")
    expect(interface.get_by_role("dialog")).to_be_hidden()
    assert no_csp_report == []


def test_le_rapport_de_securite_voit_vraiment_un_style_interdit(interface, no_csp_report):
    interface.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    expect(interface.get_by_text("x", exact=True)).to_be_attached()
    interface.wait_for_timeout(50)
    assert any("style-src" in report for report in no_csp_report)
    no_csp_report.clear()

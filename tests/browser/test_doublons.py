"""Deux dossiers pour une même personne: reported at the desk, made one by a worker, and taken back."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from beneficiaries.duplicates.merging import merge_people
from beneficiaries.models import Beneficiary
from ceis.access import Role
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.reception import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def both():
    khadija = BeneficiaryFactory(
        first_name="Khadija", last_name="Benali", sex="F", birth_year=1984, phone="+33612345678", city="Montpellier"
    )
    kadija = BeneficiaryFactory(
        first_name="Kadija", last_name="Benali", sex="F", birth_year=1984, email="kadija@exemple.org", city="Lunel"
    )
    visit(person=kadija)
    return khadija, kadija


def test_deux_dossiers_pour_une_meme_personne(page, signed_in, both, axe, fits, screenshot):
    khadija, kadija = both
    report(page, signed_in, khadija, axe, fits)
    choose(page, signed_in, khadija, axe, fits, screenshot)
    page.get_by_role("button", name="réunir les deux dossiers").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("n’en font plus qu’un")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name="Khadija Benali")).to_be_visible()
    expect(page.get_by_text("Lunel")).to_be_visible()
    expect(page.get_by_text("kadija@exemple.org")).to_be_visible()
    axe(page)
    # The old address still leads to her.
    page.goto(f"/personnes/{kadija.pk}/")
    expect(page).to_have_url(f"/personnes/{khadija.pk}/")
    part(page, khadija, axe, fits, screenshot)
    assert (khadija.visits.count(), kadija.visits.count()) == (0, 2)
    assert Beneficiary.objects.get(pk=khadija.pk).email == ""


def report(page, signed_in, khadija, axe, fits):
    signed_in(UserFactory(role=Role.RECEPTION, first_name="Yacine"))
    page.goto(f"/personnes/{khadija.pk}/")
    page.get_by_role("link", name="signaler un doublon").click()
    expect(page.get_by_role("heading", name="Ces dossiers ressemblent au sien")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="C’est la même personne").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("c’est signalé")).to_be_visible()


def choose(page, signed_in, khadija, axe, fits, screenshot):
    signed_in(UserFactory(role=Role.SOCIAL_WORKER, first_name="Claire"))
    page.goto("/personnes/")
    page.get_by_role("link", name="Doublons possibles").click()
    expect(page.get_by_text("Signalé par Yacine")).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "doublons")
    page.get_by_role("link", name="Comparer").click()
    expect(page.get_by_role("heading", level=1, name="Une seule personne")).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "comparer", full_page=True)
    page.get_by_role("group", name="Le dossier gardé").get_by_label(f"n° {khadija.file_number}").check()
    page.get_by_role("group", name="Prénom").get_by_label("Khadija", exact=True).check()
    page.get_by_role("group", name="Adresse", exact=True).get_by_label("Lunel").check()


def part(page, khadija, axe, fits, screenshot):
    visit(person=khadija)
    page.get_by_role("link", name="voir ou défaire").click()
    axe(page)
    fits(page)
    screenshot(page, "defaire-une-fusion", full_page=True)
    page.get_by_label("Venue du").check()
    page.get_by_role("button", name="défaire la fusion").click()
    expect(page.get_by_text("la fusion est défaite")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name="Kadija Benali")).to_be_visible()


def test_sans_javascript_les_dossiers_se_reunissent(browser, browser_context_args, context, signed_in, both):
    signed_in(UserFactory(role=Role.SOCIAL_WORKER))
    plain = browser.new_context(**browser_context_args | {"java_script_enabled": False})
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(f"/personnes/{both[0].pk}/meme-personne/")
    page.get_by_role("button", name="C’est la même personne").click()
    page.get_by_role("button", name="réunir les deux dossiers").click()
    expect(page.get_by_text("n’en font plus qu’un")).to_be_visible()
    plain.close()


def test_un_collegue_a_ete_plus_rapide(page, signed_in, both):
    claire = signed_in(UserFactory(role=Role.SOCIAL_WORKER))
    page.goto(f"/personnes/{both[0].pk}/meme-personne/")
    page.get_by_role("button", name="C’est la même personne").click()
    merge_people(by=claire, id=uuid4(), survivor=both[0], loser=both[1])
    page.get_by_role("button", name="réunir les deux dossiers").click()
    expect(page).to_have_url(f"/personnes/{both[0].pk}/")

"""Finding a person, adding one, reading and correcting their record: with the keyboard alone."""

import re
from datetime import time, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from beneficiaries.actions import note_encounter
from beneficiaries.following import name_referent
from beneficiaries.models import Beneficiary, Encounter
from ceis.access import Role
from ceis.civil_time import today
from ceis.models import Platform
from ceis.terms.models import Term
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.platforms import appointment, interview, referral, task, worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def claire(signed_in):
    return signed_in(UserFactory(role=Role.SOCIAL_WORKER, first_name="Claire", last_name="Martin"))


@pytest.fixture
def khadija():
    person = BeneficiaryFactory(
        first_name="Khadija",
        last_name="Benali",
        sex="F",
        birth_date=today().replace(year=1984, day=12),
        phone="+33612345678",
        email="khadija@exemple.org",
        address="3, rue du Pont",
        postcode="34070",
        city="Montpellier",
        neighbourhood="Figuerolles",
    )
    BeneficiaryFactory(first_name="Kadija", last_name="Ben Ali", sex="F", birth_year=1991, neighbourhood="Celleneuve")
    for slug, *ago in (("emploi", 5, 30, 60), ("numerique", 90, 120, 250, 270), ("budget", 200)):
        for days in ago:
            note_encounter(
                source=uuid4(),
                kind=Encounter.Kind.INTERVIEW,
                day=today() - timedelta(days=days),
                at=time(9),
                beneficiary=person,
                platform_id=Platform.objects.get(slug=slug).pk,
            )
    return person


def test_la_personne_est_retrouvee_malgre_une_faute_de_frappe(page, claire, khadija, axe, fits, screenshot):
    page.goto("/personnes/")
    axe(page)
    expect(page.get_by_label("Qui cherchez-vous")).to_be_focused()
    page.keyboard.type("benalli kadija")
    found = page.get_by_role("link", name="Khadija Benali")
    expect(found).to_be_visible()
    expect(page.get_by_role("status").first).to_have_text(re.compile("2.personnes"))
    expect(page.get_by_text("née en 1984 · Figuerolles")).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "personnes")
    while not found.evaluate("link => link === document.activeElement"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Khadija Benali")).to_be_visible()
    expect(page.get_by_text("Vous", exact=True)).to_be_visible()
    axe(page)
    fits(page)


def test_le_dossier_dit_tout_ce_que_je_peux_savoir(page, claire, khadija, axe, fits, screenshot):
    """Who she is, how to reach her, who follows her, what was said, what comes next."""
    khadija.language, khadija.needs_interpreter = Term.objects.get(list="language", code="ary"), True
    khadija.sms_safe, khadija.address_kind, khadija.birth_name = False, "home", "Ould"
    khadija.save()
    sofia = worker("numerique", first_name="Sofia", last_name="Belmonteiro")
    for user, days in ((claire, 60), (sofia, 250)):
        since = today() - timedelta(days=days)
        name_referent(by=user, id=uuid4(), beneficiary=khadija, platform=user.platforms[0], user=user, starts_on=since)
    said = "Bilan de mi-parcours. Souhaite le métier d’aide-soignante ; visite d’un Ehpad prévue."
    interview(by=claire, person=khadija, day=today() - timedelta(days=5), shared=said)
    interview(by=claire, person=khadija, day=today() - timedelta(days=30), shared="Lettre relue, deux offres choisies.")
    interview(by=sofia, person=khadija, slug="numerique", day=today() - timedelta(days=90))
    referral(to="budget", person=khadija, by=claire, origin="emploi")
    task(of=claire, person=khadija, due_on=today() + timedelta(days=3))
    appointment(of=claire, person=khadija, day=today() + timedelta(days=7))
    page.goto(f"/personnes/{khadija.pk}/")
    expect(page.get_by_text("A besoin d’un interprète")).to_be_visible()
    expect(page.get_by_text("Pas de SMS")).to_be_visible()
    expect(page.get_by_text("Sofia Belmonteiro").first).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "dossier", full_page=True)


def test_la_recherche_s_elargit_sur_entree(page, claire, khadija):
    page.goto("/personnes/")
    page.keyboard.type("kadidjah benaly")
    expect(page.get_by_text("Personne de ce nom")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Recherche élargie")).to_be_visible()
    expect(page.get_by_role("link", name="Khadija Benali")).to_be_visible()


def test_sans_javascript_la_personne_est_retrouvee(browser, browser_context_args, context, claire, khadija):
    plain = browser.new_context(**browser_context_args | {"java_script_enabled": False})
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto("/personnes/")
    page.get_by_label("Qui cherchez-vous").fill("06 12 34 56 78")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="Khadija Benali").click()
    expect(page.get_by_role("heading", level=1, name="Khadija Benali")).to_be_visible()
    plain.close()


def test_une_nouvelle_personne_est_creee_sur_place(page, claire, khadija, axe, fits, screenshot):
    page.goto("/personnes/")
    page.keyboard.press("Alt+n")
    expect(page.get_by_label("Nom d’usage")).to_be_focused()
    page.keyboard.type("Benalli")
    page.keyboard.press("Tab")
    page.keyboard.type("Khadija")
    page.keyboard.press("Tab")
    page.keyboard.type("1984")
    page.keyboard.press("Tab")
    # Somebody alike is named while typing, with why.
    expect(page.get_by_text("nom à une lettre près, même année de naissance")).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "nouvelle-personne", full_page=True)
    page.get_by_label("Téléphone", exact=True).focus()
    page.keyboard.type("06")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ce numéro ne s’appelle pas")).to_be_visible()
    axe(page)
    page.get_by_label("Téléphone", exact=True).fill("06 11 22 33 44")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="C’est une autre personne").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Khadija Benalli")).to_be_visible()
    expect(page.get_by_text("06 11 22 33 44")).to_be_visible()
    assert Beneficiary.objects.filter(last_name="Benalli", phone="+33611223344").count() == 1

"""Someone in danger, and an identity that two colleagues correct at once: as staff say it, keyboard in hand."""

import re
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pypdf import PdfReader

from beneficiaries.following import name_referent
from beneficiaries.models import Beneficiary, Information
from ceis.access import Role
from ceis.civil_time import today
from ceis.terms.models import Term
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def claire(signed_in):
    return signed_in(UserFactory(role=Role.SOCIAL_WORKER, first_name="Claire", last_name="Martin"))


def test_j_ouvre_le_dossier_d_une_personne_en_danger(page, claire, signed_in, axe, fits, screenshot):
    page.goto("/personnes/nouvelle/")
    expect(page.locator("#id_last_name")).to_be_focused()
    page.keyboard.type("Testud")
    page.keyboard.press("Tab")
    page.keyboard.type("Salomé")
    page.get_by_label("Téléphone", exact=True).fill("06 12 34 56 78")
    page.get_by_label("Commune").fill("Juvignac")
    page.get_by_label("Personne en danger").focus()
    page.keyboard.press("Space")
    axe(page)
    fits(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Salomé Testud")).to_be_visible()
    expect(page.get_by_text("06 12 34 56 78")).to_be_visible()
    expect(page.get_by_text("Ne les donnez à personne.")).to_be_visible()
    expect(page.get_by_text("Claire Martin").first).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("link", name="En savoir plus").click()
    expect(page.get_by_label("Pourquoi ne plus les protéger")).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "coordonnees-protegees", full_page=True)
    # The desk greets her and knows whom to ask; it neither finds her by her phone nor reads it.
    signed_in(UserFactory(role=Role.RECEPTION))
    page.goto("/personnes/?q=0612345678")
    expect(page.get_by_text("Testud")).to_have_count(0)
    page.goto(reverse("beneficiaries:detail", args=[Beneficiary.objects.get().pk]))
    expect(page.get_by_text("demandez à la personne qui la suit")).to_be_visible()
    expect(page.get_by_text("Claire Martin")).to_be_visible()
    assert "06 12" not in page.content().replace("\u00a0", " ") and "Juvignac" not in page.content()


def test_je_corrige_une_identite_a_deux(browser, browser_context_args, context, claire, axe, fits, screenshot):
    """Without a script: radio buttons of an ordinary form."""
    khadija = BeneficiaryFactory(first_name="Khadija", last_name="Benali", city="Montpellier", phone="+33639980200")
    plain = browser.new_context(**browser_context_args | {"java_script_enabled": False})
    plain.add_cookies(context.cookies())
    mine, theirs = plain.new_page(), plain.new_page()
    for page in (mine, theirs):
        page.goto(reverse("beneficiaries:identity", args=[khadija.pk]))
    theirs.get_by_label("Commune").fill("Lunel")
    theirs.get_by_label("Nom de naissance", exact=True).fill("Ould")
    theirs.get_by_label("Sexe").select_option("F")
    theirs.get_by_role("button", name="Enregistrer").click()
    mine.get_by_label("Commune").fill("Sète")
    mine.get_by_label("Sexe").select_option("X")
    mine.get_by_label("Langue parlée").select_option(label="arabe marocain (darija)")
    mine.get_by_role("button", name="Enregistrer").click()
    expect(mine.get_by_role("heading", name="Deux versions de cette fiche")).to_be_visible()
    expect(mine.get_by_text("Changé entre-temps, et gardé tel quel")).to_contain_text("Nom de naissance")
    mine.get_by_role("button", name="Enregistrer ces choix").click()  # nothing is chosen: nothing is sent
    mine.get_by_role("group", name="Commune").get_by_label("Lunel").check()
    mine.get_by_role("group", name="Sexe").get_by_label("autre").check()
    mine.get_by_role("button", name="Enregistrer ces choix").click()
    expect(mine.get_by_role("heading", level=1, name="Khadija Benali")).to_be_visible()
    kept = Beneficiary.objects.get()
    assert (kept.city, kept.sex, kept.birth_name, kept.language.code) == ("Lunel", "X", "Ould", "ary")
    plain.close()


def test_les_deux_versions_se_lisent_cote_a_cote(page, claire, axe, fits, screenshot):
    khadija = BeneficiaryFactory(first_name="Khadija", last_name="Benali", sex="F")
    page.goto(reverse("beneficiaries:identity", args=[khadija.pk]))
    axe(page)
    fits(page)
    screenshot(page, "identite", full_page=True)
    khadija.city, khadija.birth_name, khadija.version = "Lunel", "Ould", 2
    khadija.save()
    page.get_by_label("Commune").fill("Sète")
    page.get_by_label("Adresse", exact=True).fill("8, quai du Canal")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Choisissez ce qui est juste")).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "deux-versions", full_page=True)
    page.get_by_role("group", name="Commune").get_by_label("Sète").check()
    page.get_by_role("group", name="Adresse").get_by_label("8, quai du Canal").check()
    page.keyboard.press("Enter")
    expect(page.get_by_text("8, quai du Canal")).to_be_visible()
    kept = Beneficiary.objects.get()
    assert (kept.city, kept.birth_name, kept.version) == ("Sète", "Ould", 3)


def test_je_remets_la_notice_et_je_note_une_opposition(page, claire, axe, fits, screenshot):
    khadija = BeneficiaryFactory(first_name="Khadija", last_name="Benali")
    page.goto(reverse("beneficiaries:information", args=[khadija.pk]))
    axe(page)
    fits(page)
    screenshot(page, "notice", full_page=True)
    paper = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(paper.pages) == 1
    said = paper.pages[0].extract_text()
    assert "Vos droits" in said.replace("\n", " ") and "Opposition" not in said
    page.get_by_label("Opposition").check()
    page.get_by_label("Ce à quoi la personne s’oppose").fill("Rien à mon ancien employeur.")
    page.get_by_role("button", name="Noter").click()
    expect(page.get_by_text("Rien à mon ancien employeur.")).to_be_visible()
    assert Information.objects.filter(kind="objection").count() == 1


def test_mes_personnes_sont_a_une_touche(page, claire, axe, fits, screenshot):
    for name in ("Amina", "Bogdan"):
        person = BeneficiaryFactory(first_name=name, last_name="Rahmani")
        name_referent(
            by=claire, id=uuid4(), beneficiary=person, platform=claire.platforms[0], user=claire, starts_on=today()
        )
    page.goto("/personnes/")
    page.keyboard.press("Alt+m")
    expect(page.get_by_role("heading", level=1, name="Mes personnes")).to_be_visible()
    expect(page.get_by_text(re.compile("Vous suivez 2.personnes"))).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Amina Rahmani").click()
    page.get_by_role("link", name="changer").click()
    expect(page.get_by_role("heading", name="Nommer un référent")).to_be_visible()
    axe(page)
    fits(page)


def test_la_langue_et_l_interprete_se_lisent_sur_la_carte(page, claire):
    language = Term.objects.get(list="language", code="ps")
    person = BeneficiaryFactory(language=language, needs_interpreter=True, sms_safe=False, phone="+33639980200")
    page.goto(reverse("beneficiaries:detail", args=[person.pk]))
    expect(page.get_by_text("A besoin d’un interprète")).to_be_visible()
    expect(page.get_by_text("Pas de SMS")).to_be_visible()

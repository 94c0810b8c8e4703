"""La matinée de l’accueil: one agent, one morning, from the first bell to the handover."""

import re
from datetime import time, timedelta

import pytest
from playwright.sync_api import expect

from ceis.access import Role
from ceis.civil_time import now, today
from ceis.platform import Sensitivity
from platforms.models import Referral
from reception.models import HandoverNote, ServiceGiven, Visit
from reception.purposes import Awaited
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory, UserFactory
from tests.factories.partners import partner, permanence
from tests.factories.platforms import appointment, worker
from tests.factories.reception import codes, receptionist, visit
from tests.factories.workshops import registered, session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def samir():
    return worker("numerique", first_name="Samir", last_name="Haddad")


@pytest.fixture
def khadija():
    return BeneficiaryFactory(
        first_name="Khadija", last_name="Benali", sex="F", birth_year=1984, neighbourhood="Figuerolles"
    )


@pytest.fixture
def desk(page, signed_in):
    signed_in(receptionist(first_name="Fatou", last_name="Diop"))
    page.goto("/accueil/")
    return page


def saved_line(page):
    return page.get_by_role("status").filter(has_text="C’est noté")


@pytest.fixture
def morning(page, signed_in, samir, khadija):
    """A day with an appointment, a workshop, a permanence, a secret one, and two people of the same name."""
    room = RoomFactory(name="Bureau 2")
    appointment(person=khadija, of=samir, slug="numerique", room=room, at=time(10, 30), until=time(11))
    permanence(title="Point relais CAF", room=RoomFactory(name="Bureau 3"))
    shelter = partner("Maison des femmes", sensitivity=Sensitivity.SECRET)
    permanence(of=shelter, title="Violences", room=RoomFactory(name="Bureau 4"), sensitivity=Sensitivity.SECRET)
    registered(session(title="Ma boîte mail", at=time(0, 5), until=time(23, 50)), BeneficiaryFactory(last_name="Roux"))
    for year, where in ((1970, "Celleneuve"), (1991, "La Paillade")):
        BeneficiaryFactory(first_name="Ali", last_name="Zerrouk", sex="M", birth_year=year, neighbourhood=where)
    signed_in(receptionist(first_name="Fatou", last_name="Diop"))
    page.goto("/accueil/")
    return page


def test_la_matinee_de_l_accueil_les_attendus_et_les_homonymes(morning, axe):
    page = morning
    axe(page)

    # Khadija has an appointment: her line has a key.
    page.keyboard.press("Escape")
    line = page.locator(".line").filter(has_text="Khadija Benali")
    page.keyboard.press(line.get_by_role("button").get_attribute("data-single-key"))
    expect(saved_line(page)).to_contain_text("première venue")
    expect(page.get_by_role("region", name="En attente")).to_contain_text("Samir Haddad")

    # Two people of the same name: Enter asks which one.
    page.keyboard.type("zerrouk ali")
    expect(page.get_by_text("Ces personnes se ressemblent")).to_be_visible()
    expect(page.get_by_text("né en 1970 · Celleneuve")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#found .chosen")).to_have_count(1)
    assert Visit.objects.count() == 1
    axe(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(saved_line(page)).to_contain_text("Ali Zerrouk")
    assert Visit.objects.count() == 2


def test_la_matinee_de_l_accueil_sans_nom_groupe_et_permanences(morning, axe, fits, screenshot):
    page = morning
    for secret in ("Violences", "Maison des femmes"):
        expect(page.get_by_text(secret)).to_have_count(0)

    # Somebody without a name, sent to the CAF: two keys for the door.
    page.keyboard.press("Alt+s")
    page.keyboard.press("Alt+o")
    page.keyboard.press(page.locator("label.chip", has_text="Point relais CAF").get_attribute("data-pick"))
    page.keyboard.press("Enter")
    expect(saved_line(page)).to_contain_text("la permanence « Point relais CAF »")

    # A group, then three scans, one of them too many.
    page.keyboard.press("Alt+g")
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    expect(saved_line(page)).to_contain_text("Groupe de 6 personnes")
    scan = page.get_by_role("group", name="Scan")
    for _ in range(3):
        scan.get_by_role("button", name=re.compile("un de plus")).click()
    scan.get_by_role("button", name=re.compile("−1")).click()
    expect(scan.locator("[data-count]")).to_have_text("2")
    page.reload()
    expect(scan.locator("[data-count]")).to_have_text("2")

    # Somebody comes for what the desk only knows as a « rendez-vous » in an office.
    page.locator(".line").filter(has_text="Bureau 4").get_by_role("link").click()
    expect(page.get_by_label("Vient voir")).to_have_value(re.compile("permanence:"))
    page.keyboard.press("Alt+s")
    page.keyboard.press("Enter")
    expect(saved_line(page)).to_contain_text("Rendez-vous")
    axe(page)
    fits(page)
    screenshot(page, "accueil-matinee", full_page=True)

    assert Visit.objects.standing().count() == 3
    assert Referral.objects.get().to_permanence.title == "Point relais CAF"
    assert codes(Visit.objects.get(permanence__title="Violences")) == ["appointment"]
    assert ServiceGiven.objects.standing().on(today()).count() == 2


def test_qui_vient_voir_quelqu_un_est_annonce_sans_recharger(page, signed_in, samir, khadija, axe, fits):
    signed_in(samir)
    page.clock.install()
    page.goto("/ma-journee/")
    expect(page.get_by_text("Personne ne vous attend")).to_be_visible()
    mine = samir.assignments.get().platform
    visit(person=khadija, code="", came_for=Awaited(samir, mine))
    with page.expect_response("**/accueil/qui-m-attend/"):
        page.clock.fast_forward(16_000)
    expect(page.get_by_role("button", name="Je reçois Khadija Benali")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Je reçois Khadija Benali").click()
    expect(page.get_by_text("Vous recevez Khadija Benali")).to_be_visible()
    assert Visit.objects.get().received_by == samir


def test_la_liste_d_attente_dit_depuis_quand(samir, khadija, desk, axe, fits):
    desk.get_by_label("Vient voir").select_option(label="Samir Haddad")
    desk.get_by_role("searchbox", name="Qui est là ?").fill("benali")
    expect(desk.get_by_role("button", name="Enregistrer Khadija Benali")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(saved_line(desk)).to_contain_text("attend Samir Haddad")
    Visit.objects.update(arrived_at=(now() - timedelta(minutes=min(20, now().hour * 60))).time())
    desk.reload()
    waits = desk.get_by_role("region", name="En attente")
    expect(waits).to_contain_text("pour Samir Haddad")
    axe(desk)
    fits(desk)
    waits.get_by_role("button", name="N’attend plus").click()
    expect(desk.get_by_role("region", name="En attente")).to_have_count(0)


def test_une_consigne_pour_l_equipe(desk, khadija, axe, fits, screenshot):
    desk.keyboard.press("Alt+c")
    desk.get_by_label("Nouvelle consigne").fill("Benali Khadija repassera pour son courrier.")
    desk.get_by_role("button", name="Laisser la consigne").click()
    expect(desk.get_by_text("semble nommer Khadija Benali")).to_be_visible()
    desk.get_by_label("Nouvelle consigne").fill("Le copieur est en panne : envoyer à la médiathèque.")
    axe(desk)
    desk.get_by_role("button", name="Laisser la consigne").click()
    expect(desk.get_by_text("Le copieur est en panne")).to_be_visible()
    axe(desk)
    fits(desk)
    screenshot(desk, "consignes")
    desk.goto("/accueil/")
    expect(desk.get_by_role("link", name="Consignes du jour 1")).to_be_visible()
    assert HandoverNote.objects.count() == 1


def test_les_motifs_coches_suivent_la_nouvelle_personne(desk):
    desk.keyboard.type("martin odile")
    expect(desk.get_by_text("Personne ne répond à")).to_be_visible()
    desk.keyboard.press("Alt+m")
    for key in ("d", "c"):
        desk.keyboard.press(key)
    desk.keyboard.press("Alt+o")
    desk.keyboard.press("n")
    desk.keyboard.press("Alt+n")
    expect(desk.get_by_role("checkbox", name="Démarche en ligne")).to_be_checked()
    desk.keyboard.press("Enter")
    expect(saved_line(desk)).to_contain_text("Odile Martin")
    saved = Visit.objects.get()
    assert codes(saved) == ["procedure", "mail"] and saved.referral.to_platform.slug == "numerique"


def test_les_permanences_se_reglent(page, signed_in, axe, fits, screenshot):
    partner()
    RoomFactory(name="Bureau 3")
    signed_in(UserFactory(role=Role.MANAGER))
    page.goto("/reglages/permanences/")
    axe(page)
    page.keyboard.press("Alt+n")
    page.get_by_label("Partenaire*").select_option(label="CAF de l’Hérault")
    page.get_by_label("Thème*").fill("Point relais CAF")
    page.get_by_label("jeudi").check()
    axe(page)
    fits(page)
    page.locator("[name=starts_at]").fill("09:00")
    page.locator("[name=ends_at]").fill("12:00")
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("jeudi, chaque semaine")).to_be_visible()
    page.get_by_role("link", name="Point relais CAF").click()
    axe(page)
    fits(page)
    screenshot(page, "permanence")

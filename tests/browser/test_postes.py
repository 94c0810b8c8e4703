"""La matinée d’un service civique aux postes, et ce que l’accueil voit de la maison."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ceis.access import Role
from ceis.civil_time import now
from ceis.places.models import Room
from reception.models import ComputerSession, Headcount
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.building import computer, purpose, seated
from tests.factories.ceis import PASSWORD, RoomFactory, SiteFactory, UserFactory
from tests.factories.platforms import appointment, worker
from tests.factories.reception import receptionist, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house():
    return SiteFactory(name="Les Arceaux", capacity=100)


@pytest.fixture
def computers(house):
    room = RoomFactory(site=house, name="Espace libre accès", kind=Room.Kind.FREE_ACCESS)
    return [computer(f"Ordinateur {n}", room=room, position=n) for n in range(1, 4)]


def late(session: ComputerSession, minutes: int) -> ComputerSession:
    session.started_at -= timedelta(minutes=minutes)
    session.planned_until -= timedelta(minutes=minutes)
    session.save()
    return session


def line(page, name: str):
    return page.locator(".seat").filter(has_text=name)


def test_la_matinee_d_un_service_civique_aux_postes(page, signed_in, computers, axe, fits, screenshot):
    lilou = signed_in(UserFactory(role=Role.VOLUNTEER, first_name="Lilou", last_name="Sérignac"))
    khadija = BeneficiaryFactory(first_name="Khadija", last_name="Benali")
    late(seated(computers[2], person=khadija, purpose=purpose("job")), 80)
    page.goto("/")
    expect(page.get_by_role("heading", name="Postes en libre accès")).to_be_visible()
    expect(page.locator(".seat").first).to_contain_text("dépassé de 20")
    expect(page.locator(".seat").first).to_contain_text("Une personne")
    expect(page.locator("body")).not_to_contain_text("Benali")
    page.keyboard.press("1")
    expect(page.get_by_text("Ordinateur 1 : séance démarrée")).to_be_visible()
    expect(line(page, "Ordinateur 1")).to_contain_text("Sans nom")
    page.get_by_role("link", name="Préciser qui et pour quoi, Ordinateur 2").click()
    axe(page)
    fits(page)
    page.get_by_text("Démarche en ligne").click()
    page.get_by_label("Aidée par").select_option(str(lilou))
    page.keyboard.press("Alt+s")
    expect(line(page, "Ordinateur 2")).to_contain_text("avec l’aide de Lilou Sérignac")
    axe(page)
    fits(page)
    screenshot(page, "postes", full_page=True)
    page.keyboard.press("3")
    expect(page.get_by_text("Ordinateur 3 est libre.")).to_be_visible()
    page.get_by_role("link", name="Annuler la séance de Ordinateur 1").click()
    axe(page)
    page.get_by_label("Démarrée par erreur").check()
    page.get_by_role("button", name="Annuler cette séance").click()
    expect(page.get_by_text("elle ne compte pas")).to_be_visible()
    assert [one.computer.name for one in ComputerSession.objects.running().select_related("computer")] == [
        "Ordinateur 2"
    ]


def test_l_accueil_installe_une_personne_par_son_nom(page, signed_in, computers):
    signed_in(receptionist())
    khadija = BeneficiaryFactory(first_name="Khadija", last_name="Benali", birth_year=1984)
    page.goto(f"/accueil/postes/{computers[0].pk}/")
    page.keyboard.type("benali")
    expect(page.get_by_role("button", name="Démarrer pour Khadija Benali")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(line(page, "Ordinateur 1")).to_contain_text("Khadija Benali")
    assert ComputerSession.objects.get().beneficiary == khadija
    page.get_by_role("button", name="Prolonger Ordinateur 1").click()
    expect(page.get_by_text("prolongé jusqu’à")).to_be_visible()


def test_ou_m_installer_et_combien_de_monde(page, signed_in, house, computers, axe, fits, screenshot):
    moment = now()
    office = RoomFactory(site=house, name="Bureau Romarin", position=1)
    taken = RoomFactory(site=house, name="Bureau Lavande", position=2)
    khadija = BeneficiaryFactory(first_name="Khadija", last_name="Benali")
    samir = worker("numerique", first_name="Samir", last_name="Haddad")
    start, end = (moment - timedelta(minutes=2)).time(), (moment + timedelta(minutes=20)).time()
    appointment(of=samir, slug="numerique", person=khadija, room=taken, at=start, until=end)
    visit(person=khadija)
    signed_in(receptionist())
    page.goto("/accueil/")
    page.get_by_role("link", name="1 dans la maison sur 100").click()
    libres = page.get_by_role("region", name="Où m’installer ?")
    expect(libres).to_contain_text("Bureau Romarin")
    expect(page.get_by_role("region", name="Salles prises")).to_contain_text(
        "Rendez-vous de Khadija Benali avec Samir Haddad"
    )
    axe(page)
    fits(page)
    page.get_by_label("Je compte").fill("95")
    page.keyboard.press("Enter")
    expect(page.get_by_text("95 personnes comptées")).to_be_visible()
    expect(page.get_by_text("presque plein").first).to_be_visible()
    assert Headcount.objects.get().people == 95 and office.pk
    axe(page)
    screenshot(page, "maison", full_page=True)


def test_une_salle_se_ferme_dans_les_reglages(page, signed_in, house, axe, fits):
    RoomFactory(site=house, name="Bureau Romarin")
    signed_in(UserFactory(role=Role.MANAGER))
    page.goto("/reglages/")
    page.get_by_role("link", name="Le lieu").click()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Bureau Romarin").click()
    axe(page)
    fits(page)
    page.get_by_label("fermée à partir du").fill(f"{now():%Y-%m-%d}")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("fermée le")).to_be_visible()
    assert not Room.objects.offered().exists()


def test_sans_javascript(browser, browser_context_args, base_url, computers):
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False, "base_url": base_url})
    page = context.new_page()
    lilou = UserFactory(role=Role.VOLUNTEER)
    page.goto("/")
    page.get_by_label("Adresse électronique").fill(lilou.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("heading", name="Postes en libre accès")).to_be_visible()
    page.get_by_role("button", name="Démarrer sans nom à Ordinateur 1").click()
    expect(page.get_by_text("Ordinateur 1 : séance démarrée")).to_be_visible()
    page.get_by_role("button", name="Verrouiller").click()
    page.get_by_label("Mot de passe").first.fill(PASSWORD)
    page.get_by_role("button", name="Déverrouiller").click()
    expect(page.get_by_role("button", name="Terminer Ordinateur 1")).to_be_visible()
    context.close()

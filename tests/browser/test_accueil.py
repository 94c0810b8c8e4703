"""Journey 1: somebody is at the counter, and the screen must not make them wait. Keys are counted."""

from datetime import time

import pytest
from playwright.sync_api import expect

from beneficiaries.models import Beneficiary
from platforms.models import Referral
from reception.models import Visit
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import PASSWORD, RoomFactory
from tests.factories.platforms import appointment, platform, worker
from tests.factories.reception import codes, receptionist, visit
from tests.factories.workshops import registered, session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Hands:
    """What an agent presses, counted: letters typed to look for someone are free, the rest is not."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1


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


@pytest.fixture
def hands(desk):
    return Hands(desk)


def search(page):
    return page.get_by_role("searchbox", name="Qui est là ?")


def saved_line(page):
    return page.get_by_role("status").filter(has_text="C’est noté")


def found(page, name: str):
    expect(page.get_by_role("button", name=f"Enregistrer {name}")).to_be_visible()


def test_de_la_connexion_a_la_venue_enregistree(page, khadija):
    agent = receptionist()
    page.goto("/accueil/")
    page.get_by_label("Adresse électronique").fill(agent.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer").click()
    expect(search(page)).to_be_focused()
    page.keyboard.type("benali kadija")
    found(page, "Khadija Benali")
    page.get_by_text("Recherche d’emploi").click()
    page.locator("label").filter(has_text="Emploi").last.click()
    page.get_by_role("button", name="Enregistrer Khadija Benali").click()
    expect(saved_line(page)).to_contain_text("Khadija Benali")
    saved = Visit.objects.get()
    assert (saved.beneficiary, codes(saved), saved.referral.to_platform.slug) == (khadija, ["job"], "emploi")
    assert Referral.objects.waiting().to_platforms([platform("emploi").pk]).count() == 1


def test_une_personne_connue_en_quatre_touches_au_plus(desk, hands, khadija):
    hands.type("benali kadija")
    found(desk, "Khadija Benali")
    hands.press("Enter")
    expect(saved_line(desk)).to_contain_text("Khadija Benali")
    expect(search(desk)).to_be_focused()
    assert hands.pressed <= 4 and codes(Visit.objects.get()) == ["information"]


def test_entree_trop_vite_attend_la_reponse(desk, hands, khadija):
    hands.type("benali kadija")
    hands.press("Enter")
    expect(saved_line(desk)).to_contain_text("Khadija Benali")
    assert Visit.objects.get().beneficiary == khadija


def test_la_deuxieme_de_la_liste_par_les_fleches(desk, hands, khadija):
    other = BeneficiaryFactory(first_name="Kadija", last_name="Ben Ali", birth_year=1991)
    hands.type("kadija benali")
    found(desk, "Kadija Ben Ali")
    names = desk.locator("#found [data-row] strong").all_inner_texts()
    # Both only look alike: nobody is chosen yet, the first arrow chooses the first.
    hands.press(*["ArrowDown"] * (names.index("Kadija Ben Ali") + 1), "Enter")
    expect(saved_line(desk)).to_contain_text("Kadija Ben Ali")
    assert hands.pressed <= 4 and Visit.objects.get().beneficiary == other


def test_motif_et_orientation_deux_touches_de_plus_chacun(desk, hands, khadija):
    hands.type("benali kadija")
    found(desk, "Khadija Benali")
    hands.press("Alt+m", "d")
    hands.press("Alt+o", "n")
    hands.press("Enter")
    expect(saved_line(desk)).to_contain_text("Numérique")
    saved = Visit.objects.get()
    assert (codes(saved), saved.referral.to_platform.slug) == (["procedure"], "numerique")
    assert hands.pressed <= 4 + 2 + 2


def test_sans_nom_en_deux_touches(desk, hands):
    hands.press("Alt+s", "Enter")
    expect(saved_line(desk)).to_contain_text("Personne sans nom")
    assert hands.pressed == 2 and Visit.objects.get().headcount == 1


def test_un_groupe_de_douze(desk, hands):
    hands.press("Alt+g", "1", "2", "Enter")
    expect(saved_line(desk)).to_contain_text("Groupe de 12 personnes")
    assert hands.pressed <= 4 + 2 and Visit.objects.get().headcount == 12


def test_une_nouvelle_personne_sans_quitter_le_clavier(desk, hands, axe, fits):
    hands.type("roux odile")
    expect(desk.get_by_text("Personne ne répond à")).to_be_visible()
    hands.press("Alt+n")
    expect(desk.get_by_label("Nom d’usage")).to_have_value("Roux")
    expect(desk.get_by_label("Prénom")).to_have_value("Odile")
    axe(desk)
    fits(desk)
    hands.press("Enter")
    expect(saved_line(desk)).to_contain_text("Odile Roux")
    person = Beneficiary.objects.get()
    assert hands.pressed <= 12 and (person.last_name, person.visits.count()) == ("Roux", 1)


def test_une_presque_homonyme_est_montree_avant(desk, hands, khadija, axe):
    desk.goto("/accueil/nouvelle-personne/?q=benali+kadija")
    expect(desk.get_by_text("Le dossier existe peut-être")).to_be_visible()
    axe(desk)
    desk.get_by_role("link", name="C’est cette personne : Khadija Benali").click()
    found(desk, "Khadija Benali")
    assert Beneficiary.objects.count() == 1


def test_la_personne_attendue_arrive_en_un_clic(page, signed_in, khadija):
    expected = appointment(person=khadija, at=time(10, 30), until=time(11))
    signed_in(receptionist())
    page.goto("/accueil/")
    page.get_by_role("button", name="Arrivée de Khadija Benali").click()
    expect(saved_line(page)).to_contain_text("Rendez-vous")
    expect(page.get_by_text("arrivé ", exact=False).first).to_be_visible()
    assert Visit.objects.get().appointment == expected


def test_qui_a_rendez_vous_est_propose_pour_son_rendez_vous(page, signed_in, khadija):
    appointment(person=khadija, at=time(10, 30), until=time(11))
    signed_in(receptionist())
    page.goto("/accueil/?q=benali")
    expect(page.get_by_role("checkbox", name="Rendez-vous")).to_be_checked()
    expect(page.get_by_text("Khadija vient pour")).to_be_visible()


def test_corriger_puis_annuler(desk, khadija, axe, fits):
    visit(person=khadija)
    desk.reload()
    desk.get_by_role("link", name="Corriger la venue de Khadija Benali").click()
    axe(desk)
    fits(desk)
    desk.get_by_text("Courrier, papiers").click()
    desk.get_by_role("button", name="Enregistrer la correction").click()
    expect(saved_line(desk)).to_contain_text("Courrier, papiers")
    saved_line(desk).get_by_role("link", name="Annuler").click()
    desk.get_by_label("Enregistrée deux fois").check()
    desk.get_by_role("button", name="Annuler la venue").click()
    expect(desk.get_by_text("est annulée")).to_be_visible()
    assert not Visit.objects.standing().exists()


def test_la_mise_a_jour_ne_vole_pas_le_champ(desk, khadija):
    desk.clock.install()
    desk.goto("/accueil/")
    desk.keyboard.type("ben")
    visit(person=khadija)
    with desk.expect_response("**/accueil/aujourd-hui/"):
        desk.clock.fast_forward(31_000)
    expect(desk.get_by_role("link", name="Corriger la venue de Khadija Benali")).to_be_visible()
    expect(search(desk)).to_be_focused()
    expect(search(desk)).to_have_value("ben")


def test_une_journee_pleine_se_lit_partout(desk, khadija, axe, fits, screenshot):
    room = RoomFactory(name="Bureau 2")
    appointment(
        person=khadija,
        room=room,
        of=worker("numerique", first_name="Samir", last_name="Haddad"),
        at=time(23),
        until=time(23, 30),
    )
    appointment(slug="sante", at=time(23, 30), until=time(23, 45), room=room)
    registered(session(slug="numerique", title="Ma boîte mail", places=10, room=RoomFactory(name="Salle multimédia")))
    BeneficiaryFactory(first_name="Kadija", last_name="Ben Ali", birth_year=1991, sex="F", neighbourhood="Celleneuve")
    for slug, code in (("emploi", "job"), ("budget", "budget")):
        visit(code=code, sent_to=platform(slug), person=BeneficiaryFactory())
    desk.goto("/accueil/")
    axe(desk)
    desk.keyboard.type("benali kadija")
    found(desk, "Khadija Benali")
    axe(desk)
    fits(desk)
    screenshot(desk, "accueil", full_page=True)


@pytest.mark.parametrize("javascript", [False], ids=["sans-javascript"])
def test_sans_javascript(browser, browser_context_args, base_url, khadija, javascript):
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": javascript, "base_url": base_url})
    page = context.new_page()
    agent = receptionist()
    page.goto("/accueil/")
    page.get_by_label("Adresse électronique").fill(agent.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer").click()
    search(page).fill("benali kadija")
    page.keyboard.press("Enter")
    page.get_by_text("Recherche d’emploi").click()
    page.get_by_role("button", name="Enregistrer Khadija Benali").click()
    expect(saved_line(page)).to_contain_text("Recherche d’emploi")
    page.get_by_label("Groupe de").fill("3")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Choisissez qui est là")).to_be_visible()
    assert Visit.objects.get().beneficiary == khadija
    context.close()

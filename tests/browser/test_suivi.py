"""Suivre une personne : la journée, un rendez-vous, un entretien écrit, et rien de perdu."""

from datetime import time, timedelta

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from ceis.civil_time import today
from ceis.models import Draft
from platforms.actions import set_status
from platforms.models import Appointment, Interview, Task
from tests.factories import platforms as make
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import PASSWORD, RoomFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SUMMARY = "Bilan de mi-parcours. Souhaite le métier d’aide-soignante."


@pytest.fixture
def claire(signed_in):
    return signed_in(make.worker(first_name="Claire", last_name="Fabre", email="claire@ceis.example"))


@pytest.fixture
def khadija(claire):
    return BeneficiaryFactory(by=claire, first_name="Khadija", last_name="Benali")


class Hands:
    """Un clavier qui compte ses touches ; le texte tapé n’en est pas."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.pressed += times

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def focused(self) -> str:
        return self.page.evaluate("document.activeElement.name || document.activeElement.tagName")


def test_ma_journee(page, claire, khadija, axe, fits, screenshot):
    appointment = make.appointment(of=claire, person=khadija, room=RoomFactory(name="Bureau 1"))
    set_status(by=claire, appointment=appointment, status="arrived", at=time(10, 52))
    make.appointment(of=claire, person=khadija, day=today() - timedelta(days=1))
    make.task(of=claire, person=khadija)
    referral = make.referral(person=khadija)
    page.goto("/ma-journee/")
    expect(page.get_by_text("arrivé 10 h 52", exact=True)).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "ma-journee")
    page.get_by_text("Refuser").click()
    page.get_by_role("button", name="Pas de place avant longtemps").click()
    expect(page.get_by_text("Orientation refusée.")).to_be_visible()
    referral.refresh_from_db()
    assert referral.refusal_reason.code == "no_place"
    page.get_by_role("button", name="Fait").click()
    expect(page.get_by_text("Rien à faire pour aujourd’hui")).to_be_visible()
    assert Task.objects.get().done_on == today()


def test_prendre_un_rendez_vous(page, claire, khadija, axe, fits):
    RoomFactory(name="Bureau 1")
    page.goto(f"/personnes/{khadija.pk}/")
    page.keyboard.press("Alt+r")
    expect(page.get_by_role("heading", name="Khadija Benali")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_text("30 min", exact=True).click()
    slots = page.locator("#creneaux button")
    expect(slots.first).to_be_visible()
    with page.expect_response("**/creneaux/**"):
        page.get_by_text("par téléphone", exact=True).click()
    expect(slots.first).not_to_contain_text("Bureau")
    slots.first.click()
    expect(page.get_by_text("Rendez-vous pris")).to_be_visible()
    appointment = Appointment.objects.get()
    assert (appointment.channel, appointment.minutes, appointment.room) == ("phone", 30, None)
    axe(page)
    fits(page)


def test_une_heure_deja_prise_se_dit_sans_rien_perdre(page, claire, khadija, axe):
    room, tomorrow = RoomFactory(name="Bureau 1"), today() + timedelta(days=1)
    make.appointment(of=claire, day=tomorrow, person=BeneficiaryFactory(by=claire, last_name="Vidal"))
    page.goto(f"/rendez-vous/nouveau/?personne={khadija.pk}")
    page.get_by_label("Jour").fill(tomorrow.isoformat())
    page.get_by_label("Heure").fill("09:30")
    page.get_by_label("Salle").select_option(str(room.pk))
    page.get_by_label("Heure").press("Enter")
    expect(page.get_by_text("Déjà pris")).to_be_visible()
    expect(page.get_by_label("Heure")).to_have_value("09:30")
    expect(page.locator("body")).not_to_contain_text("Vidal")
    axe(page)
    page.get_by_label("Heure").fill("14:00")
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("Rendez-vous pris")).to_be_visible()


def test_l_agenda_du_lieu(page, claire, khadija, axe, fits, screenshot):
    make.appointment(of=claire, person=khadija, room=RoomFactory(name="Bureau 1"))
    make.appointment(slug="sante", person=BeneficiaryFactory(by=claire, last_name="Vidal"))
    page.goto("/agenda/")
    expect(page.get_by_role("heading", name="Claire Fabre")).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "agenda")
    for view in ("Par salle", "Semaine"):
        page.get_by_role("link", name=view).click()
        expect(page.get_by_text("Khadija Benali").first).to_be_visible()
        axe(page)
        fits(page)
    page.get_by_text("Choisir un jour, filtrer").click()
    page.get_by_label("Avec").select_option("Claire Fabre")
    page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_text("Khadija Benali")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Vidal")


def test_ecrire_un_entretien_au_clavier_en_moins_de_20_touches_hors_du_texte(
    page, claire, khadija, axe, fits, screenshot
):
    hands = Hands(page)
    page.goto(f"/personnes/{khadija.pk}/")
    hands.press("Alt+e")
    expect(page.get_by_role("heading", name="Entretien avec Khadija Benali")).to_be_visible()
    axe(page)
    fits(page)
    screenshot(page, "entretien")
    assert hands.focused() == "themes"
    hands.press("Space")
    hands.press("Tab", times=9)
    hands.press("ArrowRight")
    hands.press("Tab", times=2)
    assert hands.focused() == "shared"
    hands.type(SUMMARY)
    hands.press("Tab")
    hands.type("Relancer la crèche")
    hands.press("Alt+s")
    expect(page.get_by_text("Entretien enregistré.")).to_be_visible()
    assert hands.pressed < 20
    interview = Interview.objects.get()
    assert (interview.minutes, interview.notes.get().text) == (30, SUMMARY)
    assert interview.notes.get().themes.get().code == "emploi_project"
    assert Task.objects.get().what == "Relancer la crèche"
    axe(page)
    fits(page)
    page.goto(f"/personnes/{khadija.pk}/")
    expect(page.get_by_text(SUMMARY)).to_be_visible()
    axe(page)


def test_la_session_expire_pendant_que_j_ecris_rien_n_est_perdu(page, claire, khadija):
    page.goto(f"/entretiens/nouveau/?personne={khadija.pk}")
    page.get_by_text("Formation", exact=True).click()
    page.get_by_text("45 min", exact=True).click()
    page.get_by_label("Ce qui a été fait").fill(SUMMARY)
    Session.objects.all().delete()
    page.keyboard.press("Alt+s")
    page.locator("input[type=password]").wait_for()
    assert not Interview.objects.exists()
    page.locator("input[type=email]").fill(claire.email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ce qui a été fait")).to_have_value(SUMMARY)
    expect(page.get_by_label("45 min", exact=True)).to_be_checked()
    expect(page.get_by_label("Formation", exact=True)).to_be_checked()
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("Entretien enregistré.")).to_be_visible()
    assert Interview.objects.get().notes.get().text == SUMMARY
    assert not Draft.objects.exists()


def test_un_brouillon_se_garde_tout_seul_et_revient(page, claire, khadija):
    address = f"/entretiens/nouveau/?personne={khadija.pk}"
    page.goto(address)
    with page.expect_response("**/brouillons/"):
        page.get_by_label("Ce qui a été fait").fill("Commencé")
    expect(page.locator(".draft-line")).to_contain_text("Brouillon enregistré")
    page.goto(address)
    expect(page.get_by_label("Ce qui a été fait")).to_have_value("Commencé")


def test_un_mot_de_passe_dans_une_note_se_voit_avant_d_enregistrer(page, claire, khadija, axe, fits):
    page.goto(f"/entretiens/nouveau/?personne={khadija.pk}")
    page.get_by_text("15 min", exact=True).click()
    page.get_by_label("Ce qui a été fait").fill("Compte ouvert, mot de passe : Figuier34")
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("Le texte contient un mot de passe")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_label("Garder ce texte tel quel").check()
    page.get_by_label("Pourquoi le garder").select_option("asked")
    page.keyboard.press("Alt+s")
    expect(page.get_by_text("Entretien enregistré.")).to_be_visible()

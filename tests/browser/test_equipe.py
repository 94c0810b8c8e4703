"""L’administratrice ouvre un compte, donne un rôle, ferme un compte ; chacun lit qui peut quoi."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ceis.access import Role
from tests.factories.ceis import UserFactory

LINK = re.compile(r"^http://.+/compte/mot-de-passe/nouveau/.+/$")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ines(signed_in):
    return signed_in(UserFactory(role=Role.ADMINISTRATOR, first_name="Inès", last_name="Carrière"))


def test_ouvrir_un_compte_puis_donner_et_finir_un_role(page, ines, axe, fits):
    page.goto("/")
    expect(page.get_by_role("heading", name="Équipe", exact=True)).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Créer un compte").click()
    axe(page)
    fits(page)
    page.get_by_label("Prénom").fill("Karim")
    page.get_by_role("textbox", name="Nom", exact=False).last.fill("Haddad")
    page.get_by_label("Adresse électronique").fill("karim@ceis.example")
    page.get_by_role("combobox", name="Rôle").select_option(label="médiateur numérique")
    page.get_by_label("Plateforme").select_option(label="Numérique")
    page.get_by_role("button", name="Créer le compte").click()
    expect(page.get_by_text("Une invitation est partie à karim@ceis.example.")).to_be_visible()
    expect(page.get_by_role("heading", name="Karim Haddad")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("combobox", name="Rôle").select_option(label="accueil")
    page.get_by_role("button", name="Donner ce rôle").click()
    expect(page.get_by_text("Karim Haddad tient maintenant ce rôle : accueil.")).to_be_visible()
    page.get_by_role("link", name="Finir le rôle accueil").click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Finir ce rôle").click()
    expect(page.get_by_text("C’est noté pour Karim Haddad : accueil.")).to_be_visible()


def test_fermer_un_compte_mais_pas_le_sien(page, ines, axe, fits):
    marc = UserFactory(role=Role.RECEPTION, first_name="Marc", last_name="Le Goff")
    page.goto(reverse("accounts:member", args=[marc.pk]))
    page.get_by_role("link", name="Fermer le compte").click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Fermer le compte").click()
    expect(page.get_by_text("Le compte de Marc Le Goff est fermé.")).to_be_visible()
    page.goto(reverse("accounts:close", args=[ines.pk]))
    page.get_by_role("button", name="Fermer le compte").click()
    expect(page.get_by_role("alert")).to_contain_text("On ne ferme pas son propre compte")


def test_sans_courriel_le_lien_se_remet(page, ines, settings, axe, fits):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    marc = UserFactory(role=Role.RECEPTION, first_name="Marc")
    page.goto(reverse("accounts:member", args=[marc.pk]))
    page.get_by_role("button", name="Nouveau mot de passe").click()
    expect(page.get_by_label("Lien à remettre")).to_have_value(LINK)
    axe(page)
    fits(page)


def test_qui_peut_quoi(page, signed_in, axe, fits):
    signed_in(UserFactory(role=Role.MANAGER))
    page.goto("/equipe/droits/")
    row = page.get_by_role("row").filter(has_text="demander, signer et corriger les rapports")
    expect(row.get_by_text("oui")).to_have_count(1)
    axe(page)
    fits(page)

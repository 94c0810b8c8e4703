"""The manager brings the published perimeters; a worker corrects an address, notes a move, reads the QPV."""

import pytest
from playwright.sync_api import expect

from beneficiaries import locating
from beneficiaries.models import Residence
from ceis.access import Role
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.territory import at, feature, geojson, square, two_lists, two_neighbourhoods

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sofia(signed_in):
    return signed_in(UserFactory(role=Role.MANAGER, first_name="Sofia", last_name="Alaoui"))


@pytest.fixture
def claire(signed_in):
    return signed_in(UserFactory(role=Role.SOCIAL_WORKER, first_name="Claire", last_name="Martin"))


def test_la_direction_met_a_jour_les_quartiers_prioritaires(page, sofia, tmp_path, axe, fits):
    good, wrong = tmp_path / "qp2024.geojson", tmp_path / "lambert.geojson"
    zones = [feature("QN034901", "Port Neuf", square(0, 0)), feature("QN034902", "Côte Bleue", square(1, 0)[:-1])]
    good.write_bytes(geojson(*zones, feature("QN034903", "Perdue", [[3.9, 43.5]])))
    wrong.write_bytes(geojson(zones[0]).replace(b"3.9", b"770000"))

    page.goto("/reglages/")
    page.get_by_role("link", name="Quartiers et QPV").click()
    axe(page)
    fits(page)
    page.get_by_label("Fichier GeoJSON").set_input_files(wrong)
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_text("Lambert 93")).to_be_visible()
    axe(page)

    page.get_by_label("Fichier GeoJSON").set_input_files(good)
    page.get_by_label("Fichier GeoJSON").press("Tab")
    page.get_by_role("button", name="Vérifier").press("Enter")
    expect(page.get_by_text("Rien n’est encore enregistré")).to_be_visible()
    expect(page.get_by_text("contour refermé")).to_be_visible()
    expect(page.get_by_text("moins de trois points")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Prendre ces zones").press("Enter")
    expect(page.get_by_text("2 ajoutées").first).to_be_visible()
    expect(page.get_by_role("cell", name="qp2024.geojson")).to_be_visible()
    axe(page)
    fits(page)


def test_claire_note_un_demenagement_et_lit_le_qpv(page, claire, axe, fits):
    two_lists()
    two_neighbourhoods()
    leila = BeneficiaryFactory(
        first_name="Leïla", last_name="Zerrouki", address="3, rue du Pont", postcode="34070", city="Montpellier"
    )
    page.goto(f"/personnes/{leila.pk}/")
    expect(page.get_by_text("Non géocodé")).to_be_visible()

    page.goto(f"/personnes/{leila.pk}/identite/")
    expect(page.get_by_label("En quartier prioritaire")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_label("Adresse", exact=True).fill("8, rue Haute")
    page.get_by_label("A déménagé le").fill("2026-11-02")
    page.get_by_label("Quartier", exact=True).fill("Rivage")
    page.get_by_label("En quartier prioritaire").select_option("Oui")
    page.get_by_role("button", name="Enregistrer").press("Enter")
    expect(page.get_by_text("Choisi par l’équipe")).to_be_visible()
    expect(page.get_by_text("3, rue du Pont 34070 Montpellier")).to_be_visible()

    longitude, latitude = at(1.5, 0.5)
    Residence.objects.present().update(longitude=longitude, latitude=latitude, method="service", placed_edition=None)
    locating.sweep()
    page.reload()
    expect(page.get_by_text("Oui : QPV Port Neuf")).to_be_visible()
    expect(page.get_by_text("D’après l’adresse")).to_be_visible()
    axe(page)
    fits(page)

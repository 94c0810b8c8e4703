"""The programme of the week and the attendance sheet, by the mediator who holds the workshop."""

import pytest
from playwright.sync_api import expect

from beneficiaries.models import Encounter
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory
from tests.factories.platforms import worker
from tests.factories.workshops import registered, session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_noter_les_presences(page, signed_in, axe, fits, screenshot):
    mediator = signed_in(worker("numerique", first_name="Samir", last_name="Haddad"))
    held = session(
        slug="numerique", title="Ma boîte mail", room=RoomFactory(name="Salle multimédia"), facilitators=[mediator]
    )
    registered(held, BeneficiaryFactory(first_name="Khadija", last_name="Benali"))
    registered(held, BeneficiaryFactory(first_name="Lucas", last_name="Martin"))
    page.goto("/ateliers/")
    axe(page)
    fits(page)
    screenshot(page, "ateliers", full_page=True)
    page.get_by_role("link", name="Ma boîte mail").click()
    axe(page)
    fits(page)
    page.get_by_role("group", name="Khadija Benali").get_by_label("Présent").check()
    page.get_by_role("group", name="Lucas Martin").get_by_label("Excusé").check()
    page.get_by_label("Personnes venues sans donner leur nom").fill("3")
    page.get_by_role("button", name="Enregistrer les présences").click()
    expect(page.get_by_text("4 présents")).to_be_visible()
    screenshot(page, "atelier", full_page=True)
    assert sum(line.headcount for line in Encounter.objects.standing()) == 4

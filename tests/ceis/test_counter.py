"""« Mode guichet »: what is masked is masked in what is sent."""

import pytest
from django.urls import reverse

from ceis.access import Role
from ceis.counter import initials
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.platforms import appointment
from tests.factories.reception import receptionist, visit


@pytest.mark.parametrize(
    "name, shown",
    [("Khadija Benali", "K. B."), ("Jean-Noël d’Arc", "J. D."), ("Élise", "É."), ("", "personne"), ("- 3", "personne")],
)
def test_initials(name, shown):
    assert initials(name) == shown


@pytest.fixture
def agent(client):
    user = receptionist()
    client.force_login(user)
    return user


@pytest.mark.django_db
def test_the_names_of_others_leave_the_page(client, agent):
    expected, came = BeneficiaryFactory(last_name="Zerrouki"), BeneficiaryFactory(last_name="Ouattara")
    appointment(person=expected)
    visit(person=came)
    assert "Zerrouki" in (page := client.get("/accueil/").content.decode()) and "Ouattara" in page
    client.post(reverse("counter_mode"), headers={"referer": "http://testserver/accueil/"})
    for url in ("/accueil/", "/accueil/aujourd-hui/"):
        page = client.get(url).content.decode()
        assert "Zerrouki" not in page and "Ouattara" not in page, url
    assert "Mode guichet" in client.get("/accueil/").content.decode()
    assert "Zerrouki" in client.get("/accueil/?q=zerrouki").content.decode()
    client.post(reverse("counter_mode"))
    assert "Ouattara" in client.get("/accueil/").content.decode()


@pytest.mark.django_db
def test_it_is_the_desk_s(client):
    client.force_login(UserFactory(role=Role.VOLUNTEER))
    assert client.post(reverse("counter_mode")).status_code == 403
    assert "Alt U" not in client.get("/ateliers/").content.decode()

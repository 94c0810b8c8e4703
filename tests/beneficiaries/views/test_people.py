from datetime import time
from uuid import uuid4

import pytest
from django.urls import reverse

from beneficiaries.actions import note_encounter
from beneficiaries.models import Encounter
from ceis.access import Role
from ceis.civil_time import today
from ceis.models import Platform
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("beneficiaries:list")
RESULTS = reverse("beneficiaries:results")


def test_the_page_without_a_word_typed_shows_the_records_opened_last(client, agent, khadija):
    assert "Khadija" not in client.get(LIST).text
    client.get(reverse("beneficiaries:detail", args=[khadija.pk]))
    page = client.get(LIST)
    assert page.status_code == 200 and "Khadija" in page.text


def test_records_opened_by_others_are_not_in_it(client, agent, khadija):
    client.force_login(UserFactory(role=Role.RECEPTION))
    client.get(reverse("beneficiaries:detail", args=[khadija.pk]))
    client.force_login(agent)
    assert "Khadija" not in client.get(LIST).text


def test_typing_finds_without_the_rest_of_the_page(client, agent, khadija):
    page = client.get(RESULTS, {"q": "kadija"}, headers={"HX-Request": "true"})
    assert "<mark>Khadija</mark>" in page.text and "<html" not in page.text
    assert "né" in page.text and "1984" in page.text and "Figuerolles" in page.text


def test_enter_finds_more_widely_and_says_so(client, agent, khadija):
    assert "Personne de ce nom" in client.get(RESULTS, {"q": "kadidjah benaly"}).text
    page = client.get(LIST, {"q": "kadidjah benaly"})
    assert "Recherche élargie" in page.text and "Khadija" in page.text


def test_a_secret_meeting_is_not_counted_aloud(client, agent, khadija):
    sante = Platform.objects.get(slug="sante").pk
    note_encounter(
        source=uuid4(), kind=Encounter.Kind.INTERVIEW, day=today(), at=time(9), beneficiary=khadija, platform_id=sante
    )
    assert "jamais venue" in client.get(RESULTS, {"q": "benali"}).text
    client.force_login(UserFactory(role=Role.HEALTH_ADVISER, platform="sante"))
    assert "déjà venue une fois" in client.get(RESULTS, {"q": "benali"}).text


def test_a_protected_neighbourhood_is_not_shown(client, agent, khadija):
    khadija.protected_contact = True
    khadija.save()
    assert "Figuerolles" not in client.get(RESULTS, {"q": "benali"}).text


@pytest.mark.parametrize("url", [LIST, RESULTS])
@pytest.mark.parametrize("typed", ["\x00", "'\"<script>alert(1)</script>", "%", "a" * 200_000, "\u202e", "31/02/1984"])
def test_any_text_gets_a_page(client, agent, khadija, url, typed):
    page = client.get(url, {"q": typed[:7000]})
    assert page.status_code == 200 and "<script>alert" not in page.text


@pytest.mark.parametrize("url", [LIST, RESULTS])
@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.MANAGER, Role.DPO, Role.ADMINISTRATOR, Role.PARTNER])
def test_whoever_may_not_look_people_up_is_refused(client, url, role):
    client.force_login(UserFactory(role=role))
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("url", [LIST, RESULTS])
def test_it_is_only_read(client, agent, url):
    assert client.post(url).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_people_found(client, agent, rows, django_assert_num_queries):
    for person in BeneficiaryFactory.create_batch(rows, last_name="Benali"):
        client.get(reverse("beneficiaries:detail", args=[person.pk]))
    # session, user, the request's savepoint and its end, roles, people, encounters
    with django_assert_num_queries(7):
        assert client.get(RESULTS, {"q": "benali"}, headers={"HX-Request": "true"}).text.count("data-found") == rows
    # the same, and one's own journal
    with django_assert_num_queries(8):
        assert client.get(RESULTS, headers={"HX-Request": "true"}).text.count("data-found") == rows

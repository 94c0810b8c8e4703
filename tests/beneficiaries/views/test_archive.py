from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from beneficiaries.actions import archive_record, note_encounter
from beneficiaries.models import Beneficiary, Encounter
from beneficiaries.search import find
from ceis.access import Role
from ceis.civil_time import today
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("beneficiaries:archived")


@pytest.fixture
def coordinator(client):
    user = UserFactory(role=Role.COORDINATOR)
    client.force_login(user)
    return user


def archive(client, person, because):
    return client.post(reverse("beneficiaries:archive", args=[person.pk]), {"because": because})


def came(person, day):
    note_encounter(source=uuid4(), kind=Encounter.Kind.VISIT, day=day, at=time(9), beneficiary=person)


def test_an_archived_file_leaves_the_search_and_comes_back(client, coordinator, khadija):
    assert archive(client, khadija, "moved").status_code == 302
    assert find("benali", user=coordinator) == []
    assert client.get(reverse("beneficiaries:detail", args=[khadija.pk])).status_code == 404
    page = client.get(LIST, {"q": "benaly"}).text
    assert "Khadija Benali" in page and "a quitté la région" in page
    assert "Khadija" not in client.get(LIST, {"q": "martin"}).text
    for _ in range(2):  # a double click reopens once
        assert client.post(reverse("beneficiaries:reopen", args=[khadija.pk])).status_code == 302
    assert [match.beneficiary for match in find("benali", user=coordinator)] == [khadija]


def test_the_search_says_that_one_is_archived_and_not_who(client, agent, khadija):
    archive_record(by=agent, beneficiary=khadija, because=Beneficiary.ArchiveReason.ASKED)
    page = client.get(reverse("beneficiaries:list"), {"q": "khadija benali"}).text
    assert "1 dossier archivé" in page and khadija.file_number not in page and "Figuerolles" not in page


@pytest.mark.parametrize(("days", "status"), [(729, 422), (731, 302)])
def test_no_contact_for_two_years_is_checked(client, coordinator, khadija, days, status):
    came(khadija, today() - timedelta(days=days))
    answer = archive(client, khadija, "no_contact")
    assert answer.status_code == status
    assert (Beneficiary.objects.get(pk=khadija.pk).archived_at is None) == (status == 422)
    assert status == 302 or "venue il y a moins de deux ans" in answer.text


@pytest.mark.parametrize("because", ["", "later", "\x00"])
def test_a_reason_is_needed(client, coordinator, khadija, because):
    answer = archive(client, khadija, because)
    assert answer.status_code == 422 and "invalid-feedback" in answer.text


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_only_who_keeps_the_archive(client, khadija, role):
    client.force_login(UserFactory(role=role))
    assert client.get(LIST).status_code == 403
    assert archive(client, khadija, "moved").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, coordinator, rows, django_assert_num_queries):
    for person in BeneficiaryFactory.create_batch(rows):
        archive_record(by=coordinator, beneficiary=person, because=Beneficiary.ArchiveReason.ASKED)
    with django_assert_num_queries(9):
        assert client.get(LIST).text.count("Rouvrir") == rows

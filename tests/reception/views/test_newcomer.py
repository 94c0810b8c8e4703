"""/accueil/nouvelle-personne/: a file and a visit in one form."""

import uuid
from urllib.parse import quote_from_bytes

import pytest
from django.urls import reverse

from beneficiaries.models import Beneficiary
from ceis.access import Role
from reception.models import Visit
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.reception import receptionist

pytestmark = pytest.mark.django_db
NEWCOMER = reverse("reception:newcomer")


@pytest.fixture
def agent(client):
    user = receptionist()
    client.force_login(user)
    return user


def posted(**typed) -> dict:
    return {"id": str(uuid.uuid4()), "last_name": "Benali", "first_name": "Khadija"} | typed


def test_what_was_typed_is_already_there(client, agent):
    form = client.get(NEWCOMER, {"q": "benali kadija 1984"}).context["form"]
    assert [form[name].value() for name in ("last_name", "first_name", "birth")] == ["Benali", "Kadija", "1984"]


def test_the_file_and_the_visit(client, agent):
    answer = client.post(NEWCOMER, posted(birth="12/03/1984", phone="06 12 34 56 78", destination="numerique"))
    person = Beneficiary.objects.get()
    assert (str(person), f"{person.birth_date}", person.phone) == ("Khadija Benali", "1984-03-12", "+33612345678")
    saved = Visit.objects.get()
    assert (saved.beneficiary, saved.referral.to_platform.slug) == (person, "numerique")
    assert answer.url == f"{reverse('reception:desk')}?venue={saved.pk}"


def test_posting_twice_opens_one_file(client, agent):
    data = posted()
    assert client.post(NEWCOMER, data).url == client.post(NEWCOMER, data).url
    assert (Beneficiary.objects.count(), Visit.objects.count()) == (1, 1)


def test_going_back_to_type_somebody_else_loses_nobody(client, agent):
    data = posted()
    client.post(NEWCOMER, data)
    client.post(NEWCOMER, data | {"first_name": "Odile", "last_name": "Roux"})
    assert (Beneficiary.objects.count(), Visit.objects.count()) == (2, 2)


def test_someone_known_is_shown_before_a_second_file(client, agent):
    known = BeneficiaryFactory(first_name="Kadija", last_name="Benali")
    answer = client.post(NEWCOMER, posted())
    assert answer.status_code == 422 and known.file_number in answer.content.decode()
    assert Beneficiary.objects.count() == 1
    client.post(NEWCOMER, posted(other=answer.context["form"].named))
    assert Beneficiary.objects.count() == 2


def test_another_name_typed_after_the_warning_is_looked_for_too(client, agent):
    BeneficiaryFactory(first_name="Kadija", last_name="Benali")
    BeneficiaryFactory(first_name="Odile", last_name="Roux")
    seen = client.post(NEWCOMER, posted()).context["form"].named
    answer = client.post(NEWCOMER, posted(last_name="Roux", first_name="Odile", other=seen))
    assert answer.status_code == 422 and Beneficiary.objects.count() == 2


@pytest.mark.parametrize(
    "typed, field",
    [
        ({"last_name": ""}, "last_name"),
        ({"first_name": " \u202e "}, "first_name"),
        ({"last_name": "-", "first_name": "…"}, "last_name"),
        ({"last_name": "x" * 200_000}, "last_name"),
        ({"birth": "31/02/1984"}, "birth"),
        ({"birth": "3084"}, "birth"),
        ({"birth": "hier"}, "birth"),
        ({"phone": "12"}, "phone"),
        ({"phone": "x" * 5000}, "phone"),
        ({"destination": "mars"}, "destination"),
        ({"id": "%00"}, "id"),
    ],
)
def test_what_the_form_refuses(client, agent, typed, field):
    answer = client.post(NEWCOMER, posted(**typed))
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert not Beneficiary.objects.exists()


@pytest.mark.parametrize("typed", ["\x00", "\ud800", "\u202e", "a" * 200_000, "<b>", "12345"])
def test_whatever_was_searched_opens_the_form(client, agent, typed):
    raw = quote_from_bytes(typed.encode("utf-8", "surrogatepass"))
    answer = client.get(f"{NEWCOMER}?q={raw}")
    assert answer.status_code == 200 and b"<b>" not in answer.content.split(b"<main")[1].split(b"<form")[1]


def test_roles_that_open_no_file(client, agent):
    client.force_login(UserFactory(role=Role.VOLUNTEER))
    assert client.get(NEWCOMER).status_code == client.post(NEWCOMER, posted()).status_code == 403
    assert client.put(NEWCOMER).status_code == 403
    client.force_login(agent)
    assert client.put(NEWCOMER).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_costs_the_same_whoever_looks_alike(client, agent, rows, django_assert_num_queries):
    for _ in range(rows):
        BeneficiaryFactory(first_name="Kadija", last_name="Benali")
    with django_assert_num_queries(12):
        client.get(NEWCOMER, {"q": "benali kadija"}, headers={"HX-Request": "true"})

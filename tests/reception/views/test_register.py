"""/accueil/venues/ and the button « Arrivée »: what is posted at the desk."""

import uuid

import pytest
from django.urls import reverse

from ceis.access import Role
from partners.models import Partner
from platforms.models import Appointment, Referral
from reception.models import Visit
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.platforms import appointment, platform
from tests.factories.reception import codes, reason, receptionist

pytestmark = pytest.mark.django_db
REGISTER = reverse("reception:register")


@pytest.fixture
def agent(client):
    user = receptionist()
    client.force_login(user)
    return user


def posted(**typed) -> dict:
    return {"id": str(uuid.uuid4()), "who": "anonyme"} | {name: str(value) for name, value in typed.items()}


def test_a_person_a_reason_and_a_destination(client, agent):
    person = BeneficiaryFactory()
    data = posted(who=person.pk, reasons=reason("job").pk, destination="emploi")
    answer = client.post(REGISTER, data)
    saved = Visit.objects.get()
    assert answer.status_code == 302 and answer.url == f"{reverse('reception:desk')}?venue={saved.pk}"
    assert (str(saved.pk), saved.beneficiary, codes(saved)) == (data["id"], person, ["job"])
    assert saved.referral.to_platform == platform("emploi")


def test_posting_twice_saves_once(client, agent):
    data = posted(who=BeneficiaryFactory().pk, destination="emploi")
    assert client.post(REGISTER, data).url == client.post(REGISTER, data).url
    assert (Visit.objects.count(), Referral.objects.count()) == (1, 1)


def test_nobody_named_and_a_group(client, agent):
    client.post(REGISTER, posted())
    client.post(REGISTER, posted(who="groupe", headcount=12))
    assert list(Visit.objects.order_by("headcount").values_list("beneficiary", "headcount")) == [(None, 1), (None, 12)]


def test_to_a_partner(client, agent):
    partner = Partner.objects.create(name="Mission locale", kind=Partner.Kind.STATE)
    client.post(REGISTER, posted(destination="ailleurs", elsewhere=f"partner:{partner.pk}"))
    assert Visit.objects.get().referral.to_partner == partner


@pytest.mark.parametrize(
    "typed, field",
    [
        ({"who": ""}, "who"),
        ({"who": "quelqu’un"}, "who"),
        ({"who": "%00"}, "who"),
        ({"who": "x" * 200_000}, "who"),
        ({"who": uuid.uuid4()}, "who"),
        ({"who": "groupe"}, "headcount"),
        ({"who": "groupe", "headcount": "0"}, "headcount"),
        ({"who": "groupe", "headcount": "douze"}, "headcount"),
        ({"who": "groupe", "headcount": "9" * 5000}, "headcount"),
        ({"reasons": "999999999999999999999"}, "reasons"),
        ({"reasons": "abc"}, "reasons"),
        ({"destination": "mars"}, "destination"),
        ({"destination": "ailleurs"}, "elsewhere"),
        ({"destination": "ailleurs", "elsewhere": "abc"}, "elsewhere"),
        ({"came_for": "worker:1:x"}, "came_for"),
        ({"id": "pas un identifiant"}, "id"),
    ],
)
def test_what_the_desk_refuses(client, agent, typed, field):
    answer = client.post(REGISTER, posted(**typed))
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert not Visit.objects.exists()


def test_a_platform_and_a_partner_are_two_answers(client, agent):
    partner = Partner.objects.create(name="Mission locale", kind=Partner.Kind.STATE)
    answer = client.post(REGISTER, posted(destination="emploi", elsewhere=f"partner:{partner.pk}"))
    assert "destination" in answer.context["form"].errors


def test_a_refusal_keeps_who_was_chosen(client, agent):
    person = BeneficiaryFactory(first_name="Odile")
    answer = client.post(REGISTER, posted(who=person.pk, destination="ailleurs", reasons=reason("job").pk))
    assert "Odile" in answer.content.decode() and "Choisissez le partenaire" in answer.content.decode()
    assert answer.context["form"]["reasons"].value() == [str(reason("job").pk)]


def test_a_closed_reason_is_not_chosen(client, agent):
    closed = reason("job")
    closed.valid_to = closed.valid_from
    closed.save()
    assert client.post(REGISTER, posted(reasons=closed.pk)).status_code == 422


def test_wrong_role_and_wrong_method(client, agent):
    assert client.get(REGISTER).status_code == 405
    client.force_login(UserFactory(role=Role.VOLUNTEER))
    assert client.post(REGISTER, posted()).status_code == 403
    assert not Visit.objects.exists()


def arrival_of(expected: Appointment) -> str:
    return reverse("reception:arrival", args=[expected.pk])


def test_one_click_for_who_was_expected(client, agent):
    expected = appointment()
    data = {"id": uuid.uuid4(), "person": expected.people.get().pk}
    assert client.post(arrival_of(expected), data).status_code == 302
    client.post(arrival_of(expected), data | {"id": uuid.uuid4()})
    assert Visit.objects.get().appointment == expected


def test_a_secret_appointment_arrives_as_any_other(client, agent):
    expected = appointment(slug="sante")
    answer = client.post(arrival_of(expected), {"id": uuid.uuid4(), "person": expected.people.get().pk}, follow=True)
    assert "C’est noté" in answer.content.decode() and Visit.objects.count() == 1


@pytest.mark.parametrize("person", ["", "abc", "%00", "00000000-0000-4000-8000-000000000000"])
def test_an_arrival_of_nobody(client, agent, person):
    answer = client.post(arrival_of(appointment()), {"id": uuid.uuid4(), "person": person}, follow=True)
    assert "n’est plus attendu" in answer.content.decode() and not Visit.objects.exists()


def test_an_arrival_for_what_is_not_there(client, agent):
    assert client.post(reverse("reception:arrival", args=[uuid.uuid4()])).status_code == 404


def test_an_arrival_by_the_wrong_role_or_method(client, agent):
    expected = appointment()
    assert client.get(arrival_of(expected)).status_code == 405
    client.force_login(UserFactory(role=Role.MANAGER))
    assert client.post(arrival_of(expected)).status_code == 403

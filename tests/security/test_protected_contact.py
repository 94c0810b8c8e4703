"""The contact of someone in danger changes no page of those who are not their référents, whatever it is."""

from itertools import chain
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from beneficiaries.models import Beneficiary
from beneficiaries.protected_fields import PROTECTED_FIELDS
from ceis.access import Role
from ceis.terms.models import Term
from platforms.models import Appointment
from tests.security.test_differential import addresses_of, different, pages_of
from tests.security.world import World, book, undone

A = {
    "phone": "+33639980777", "other_phone": "+33639980778", "no_phone": False, "email": "abri@courriel.example",
    "preferred_channel": "phone", "voicemail_safe": True, "sms_safe": True, "post_safe": True, "address_kind": "home",
    "address": "3, rue Alpha", "postcode": "34990", "city": "Juvignac", "neighbourhood": "Alpha", "birth_place": "Oran",
}  # fmt: skip
B = {
    "phone": "+33639980888", "other_phone": "", "no_phone": False, "email": "", "preferred_channel": "post",
    "voicemail_safe": False, "sms_safe": None, "post_safe": False, "address_kind": "none", "address": "8, rue Béta",
    "postcode": "30000", "city": "Nîmes", "neighbourhood": "Béta", "birth_place": "Bacău",
}  # fmt: skip
TYPED = ["06 39 98 07 77", "0639980777", "063998", "06 39 98 07 78", "06 39 98 08 88", "abri@courriel", "rue Alpha",
         "Juvignac", "Testud", "Salomé Testud Nîmes"]  # fmt: skip
READERS = [role for role in Role.values if role != "social_worker"]  # the référent


@pytest.fixture
def danger(world) -> World:
    """The place where the person in danger is expected today by their référent."""
    with undone():
        person = Beneficiary.objects.get(pk=world.objects["endangered"][0])
        emploi = world.users["social_worker"].platforms[0]
        meeting = book(world.users["social_worker"], emploi, person, 19)
        objects = world.objects | {"person": [person.pk], "appointment_emploi": [meeting.pk]}
        yield World(world.users, objects, {}, person)


def pages(world: World, role: str, contact: dict) -> dict[str, str]:
    """Every page of ``role`` when the contact is ``contact``, searches included."""
    Beneficiary.objects.filter(pk=world.person.pk).update(**contact)
    searched = ["beneficiaries:list", "beneficiaries:results", "reception:desk", "reception:found", "platforms:book"]
    open_to = set(addresses_of(world, role))
    urls = chain(
        open_to,
        (f"{reverse(name)}?q={quote(text)}" for name in searched if reverse(name) in open_to for text in TYPED),
        (f"{reverse('beneficiaries:likeness')}?last_name=Zola&first_name=Ada&phone={quote(t)}" for t in TYPED[:4]),
    )
    return pages_of(world, role, sorted(urls))


def test_every_field_that_leads_to_someone_is_compared():
    assert set(A) == set(B) == set(PROTECTED_FIELDS)


@pytest.mark.parametrize("role", READERS)
def test_pages_are_the_same_whatever_the_contact(danger, role):
    assert Appointment.objects.of_person(danger.person).exists() and danger.person.protected_contact
    assert different(pages(danger, role, A), pages(danger, role, B)) == []


@pytest.mark.parametrize("role", ["reception", "digital_mediator"])
def test_a_form_answers_the_same_whatever_the_contact(danger, role):
    """What is posted in fields that are not in the form is neither written nor compared aloud."""
    client, url = Client(), reverse("beneficiaries:identity", args=[danger.person.pk])
    client.force_login(danger.users[role])
    form = {"last_name": "Testud", "first_name": "Salomé", "version": 1, **{k: v or "" for k, v in A.items()}}
    answers = []
    for contact in (A, B):
        Beneficiary.objects.filter(pk=danger.person.pk).update(**contact)
        with undone():
            answers.append((client.post(url, form | {"birth_name": "Or"}).status_code, client.get(url).status_code))
            kept = Beneficiary.objects.values(*contact).get(pk=danger.person.pk)
            assert kept == contact
    assert answers[0] == answers[1] == (302, 200)


def test_the_referent_does_see_the_difference(danger):
    """The tests above can fail: their référent reads it, and everybody does when it is not protected."""
    changed = different(pages(danger, "social_worker", A), pages(danger, "social_worker", B))
    assert reverse("beneficiaries:detail", args=[danger.person.pk]) in {line.partition(": ")[0] for line in changed}
    Beneficiary.objects.filter(pk=danger.person.pk).update(protected_contact=False)
    changed = different(pages(danger, "reception", A), pages(danger, "reception", B))
    found = {line.partition(": ")[0] for line in changed}
    for name in ("beneficiaries:list", "reception:desk"):
        assert any(url.startswith(f"{reverse(name)}?q=06") for url in found), name


def test_a_language_is_no_secret():
    """What the desk needs to receive someone stays: languages are ordinary words."""
    assert set(Term.objects.filter(list="language").values_list("sensitivity", flat=True)) == {"ordinary"}

"""What santé does with a person changes nothing that the other teams see: pages are the same, letter for letter."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from ceis.access import Role
from ceis.places.actions import free
from platforms.models import Appointment, Interview, Referral, Task
from tests.architecture.access_table import ROWS
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.security.crawl import HAS_AN_OBJECT, SOME_QUERIES
from tests.security.world import World, follow, undone

OTHERS = ["reception", "volunteer", "digital_mediator", "coordinator", "manager"]
# What is taken is taken for everyone: a free hour, a free room, the occupied ranges of the manager.
TAKEN = {"platforms:slots", "platforms:book"}
# The front door greets everyone: there a secret appointment is a person, an hour, a room and « rendez-vous ».
PLANNING = TAKEN | {"platforms:agenda", "platforms:appointment", "reception:desk"}
PLANNING |= {"reception:found", "reception:side", "beneficiaries:detail", "beneficiaries:list", "beneficiaries:results"}
CHANGES_BY_ITSELF = [
    (re.compile(r'name="(?:csrfmiddlewaretoken|draft)" value="[^"]*"'), "token"),
    (re.compile(r'"X-CSRFToken": "[^"]*"'), "token"),
    (re.compile(r'<time class="minutes">\d+ min</time>'), "how long they have waited"),
    (re.compile(r'value="[0-9a-f]{8}-[0-9a-f-]{27}"'), "new id"),
]


def page(client: Client, url: str) -> str:
    with undone():
        response = client.get(url)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = f"{response.status_code} {body.decode('utf-8', 'replace')}"
    for changing, word in CHANGES_BY_ITSELF:
        text = changing.sub(word, text)
    return text


def addresses_of(world: World, role: str, names: set[str] | None = None) -> list[str]:
    urls = {
        reverse(row.url_name, args=world.objects[row.thing])
        for row in ROWS
        if row.method == "GET" and row.expected[role] == 200 and (names is None or row.url_name in names)
    }
    urls |= {url + query for url in urls if not HAS_AN_OBJECT.search(url) for query in SOME_QUERIES}
    own = ("/compte/", "/interface/", "/vivant/", "/pret/", "/rapports/")  # of oneself, of nobody, of last month
    return sorted(url for url in urls if not url.startswith(own))


def pages_of(world: World, role: str, urls: list[str]) -> dict[str, str]:
    client = Client()
    client.force_login(world.users[role])
    return {url: page(client, url) for url in urls}


def different(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [f"{url}: {first_difference(before[url], after[url])}" for url in before if before[url] != after[url]]


def first_difference(before: str, after: str) -> str:
    start = next((i for i, pair in enumerate(zip(before, after, strict=False)) if len(set(pair)) > 1), -1)
    return f"{before[start - 60 : start + 90]!r} became {after[start - 60 : start + 90]!r}"


def test_pages_do_not_change_by_themselves(world):
    urls = addresses_of(world, "reception")
    assert different(pages_of(world, "reception", urls), pages_of(world, "reception", urls)) == []


@pytest.fixture
def another(world) -> World:
    """The same place with a person nobody follows yet, and a health adviser who has nothing to do yet."""
    with undone():
        adviser = UserFactory(role=Role.HEALTH_ADVISER, platform="sante", last_name="Trevarez")
        person = BeneficiaryFactory(first_name="Ali", last_name="Zerrouk", by=world.users["reception"])
        objects = world.objects | {"person": [person.pk]}
        yield World(world.users | {"health_adviser": adviser}, objects, {}, person)


def without_the_hours(world: World) -> None:
    """Take away what planning shares: the appointments, and the hours they took."""
    for appointment in Appointment.objects.of_person(world.person):
        free(source=appointment.pk)
        appointment.delete()


@pytest.mark.parametrize("role", OTHERS)
def test_what_sante_writes_about_a_person_changes_no_page(another, role):
    """Interview, notes, theme, task, referral, workshop: everything but the hour, which planning shares."""
    urls = addresses_of(another, role)
    before = pages_of(another, role, urls)
    follow(another, "sante", hour=18)
    without_the_hours(another)
    assert different(before, pages_of(another, role, urls)) == []
    for rows in (Interview, Task):
        assert rows.objects.of_person(another.person).count() == 1, (
            "the test would see nothing because there is nothing"
        )
    assert Referral.objects.filter(beneficiary=another.person).count() == 1


def test_its_own_team_does_see_the_difference(another):
    """The test above can fail."""
    urls = addresses_of(another, "health_adviser")
    before = pages_of(another, "health_adviser", urls)
    follow(another, "sante", hour=18)
    without_the_hours(another)
    changed = {line.partition(": ")[0] for line in different(before, pages_of(another, "health_adviser", urls))}
    assert {reverse("platforms:day"), reverse("workshops:programme")} < changed
    assert reverse("beneficiaries:detail", args=[another.person.pk]) in changed


@pytest.mark.parametrize("role", OTHERS)
def test_an_hour_of_sante_changes_the_front_door_alone_and_names_nobody(another, role):
    shared = {"reception": PLANNING, "manager": TAKEN | {"platforms:agenda"}}.get(role, TAKEN)
    urls = addresses_of(another, role, {row.url_name for row in ROWS} - shared)
    before = pages_of(another, role, urls)
    follow(another, "sante", hour=18)
    assert different(before, pages_of(another, role, urls)) == []
    client = Client()
    client.force_login(another.users[role])
    booked = Appointment.objects.of_person(another.person).order_by("starts_at")[0]
    booked_url = reverse("platforms:appointment", args=[booked.pk])
    if role != "reception":
        assert client.get(booked_url).status_code in (403, 404)
        return
    for url in (booked_url, reverse("beneficiaries:detail", args=[another.person.pk])):
        text = page(client, url)
        assert "Trevarez" not in text and "Santé" not in text and "santé" not in text

"""« Réglages », « Le lieu »: added, renamed, closed; what is closed is offered nowhere, and its past stays."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from ceis.access import Role
from ceis.civil_time import today
from ceis.journal.models import Entry
from ceis.places.models import Equipment, Room, Site
from platforms.forms.appointment import offices
from tests.factories.building import computer, seated
from tests.factories.ceis import RoomFactory, SiteFactory, UserFactory
from tests.factories.platforms import appointment

pytestmark = pytest.mark.django_db
PLACE = "/reglages/lieu/"


@pytest.fixture
def agnes(client):
    user = UserFactory(role=Role.MANAGER)
    client.force_login(user)
    return user


def room_form(site, **fields) -> dict:
    return {"id": uuid.uuid4(), "site": site.pk, "name": "Bureau Thym", "kind": "office", "capacity": 4,
            "position": 2, "closed_on": ""} | fields  # fmt: skip


def test_a_room_is_added_once_and_journalled(client, agnes):
    form = room_form(SiteFactory())
    for _ in range(2):
        client.post(reverse("places:new_room"), form)
    room = Room.objects.get()
    assert (room.pk, room.name, room.kind) == (form["id"], "Bureau Thym", Room.Kind.OFFICE)
    assert Entry.objects.filter(actor=agnes, action=Entry.Action.CREATE, object_id=str(room.pk)).count() == 1
    assert "Bureau Thym" in client.get(PLACE).content.decode()


def test_a_name_is_used_once_on_a_site(client, agnes):
    room = RoomFactory(name="Bureau Thym")
    answer = client.post(reverse("places:new_room"), room_form(room.site))
    assert answer.status_code == 422 and "porte déjà ce nom" in answer.content.decode()
    assert Room.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"capacity": "-1"}, {"capacity": "beaucoup"}, {"kind": "piscine"}, {"closed_on": "31/02"}]
)
def test_bad_input_adds_nothing(client, agnes, wrong):
    assert client.post(reverse("places:new_room"), room_form(SiteFactory(), **wrong)).status_code == 422
    assert not Room.objects.exists()


def test_a_closed_room_is_offered_nowhere_and_keeps_what_it_holds(client, agnes):
    room = RoomFactory()
    appointment(room=room, day=today() + timedelta(days=3))
    url = reverse("places:room", args=[room.pk])
    assert "1 réservation" in client.get(url).content.decode()
    assert list(offices()) == [room]
    kept = {"name": room.name, "kind": room.kind}
    client.post(url, room_form(room.site, closed_on=today().isoformat(), **kept))
    room.refresh_from_db()
    assert room.closed_on == today() and list(offices()) == []
    assert room.name in client.get(PLACE).content.decode()


def test_a_closing_to_come_changes_nothing_today():
    room = RoomFactory(closed_on=today() + timedelta(days=1))
    assert list(Room.objects.offered()) == [room]
    assert not Room.objects.offered(today() + timedelta(days=1)).exists()


def test_what_stands_in_a_closed_room_is_not_offered():
    room = RoomFactory(kind=Room.Kind.FREE_ACCESS)
    at = computer(room=room)
    assert list(Equipment.objects.offered().public_computers()) == [at]
    room.closed_on = today()
    room.save()
    assert not Equipment.objects.offered().exists()


def test_a_computer_in_use_may_be_withdrawn_and_its_session_ends(client, agnes):
    session = seated()
    at = session.computer
    url = reverse("places:equipment", args=[at.pk])
    form = {"site": at.site_id, "room": at.room_id, "name": at.name, "kind": at.kind, "position": 0}
    client.post(url, form | {"closed_on": today().isoformat()})
    client.force_login(UserFactory(role=Role.RECEPTION))
    assert client.post(reverse("reception:end_session", args=[session.pk])).status_code == 302


def test_a_room_of_another_site_holds_no_computer_of_this_one(client, agnes):
    form = {"id": uuid.uuid4(), "site": SiteFactory().pk, "room": RoomFactory().pk, "name": "Ordinateur 9",
            "kind": "computer", "position": 0}  # fmt: skip
    answer = client.post(reverse("places:new_equipment"), form)
    assert answer.status_code == 422 and "n’est pas sur le site" in answer.content.decode()


def test_the_capacity_of_the_house_is_changed(client, agnes):
    site = SiteFactory(name="Les Arceaux")
    client.post(reverse("places:site", args=[site.pk]), {"name": "Les Arceaux", "capacity": 120})
    assert Site.objects.house().capacity == 120


def test_the_list_asks_as_much_for_three_as_for_one(client, agnes, django_assert_num_queries):
    for count in (1, 3):
        for number in range(count):
            computer(f"Ordinateur {number}")
        with django_assert_num_queries(8):
            client.get(PLACE, headers={"HX-Request": "true"})

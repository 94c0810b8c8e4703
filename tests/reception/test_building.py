"""The rooms now: what is taken is taken for everyone, and what for is said only to whom it may be."""

import uuid
from datetime import timedelta

import pytest

from ceis.access import Role
from ceis.civil_time import now, today
from ceis.places.models import Occupation, Room
from reception.building import Use, _add, rooms_now
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory, SiteFactory, UserFactory
from tests.factories.platforms import appointment, worker
from tests.factories.reception import receptionist
from tests.factories.workshops import session

pytestmark = pytest.mark.django_db


def under_way(**fields):
    """An appointment that began a little while ago."""
    moment = now()
    start, end = moment - timedelta(minutes=1), moment + timedelta(minutes=2)
    return appointment(at=start.time(), until=end.time(), **fields)


def state(user, room):
    return next(line for line in rooms_now(user) if line.room == room)


def test_a_room_is_free_until_its_next_booking():
    room, moment = RoomFactory(), now()
    assert state(receptionist(), room).is_free and state(receptionist(), room).next is None
    later = (moment + timedelta(minutes=3)).time(), (moment + timedelta(minutes=4)).time()
    booked = appointment(room=room, at=later[0], until=later[1])
    line = state(receptionist(), room)
    assert line.is_free and line.next.appointment == booked


def test_free_rooms_come_first_then_the_order_of_the_place():
    site = SiteFactory()
    rooms = [RoomFactory(site=site, name=name, position=rank) for rank, name in enumerate(["A", "B", "C"])]
    under_way(room=rooms[0])
    assert [line.room.name for line in rooms_now(receptionist())] == ["B", "C", "A"]


def test_an_appointment_says_who_and_with_whom():
    room, person = RoomFactory(), BeneficiaryFactory()
    planned = under_way(room=room, person=person)
    line = state(receptionist(), room)
    assert line.now.appointment == planned and line.now.open and line.now.end > now()


def test_a_secret_appointment_is_a_person_and_a_room_at_the_desk_and_nothing_elsewhere():
    room = RoomFactory()
    planned = under_way(room=room, slug="sante")
    desk = state(receptionist(), room).now
    assert desk.appointment == planned and not desk.open
    assert state(worker("emploi"), room).now.nameless
    assert state(worker("sante"), room).now.open


def test_the_manager_reads_no_name():
    room = RoomFactory()
    under_way(room=room)
    assert state(UserFactory(role=Role.MANAGER), room).now.nameless


def test_a_workshop_of_another_team_s_secrets_is_occupied():
    moment, room = now(), RoomFactory(kind=Room.Kind.COLLECTIVE)
    times = {"at": (moment - timedelta(minutes=1)).time(), "until": (moment + timedelta(minutes=2)).time()}
    held = session(slug="sante", room=room, **times)
    assert state(worker("emploi"), room).now.nameless
    assert state(worker("sante"), room).now.session == held


def test_two_nameless_bookings_in_a_row_are_one():
    start = now()
    half, end = start + timedelta(minutes=30), start + timedelta(minutes=60)
    uses: list[Use] = []
    _add(uses, Use(start, half))
    _add(uses, Use(half, end))
    assert uses == [Use(start, end)]
    _add(uses, Use(end + timedelta(minutes=1), end + timedelta(minutes=2)))
    assert len(uses) == 2


def test_an_absence_takes_the_room_without_a_word():
    room, moment = RoomFactory(), now()
    period = (moment - timedelta(minutes=1), moment + timedelta(minutes=1))
    Occupation.objects.create(kind=Occupation.Kind.ROOM, resource=room.pk, period=period, source=uuid.uuid4())
    assert state(receptionist(), room).now.nameless


def test_closed_rooms_and_those_outside_the_walls_are_not_offered():
    open_room = RoomFactory()
    RoomFactory(closed_on=today())
    RoomFactory(site=SiteFactory(closed_on=today()))
    RoomFactory(site=SiteFactory(outside=True))
    assert [line.room for line in rooms_now(receptionist())] == [open_room]
    assert list(Room.objects.offered().inside()) == [open_room]

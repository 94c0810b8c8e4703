"""Scheduling a session, registering people, writing who came."""

import uuid
from datetime import date, time, timedelta

import pytest

from beneficiaries.models import Encounter
from ceis.access import Role
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.places.models import Occupation
from platforms.actions import book_appointment
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory, UserFactory
from tests.factories.platforms import platform, worker
from tests.factories.workshops import registered, session, theme
from workshops.actions import MOST, mark_attendance, register, schedule_session, tally
from workshops.models import AnonymousTally, Attendance, Session

pytestmark = pytest.mark.django_db
Status = Attendance.Status


def schedule(**changed) -> Session:
    asked = {
        "by": UserFactory(role=Role.COORDINATOR), "id": uuid.uuid4(), "title": "Ma boîte mail", "theme": theme(),
        "day": today(), "starts_at": time(10), "ends_at": time(12),
    }  # fmt: skip
    return schedule_session(**asked | changed)


def encounters(source):
    return Encounter.objects.standing().filter(source=source.pk)


def test_a_session_takes_its_room_and_its_facilitators():
    room, team = RoomFactory(), [worker(), worker()]
    held = schedule(room=room, facilitators=team)
    taken = Occupation.objects.active().filter(source=held.pk)
    assert {row.resource for row in taken} == {room.pk, *(one.pk for one in team)}
    assert set(held.facilitators.all()) == set(team)


def test_the_same_session_twice_is_one():
    id, room = uuid.uuid4(), RoomFactory()
    assert schedule(id=id, room=room) == schedule(id=id, room=room)
    assert Session.objects.count() == Occupation.objects.count() == 1


@pytest.mark.parametrize("starts_at, ends_at, fits", [(time(11), time(13), False), (time(12), time(13), True)])
def test_a_room_or_a_facilitator_is_not_taken_twice(starts_at, ends_at, fits):
    room, one = RoomFactory(), worker()
    schedule(room=room, facilitators=[one])
    for again in ({"room": room}, {"facilitators": [one]}):
        if fits:
            schedule(starts_at=starts_at, ends_at=ends_at, **again)
        else:
            with pytest.raises(RuleViolation, match="Déjà pris"):
                schedule(starts_at=starts_at, ends_at=ends_at, **again)
    assert Session.objects.count() == (3 if fits else 1)


def test_an_appointment_and_a_session_share_no_facilitator():
    one = worker()
    schedule(facilitators=[one])
    with pytest.raises(RuleViolation, match="Déjà pris"):
        book_appointment(
            by=one, id=uuid.uuid4(), platform=platform("emploi"), day=today(), starts_at=time(11), ends_at=time(12),
            workers=[one], people=[BeneficiaryFactory()],
        )  # fmt: skip


@pytest.mark.parametrize(
    "changed, field",
    [
        ({"starts_at": time(12), "ends_at": time(12)}, "ends_at"),
        ({"starts_at": time(12), "ends_at": time(10)}, "ends_at"),
        ({"day": date(2027, 3, 28), "starts_at": time(2, 30), "ends_at": time(4)}, "starts_at"),
    ],
)
def test_impossible_hours(changed, field):
    with pytest.raises(RuleViolation) as refusal:
        schedule(**changed)
    assert refusal.value.field == field and not Session.objects.exists()


def test_registering_twice_takes_one_place():
    held, person = session(places=1), BeneficiaryFactory()
    first = registered(held, person)
    assert registered(held, person) == first
    with pytest.raises(RuleViolation, match="complète"):
        registered(held)


def test_nobody_registers_for_a_cancelled_session():
    held = session()
    held.cancel(by=worker(), reason="Formateur malade")
    with pytest.raises(RuleViolation, match="annulée"):
        register(by=worker(), id=uuid.uuid4(), session=held, beneficiary=BeneficiaryFactory())


def test_presence_is_an_encounter_and_absence_none():
    held = session(slug="numerique")
    row = registered(held)
    mark_attendance(by=worker(), session=held, statuses={row.pk: Status.PRESENT})
    line = encounters(row).get()
    assert (line.kind, line.platform, line.beneficiary) == (
        Encounter.Kind.WORKSHOP, platform("numerique"), row.beneficiary,
    )  # fmt: skip
    assert mark_attendance(by=worker(), session=held, statuses={row.pk: Status.PRESENT}) == []
    mark_attendance(by=worker(), session=held, statuses={row.pk: Status.EXCUSED})
    assert not encounters(row).exists()
    mark_attendance(by=worker(), session=held, statuses={row.pk: Status.LATE})
    assert encounters(row).count() == Encounter.objects.count() == 1


def test_presence_is_not_written_before_the_day():
    held = session(day=today() + timedelta(days=1))
    row = registered(held)
    with pytest.raises(RuleViolation):
        mark_attendance(by=worker(), session=held, statuses={row.pk: Status.PRESENT})
    with pytest.raises(RuleViolation):
        tally(by=worker(), session=held, count=3)
    assert not Encounter.objects.exists()


def test_somebody_elses_registration_is_refused():
    row = registered(session())
    with pytest.raises(RuleViolation):
        mark_attendance(by=worker(), session=session(), statuses={row.pk: Status.PRESENT})


def test_people_nobody_named_are_counted_in_one_number():
    held = session(slug="emploi")
    for count, standing in [(5, 5), (5, 5), (7, 7), (0, 0), (0, 0), (7, 7)]:
        tally(by=worker(), session=held, count=count)
        lines = Encounter.objects.standing()
        assert sum(line.headcount for line in lines) == standing
    assert AnonymousTally.objects.standing().get().count == 7


@pytest.mark.parametrize("count", [-1, MOST + 1])
def test_a_count_that_cannot_be(count):
    with pytest.raises(RuleViolation):
        tally(by=worker(), session=session(), count=count)


def test_counts_of_a_session_do_not_multiply_each_other():
    held = session(places=5)
    came = [registered(held) for _ in range(2)]
    registered(held)
    mark_attendance(by=worker(), session=held, statuses={row.pk: Status.PRESENT for row in came})
    tally(by=worker(), session=held, count=4)
    row = Session.objects.with_counts().get()
    assert (row.registered, row.present, row.unnamed) == (3, 6, 4)

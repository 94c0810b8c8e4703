import uuid
from datetime import date, time, timedelta

import pytest

from beneficiaries.models import Encounter
from ceis.access import Role
from ceis.civil_time import instant, today
from ceis.facts import RuleViolation
from ceis.journal.models import Entry
from ceis.places.models import Occupation
from platforms.actions import book_appointment, cancel_appointment, move_appointment, set_status
from platforms.actions.appointments import possible_states
from platforms.models import Appointment
from tests.factories import platforms as make
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory, UserFactory

pytestmark = pytest.mark.django_db
Status = Appointment.Status
MONDAY = date(2026, 11, 30)


def book(**given):
    worker = given.pop("of", None) or make.worker()
    defaults = {
        "by": worker, "id": uuid.uuid4(), "platform": make.platform("emploi"), "day": MONDAY,
        "starts_at": time(9), "ends_at": time(10), "workers": [worker], "people": [],
    }  # fmt: skip
    if "people" not in given:
        given["people"] = [BeneficiaryFactory()]
    return book_appointment(**defaults | given)


def test_booking_takes_worker_room_and_person():
    appointment = book(room=RoomFactory())
    taken = Occupation.objects.active().filter(source=appointment.pk)
    assert sorted(taken.values_list("kind", flat=True)) == ["person", "room", "worker"]
    assert {occupation.period.lower for occupation in taken} == {instant(MONDAY, time(9))}
    assert Entry.objects.filter(object_id=str(appointment.pk), action=Entry.Action.CREATE).count() == 1


@pytest.mark.parametrize(("resource", "field"), [("worker", "workers"), ("room", "room"), ("person", None)])
def test_overlap_of_each_resource_is_refused_without_saying_by_what(resource, field):
    first = book(room=RoomFactory(name="Bureau 4"))
    same = {
        "worker": {"of": first.workers.get()},
        "room": {"room": first.room},
        "person": {"people": [first.people.get()]},
    }[resource]
    with pytest.raises(RuleViolation) as refusal:
        book(starts_at=time(9, 30), ends_at=time(10, 30), **same)
    assert refusal.value.field == field
    assert "Déjà pris" in refusal.value.message or "pas libre" in refusal.value.message
    assert str(first.people.get()) not in refusal.value.message
    assert Appointment.objects.count() == 1


def test_appointments_that_touch_do_not_overlap():
    first = book()
    book(of=first.workers.get(), starts_at=time(10), ends_at=time(11))
    assert Appointment.objects.count() == 2


def test_the_same_form_sent_twice_books_once():
    worker, person, same = make.worker(), BeneficiaryFactory(), uuid.uuid4()
    first = book(id=same, of=worker, people=[person])
    assert book(id=same, of=worker, people=[person]) == first
    assert Appointment.objects.count() == 1


def test_an_id_that_belongs_to_someone_else_is_refused_not_shown():
    with pytest.raises(RuleViolation, match="déjà servi"):
        book(id=book().pk)


def test_hour_that_paris_clocks_skip_is_refused():
    with pytest.raises(RuleViolation, match="n’existe pas") as refusal:
        book(day=date(2026, 3, 29), starts_at=time(2, 30), ends_at=time(3, 30))
    assert refusal.value.field == "hour"


def test_nine_oclock_each_week_stays_nine_oclock_across_the_change_of_clocks():
    worker = make.worker()
    days = [date(2026, 10, 12) + timedelta(weeks=week) for week in range(4)]
    booked = [book(of=worker, day=day) for day in days]
    lower = [Occupation.objects.get(source=appointment.pk, kind="worker").period.lower for appointment in booked]
    assert [moment.hour for moment in lower] == [7, 7, 8, 8]
    assert {
        appointment.start.astimezone(instant(d, time(9)).tzinfo) for appointment, d in zip(booked, days, strict=True)
    } == set(lower)


def test_the_day_of_25_hours_is_tiled_without_overlap_and_without_hole():
    worker, room = make.worker(), RoomFactory()
    for hour in range(23):
        book(of=worker, room=room, day=date(2026, 10, 25), starts_at=time(hour), ends_at=time(hour + 1))
    periods = [o.period for o in Occupation.objects.active().filter(resource=room.pk).order_by("period")]
    assert all(one.upper == following.lower for one, following in zip(periods, periods[1:], strict=False))
    assert periods[-1].upper - periods[0].lower == timedelta(hours=24)
    with pytest.raises(RuleViolation):
        book(of=worker, day=date(2026, 10, 25), starts_at=time(2, 30), ends_at=time(2, 45))


def test_end_before_start_is_refused():
    with pytest.raises(RuleViolation, match="finit après"):
        book(starts_at=time(10), ends_at=time(9))


def test_nobody_to_receive_is_refused():
    with pytest.raises(RuleViolation, match="une personne"):
        book(people=[])


def test_moving_gives_back_the_old_hour_and_keeps_the_past():
    appointment, worker = book(room=RoomFactory()), make.worker()
    move_appointment(
        by=worker, appointment=appointment, day=MONDAY, starts_at=time(9, 30), ends_at=time(10, 30),
        room=appointment.room,
    )  # fmt: skip
    appointment.refresh_from_db()
    assert (appointment.starts_at, appointment.status) == (time(9, 30), Status.PLANNED)
    assert appointment.past.get(pgh_label="changed").starts_at == time(9)
    assert Occupation.objects.active().filter(source=appointment.pk).count() == 3
    book(of=appointment.workers.get(), starts_at=time(9), ends_at=time(9, 30))


def test_moving_onto_a_taken_hour_changes_nothing():
    worker = make.worker()
    first, second = book(of=worker), book(of=worker, starts_at=time(11), ends_at=time(12))
    with pytest.raises(RuleViolation, match="Déjà pris"):
        move_appointment(
            by=worker, appointment=first, day=MONDAY, starts_at=time(11, 30), ends_at=time(12, 30), room=None
        )
    first.refresh_from_db()
    assert first.starts_at == time(9)
    with pytest.raises(RuleViolation):
        book(of=worker)
    assert Occupation.objects.active().filter(source=second.pk).exists()


def test_an_appointment_that_is_over_does_not_move():
    appointment = book()
    cancel_appointment(by=make.worker(), appointment=appointment, status=Status.CANCELLED_BY_US, reason="fermé")
    with pytest.raises(RuleViolation, match="annulé par le lieu"):
        move_appointment(
            by=make.worker(), appointment=appointment, day=MONDAY, starts_at=time(11), ends_at=time(12), room=None
        )


@pytest.mark.parametrize("status", [Status.EXCUSED, Status.CANCELLED_BY_US, Status.CANCELLED_BY_THEM])
def test_states_that_free_give_the_hour_back(status):
    appointment = book()
    set_status(by=make.worker(), appointment=appointment, status=status)
    book(of=appointment.workers.get(), people=[appointment.people.get()])


def test_an_absence_keeps_the_hour():
    appointment = book(day=today() - timedelta(days=1))
    set_status(by=make.worker(), appointment=appointment, status=Status.NO_SHOW)
    assert Occupation.objects.active().filter(source=appointment.pk).count() == 2


def test_honouring_writes_the_encounter_once_and_taking_it_back_removes_it():
    appointment = book(day=today() - timedelta(days=1))
    for _ in range(2):
        set_status(by=make.worker(), appointment=appointment, status=Status.HONOURED)
    encounter = Encounter.objects.standing().get(source=appointment.pk)
    assert (encounter.kind, encounter.unit) == (Encounter.Kind.APPOINTMENT, appointment.people.get().pk)
    set_status(by=make.worker(), appointment=appointment, status=Status.NO_SHOW)
    assert not Encounter.objects.standing().filter(source=appointment.pk).exists()


def test_arrival_keeps_its_hour_and_can_be_undone():
    appointment = book(day=today())
    arrived = set_status(by=make.worker(), appointment=appointment, status=Status.ARRIVED, at=time(8, 52))
    assert arrived.arrived_at == time(8, 52)
    assert set_status(by=make.worker(), appointment=appointment, status=Status.PLANNED).arrived_at is None


@pytest.mark.parametrize(
    ("day", "first", "then"),
    [
        (today() + timedelta(days=1), None, Status.ARRIVED),
        (today() + timedelta(days=1), None, Status.HONOURED),
        (today() + timedelta(days=1), None, Status.NO_SHOW),
        (today() - timedelta(days=1), Status.EXCUSED, Status.HONOURED),
        (today() - timedelta(days=1), Status.CANCELLED_BY_US, Status.PLANNED),
        (today() - timedelta(days=1), Status.HONOURED, Status.ARRIVED),
        (today() - timedelta(days=1), Status.IN_PROGRESS, Status.NO_SHOW),
    ],
)
def test_impossible_changes_are_refused_in_french(day, first, then):
    appointment = book(day=day)
    if first:
        set_status(by=make.worker(), appointment=appointment, status=first)
    with pytest.raises(RuleViolation):
        set_status(by=make.worker(), appointment=appointment, status=then)


def test_someone_whose_interview_is_written_is_not_absent():
    worker = make.worker()
    appointment = make.appointment(of=worker, day=today() - timedelta(days=1))
    make.interview(by=worker, person=appointment.people.get(), day=appointment.date, appointment=appointment)
    with pytest.raises(RuleViolation, match="un entretien est écrit|Un entretien est écrit"):
        set_status(by=worker, appointment=appointment, status=Status.NO_SHOW)


def test_cancelling_says_who_and_why_and_twice_changes_nothing():
    appointment, by = book(), UserFactory()
    for reason in ("le lieu est fermé", "autre"):
        cancel_appointment(by=by, appointment=appointment, status=Status.CANCELLED_BY_US, reason=reason)
    appointment.refresh_from_db()
    assert (appointment.cancel_reason, appointment.cancelled_by) == ("le lieu est fermé", by)


@pytest.mark.parametrize(("status", "reason"), [(Status.EXCUSED, "x"), (Status.CANCELLED_BY_US, "  ")])
def test_cancelling_without_who_or_why_is_refused(status, reason):
    with pytest.raises(RuleViolation):
        cancel_appointment(by=make.worker(), appointment=book(), status=status, reason=reason)


def test_someone_who_is_here_is_not_moved():
    appointment = make.appointment()
    set_status(by=make.worker(), appointment=appointment, status=Status.ARRIVED)
    with pytest.raises(RuleViolation, match="La personne est là"):
        move_appointment(
            by=make.worker(), appointment=appointment, day=MONDAY, starts_at=time(9), ends_at=time(10), room=None
        )


@pytest.mark.parametrize("written", [True, False])
def test_the_desk_does_not_learn_that_an_interview_was_written(written):
    claire, desk = make.worker(), UserFactory(role=Role.RECEPTION)
    appointment = make.appointment(of=claire, at=time(0, 1), until=time(0, 30))
    if written:
        make.interview(by=claire, person=appointment.people.get(), appointment=appointment)
    else:
        set_status(by=claire, appointment=appointment, status=Status.HONOURED)
    appointment.refresh_from_db()
    assert possible_states(appointment, desk) == []
    with pytest.raises(RuleViolation, match="ne se reprend que par sa plateforme"):
        set_status(by=desk, appointment=appointment, status=Status.NO_SHOW)

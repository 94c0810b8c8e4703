from datetime import date, time

import pytest

from ceis.civil_time import instant
from platforms.free_slots import first_free, opening_starts
from tests.factories import platforms as make
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory

MONDAY = date(2026, 11, 30)


def proposed(worker, rooms=None, after=None, minutes=60, person=None, count=8):
    people = [worker.pk, *([person.pk] if person else [])]
    after = after or instant(MONDAY, time(7))
    return first_free(people=people, minutes=minutes, after=after, rooms=rooms, count=count)


def told(slots):
    return [(slot.day.day, f"{slot.starts_at:%H:%M}") for slot in slots]


def test_slots_fit_in_the_opening_hours():
    starts = [f"{start:%H:%M}" for start, _ in opening_starts(90)]
    assert starts == ["09:00", "09:30", "10:00", "10:30", "11:00", "13:30", "14:00", "14:30", "15:00", "15:30", "16:00"]
    assert max(end for _, end in opening_starts(90)) == time(17, 30)


@pytest.mark.django_db
def test_the_first_free_hours_of_the_next_working_days():
    assert told(proposed(make.worker())) == [
        (30, "09:00"), (30, "09:30"), (30, "13:30"), (30, "14:00"),
        (1, "09:00"), (1, "09:30"), (1, "13:30"), (1, "14:00"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_is_taken_is_not_proposed_be_it_the_worker_the_person_or_the_room():
    worker, person, room = make.worker(), BeneficiaryFactory(), RoomFactory()
    make.appointment(of=worker, day=MONDAY, at=time(9), until=time(10))
    make.appointment(person=person, day=MONDAY, at=time(10), until=time(11))
    make.appointment(room=room, day=MONDAY, at=time(11), until=time(12, 30))
    assert told(proposed(worker, [room], person=person, count=1)) == [(30, "13:30")]


@pytest.mark.django_db
def test_the_room_proposed_is_free():
    first, second = RoomFactory(), RoomFactory()
    make.appointment(room=first, day=MONDAY, at=time(9), until=time(9, 30))
    slots = proposed(make.worker(), [first, second], minutes=30, count=2)
    assert [slot.room for slot in slots] == [second, first]
    assert slots[0].value == f"2026-11-30 09:00 {second.pk}"


@pytest.mark.django_db
def test_no_room_needed_no_room_proposed_and_no_room_left_no_slot():
    assert proposed(make.worker(), None, count=1)[0].value == "2026-11-30 09:00"
    assert proposed(make.worker(), []) == []


@pytest.mark.django_db
def test_weekends_and_bank_holidays_are_skipped():
    christmas_eve = instant(date(2026, 12, 24), time(17))
    assert proposed(make.worker(), after=christmas_eve, count=1)[0].day == date(2026, 12, 28)


@pytest.mark.django_db
def test_nine_oclock_is_proposed_at_nine_on_both_sides_of_the_change_of_clocks():
    for day in (date(2026, 10, 23), date(2026, 10, 26)):
        slot = proposed(make.worker(), after=instant(day, time(7)), count=1)[0]
        assert (slot.day, slot.starts_at) == (day, time(9))


@pytest.mark.django_db
def test_looking_costs_one_query(django_assert_num_queries):
    worker, rooms = make.worker(), [RoomFactory(), RoomFactory()]
    with django_assert_num_queries(1):
        proposed(worker, rooms)

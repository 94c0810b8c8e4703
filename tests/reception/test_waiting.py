"""Who waits, for whom, as each reader may know it; and who receives them."""

from datetime import datetime, time

import pytest

from ceis.facts import RuleViolation
from ceis.platform import Sensitivity
from partners.models import Partner
from platforms.actions import set_status
from platforms.models import Appointment
from reception.actions import cancel_visit, receive, stop_waiting
from reception.models import Visit
from reception.purposes import Awaited
from reception.waiting import LATE, waits_at_desk, waits_for
from tests.factories.ceis import RoomFactory
from tests.factories.partners import partner, permanence
from tests.factories.platforms import appointment, platform, worker
from tests.factories.reception import codes, receptionist, visit

pytestmark = pytest.mark.django_db


def asking_for(who, slug: str = "emploi") -> Visit:
    return visit(code="", came_for=Awaited(who, platform(slug)))


def said(reader) -> list[str]:
    return [wait.whom for wait in waits_at_desk(reader)]


def test_who_asks_for_somebody_waits_for_them_alone():
    claire, colleague = worker("emploi", first_name="Claire", last_name="Roux"), worker("emploi")
    saved = asking_for(claire)
    assert [wait.visit for wait in waits_for(claire)] == [saved]
    assert waits_for(colleague) == []
    assert said(receptionist()) == ["pour Claire Roux"]
    assert codes(saved) == ["information"]


def test_who_asks_for_a_platform_waits_for_each_of_its_team():
    visit(code="", came_for=platform("emploi"))
    for one in (worker("emploi"), worker("emploi")):
        assert [wait.whom for wait in waits_for(one)] == ["pour la plateforme Emploi"]
    assert waits_for(worker("budget")) == []


def test_who_has_an_appointment_waits_once_arrived():
    expected = appointment(at=time(10, 15), until=time(11))
    assert waits_for(expected.workers.get()) == []
    visit(person=expected.people.get(), code="")
    assert [wait.whom for wait in waits_for(expected.workers.get())] == ["rendez-vous 10\u00a0h\u00a015"]


@pytest.mark.parametrize(
    "status", [Appointment.Status.IN_PROGRESS, Appointment.Status.HONOURED, Appointment.Status.EXCUSED]
)
def test_whatever_else_ends_the_appointment_ends_the_wait(status):
    expected = appointment(at=time(0, 1), until=time(0, 2))
    visit(person=expected.people.get(), code="")
    set_status(by=expected.workers.get(), appointment=expected, status=status)
    assert waits_at_desk(receptionist()) == []


def test_receiving_ends_the_wait_and_says_who():
    expected = appointment()
    saved, by = visit(person=expected.people.get(), code=""), expected.workers.get()
    received = receive(by=by, visit=saved)
    assert received.received_by == by and received.waited_until
    expected.refresh_from_db()
    assert expected.status == Appointment.Status.IN_PROGRESS
    assert receive(by=by, visit=saved) == received and waits_for(by) == []


def test_the_second_colleague_is_told_who_receives():
    first, second = worker("emploi", first_name="Claire", last_name="Roux"), worker("emploi")
    saved = visit(code="", came_for=platform("emploi"))
    receive(by=first, visit=saved)
    with pytest.raises(RuleViolation, match="Claire Roux reçoit déjà"):
        receive(by=second, visit=saved)


def test_nobody_receives_who_left_or_was_cancelled():
    claire = worker("emploi")
    left, cancelled = asking_for(claire), asking_for(claire)
    stop_waiting(by=receptionist(), visit=left)
    cancel_visit(by=receptionist(), visit=cancelled, reason="Autre erreur")
    for gone in (left, cancelled):
        with pytest.raises(RuleViolation):
            receive(by=claire, visit=gone)


def test_a_secret_is_a_rendez_vous_at_the_door_and_nothing_elsewhere():
    adviser = worker("sante", last_name="Kerouredan")
    secret = permanence(
        of=partner("Refuge", kind=Partner.Kind.CHARITY), title="Violences", sensitivity=Sensitivity.SECRET,
        room=RoomFactory(name="Bureau 4"),
    )  # fmt: skip
    asking_for(adviser, "sante")
    saved = visit(code="", came_for=secret)
    assert sorted(said(receptionist())) == ["rendez-vous", "rendez-vous, Bureau 4"]
    assert said(worker("numerique")) == []
    assert codes(saved) == ["appointment"]
    assert "permanence\u00a0: Violences, Refuge, Bureau 4" in said(worker("emploi"))
    assert not saved.reasons_open_to(worker("numerique")) and saved.reasons_open_to(receptionist())


def test_a_reserved_permanence_is_read_on_the_day_only():
    saved = visit(code="", came_for=permanence(sensitivity=Sensitivity.RESERVED))
    assert saved.reasons_open_to(worker("budget"))
    saved.date = saved.date.replace(year=2020)
    assert not saved.reasons_open_to(worker("budget"))


def test_minutes_are_counted_from_the_arrival(monkeypatch):
    saved = asking_for(worker("emploi"))
    saved.arrived_at = time(9, 40)
    later = datetime.combine(saved.date, time(9, 40 + LATE, 30))
    monkeypatch.setattr("reception.models.visit.now", lambda: later)
    assert saved.minutes_here == LATE


def test_what_one_came_for_is_one_thing():
    saved = asking_for(worker("emploi"))
    saved.appointment = appointment()
    with pytest.raises(Exception, match="reception_visit_one_purpose"):
        saved.save()

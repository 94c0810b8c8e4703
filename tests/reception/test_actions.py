"""Registering, correcting and cancelling a visit."""

import uuid
from datetime import time, timedelta

import pytest

from beneficiaries.models import Beneficiary, Encounter
from ceis.civil_time import now, today
from ceis.facts import RuleViolation
from ceis.journal.models import Entry
from partners.models import Partner
from platforms.actions import answer_referral, set_status
from platforms.models import Appointment, Referral
from reception.actions import (
    cancel_visit,
    correct_visit,
    register_arrival,
    register_newcomer,
    register_visit,
)
from reception.models import Visit
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.platforms import appointment, platform, worker
from tests.factories.reception import codes, reason, receptionist, visit

pytestmark = pytest.mark.django_db


def standing_encounters(visit: Visit):
    return Encounter.objects.standing().filter(source=visit.pk)


def in_the_past(visit: Visit) -> Visit:
    visit.date = today() - timedelta(days=1)
    visit.save()
    return visit


def test_a_visit_is_written_with_its_line_of_the_ledger_and_of_the_journal():
    agent, person = receptionist(), BeneficiaryFactory()
    saved = register_visit(by=agent, id=uuid.uuid4(), beneficiary=person)
    assert (saved.beneficiary, saved.date, codes(saved), saved.recorded_by) == (
        person, today(), ["information"], agent,
    )  # fmt: skip
    assert standing_encounters(saved).get().unit == person.pk
    assert Entry.objects.filter(actor=agent, action=Entry.Action.CREATE, object_id=saved.pk).count() == 1


def test_the_same_form_twice_is_one_visit():
    agent, person, id = receptionist(), BeneficiaryFactory(), uuid.uuid4()
    sent = platform("emploi")
    first = register_visit(by=agent, id=id, beneficiary=person, sent_to=sent)
    assert register_visit(by=agent, id=id, beneficiary=person, sent_to=sent) == first
    assert (Visit.objects.count(), Referral.objects.count(), standing_encounters(first).count()) == (1, 1, 1)


def test_an_old_page_posting_its_id_for_somebody_else_loses_nobody():
    agent, id = receptionist(), uuid.uuid4()
    first = register_visit(by=agent, id=id, beneficiary=BeneficiaryFactory())
    other = BeneficiaryFactory()
    second = register_visit(by=agent, id=id, beneficiary=other)
    assert second.pk != first.pk and second.beneficiary == other
    assert register_visit(by=agent, id=id, beneficiary=other) == second


def test_a_group_counts_its_heads():
    saved = register_visit(by=receptionist(), id=uuid.uuid4(), headcount=12)
    encounter = standing_encounters(saved).get()
    assert (encounter.unit, encounter.beneficiary, encounter.headcount) == (saved.pk, None, 12)


def test_a_destination_waits_for_an_answer_there():
    saved = visit(sent_to=platform("emploi"))
    assert saved.referral in Referral.objects.waiting().to_platforms([platform("emploi").pk])
    assert (saved.referral.beneficiary, saved.referral.from_platform) == (saved.beneficiary, None)


def test_a_partner_is_a_destination_too():
    partner = Partner.objects.create(name="Mission locale", kind=Partner.Kind.STATE)
    assert visit(sent_to=partner).referral.to_partner == partner


def test_whoever_is_expected_comes_for_their_appointment_unless_said_otherwise():
    expected = appointment()
    saved = register_visit(by=receptionist(), id=uuid.uuid4(), beneficiary=expected.people.get())
    expected.refresh_from_db()
    assert (saved.appointment, codes(saved)) == (expected, ["appointment"])
    assert (expected.status, expected.arrived_at) == (Appointment.Status.ARRIVED, saved.arrived_at)


def test_another_reason_leaves_the_appointment_waiting():
    expected = appointment()
    saved = visit(person=expected.people.get(), code="document")
    expected.refresh_from_db()
    assert (saved.appointment, expected.status) == (None, Appointment.Status.PLANNED)


def test_of_two_appointments_the_nearest_is_meant():
    person = BeneficiaryFactory()
    early = appointment(person=person, at=time(0, 10), until=time(0, 20))
    late = appointment(person=person, at=time(23, 40), until=time(23, 50))
    nearest = early if now().time() < time(11, 55) else late
    assert visit(person=person, code="appointment").appointment == nearest


def test_an_appointment_by_phone_is_not_expected_at_the_door():
    by_phone = appointment(channel=Appointment.Channel.PHONE)
    assert visit(person=by_phone.people.get(), code="appointment").appointment is None


def test_arriving_twice_is_one_visit():
    expected = appointment()
    person = expected.people.get()
    first = register_arrival(by=receptionist(), id=uuid.uuid4(), appointment=expected, beneficiary=person)
    again = register_arrival(by=receptionist(), id=uuid.uuid4(), appointment=expected, beneficiary=person)
    assert again == first and Encounter.objects.standing().count() == 1


def test_typing_the_name_of_someone_a_colleague_saw_arrive_is_that_visit():
    expected = appointment()
    person = expected.people.get()
    first = register_arrival(by=receptionist(), id=uuid.uuid4(), appointment=expected, beneficiary=person)
    assert visit(person=person, code="appointment") == first


@pytest.mark.parametrize("status", [Appointment.Status.EXCUSED, Appointment.Status.CANCELLED_BY_THEM])
def test_nobody_arrives_for_an_appointment_called_off(status):
    expected = set_status(by=worker(), appointment=appointment(), status=status)
    with pytest.raises(RuleViolation):
        register_arrival(by=receptionist(), id=uuid.uuid4(), appointment=expected, beneficiary=expected.people.get())
    assert not Visit.objects.exists()


def test_nobody_arrives_for_somebody_elses_appointment():
    with pytest.raises(RuleViolation):
        register_arrival(
            by=receptionist(), id=uuid.uuid4(), appointment=appointment(), beneficiary=BeneficiaryFactory()
        )


def test_a_newcomer_gets_a_file_and_a_visit():
    id = uuid.uuid4()
    typed = {"first_name": "Khadija", "last_name": "Benali"}
    first = register_newcomer(by=receptionist(), id=id, beneficiary=Beneficiary(**typed))
    again = register_newcomer(by=receptionist(), id=id, beneficiary=Beneficiary(**typed))
    assert first == again and Beneficiary.objects.get() == first.beneficiary


def test_a_newcomer_whose_visit_cannot_be_written_gets_no_file():
    with pytest.raises(AttributeError):
        register_newcomer(
            by=receptionist(),
            id=uuid.uuid4(),
            beneficiary=Beneficiary(first_name="A", last_name="B"),
            sent_to="nowhere",
        )
    assert not Beneficiary.objects.exists()


def test_correcting_changes_reason_and_destination():
    agent = receptionist()
    saved = visit(by=agent, sent_to=platform("emploi"))
    before = saved.referral
    correct_visit(by=agent, visit=saved, reasons=[reason("document")], sent_to=platform("numerique"))
    saved.refresh_from_db()
    before.refresh_from_db()
    assert (codes(saved), saved.referral.to_platform.slug) == (["document"], "numerique")
    assert before.state == Referral.State.WITHDRAWN and before.cancelled_at
    assert Entry.objects.filter(action=Entry.Action.UPDATE, object_id=saved.pk).count() == 1


def test_correcting_to_the_same_destination_asks_nothing_twice():
    agent = receptionist()
    saved = visit(by=agent, sent_to=platform("emploi"))
    correct_visit(by=agent, visit=saved, reasons=[reason("document")], sent_to=platform("emploi"))
    assert Referral.objects.waiting().count() == Referral.objects.count() == 1


def test_an_answered_referral_is_not_taken_back():
    agent = receptionist()
    saved = visit(by=agent, sent_to=platform("emploi"))
    answer_referral(by=worker("emploi"), referral=saved.referral, accepted=True)
    with pytest.raises(RuleViolation) as refusal:
        correct_visit(by=agent, visit=saved, reasons=saved.reasons.all())
    assert refusal.value.field == "destination"


def test_a_destination_one_may_not_know_of_stays():
    saved = visit(by=receptionist(), sent_to=platform("sante"))
    correct_visit(by=receptionist(), visit=saved, reasons=[reason("document")])
    saved.refresh_from_db()
    assert saved.referral.to_platform.slug == "sante" and saved.referral.state == Referral.State.SENT


def test_correcting_away_from_an_appointment_makes_it_wait_again():
    expected = appointment()
    agent = receptionist()
    saved = register_arrival(by=agent, id=uuid.uuid4(), appointment=expected, beneficiary=expected.people.get())
    correct_visit(by=agent, visit=saved, reasons=[reason("document")])
    expected.refresh_from_db()
    assert (expected.status, expected.arrived_at) == (Appointment.Status.PLANNED, None)
    correct_visit(by=agent, visit=saved, reasons=[reason("appointment")])
    expected.refresh_from_db()
    assert expected.status == Appointment.Status.ARRIVED


def test_a_visit_of_yesterday_is_not_corrected_nor_cancelled():
    past = in_the_past(visit())
    with pytest.raises(RuleViolation):
        correct_visit(by=receptionist(), visit=past, reasons=[reason("document")])
    with pytest.raises(RuleViolation):
        cancel_visit(by=receptionist(), visit=past, reason="Autre erreur")
    past.refresh_from_db()
    assert past.cancelled_at is None and codes(past) == ["information"]


def test_cancelling_takes_back_what_the_visit_set_going():
    expected, agent = appointment(), receptionist()
    saved = register_visit(by=agent, id=uuid.uuid4(), beneficiary=expected.people.get(), sent_to=platform("numerique"))
    cancel_visit(by=agent, visit=saved, reason="Autre erreur")
    cancel_visit(by=agent, visit=saved, reason="Autre erreur")
    expected.refresh_from_db()
    assert not Visit.objects.standing().exists() and not standing_encounters(saved).exists()
    assert not Referral.objects.waiting().exists()
    assert expected.status == Appointment.Status.PLANNED
    assert Entry.objects.filter(action=Entry.Action.CANCEL, object_id=saved.pk).count() == 1


def test_a_cancelled_visit_is_not_corrected():
    saved = visit()
    cancel_visit(by=receptionist(), visit=saved, reason="Autre erreur")
    with pytest.raises(RuleViolation):
        correct_visit(by=receptionist(), visit=saved, reasons=[reason("document")])

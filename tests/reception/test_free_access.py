"""Seating somebody at a public computer, ending, extending, taking back: computer, ledger and record agree."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from beneficiaries.models import Encounter
from ceis.access import Role
from ceis.civil_time import now, today
from ceis.facts import RuleViolation
from ceis.places.models import Occupation
from ceis.platform import Sensitivity
from ceis.terms.models import Term
from reception.free_access import ELSEWHERE, TAKEN, WITHDRAWN, board, cancel_session, end_session, extend_session
from reception.free_access import start_session as start
from reception.models import ComputerSession
from reception.record import computer_lines
from reception.terms import FREE_ACCESS_PURPOSE
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.building import computer, purpose, seated
from tests.factories.ceis import UserFactory
from tests.factories.platforms import platform, worker
from tests.factories.reception import receptionist, visit

pytestmark = pytest.mark.django_db


def taken(session: ComputerSession) -> Occupation | None:
    return Occupation.objects.active().filter(source=session.pk).first()


def moved_back(session: ComputerSession, **ago) -> ComputerSession:
    """The same session, as if it had begun earlier."""
    for name in ("started_at", "planned_until"):
        setattr(session, name, getattr(session, name) - timedelta(**ago))
    session.date = session.started_at.date()
    session.save()
    period = (session.started_at, session.planned_until)
    Occupation.objects.filter(source=session.pk).update(period=period)
    return session


def test_a_session_takes_the_computer_for_an_hour():
    session = seated()
    assert session.planned_until - session.started_at == timedelta(hours=1)
    period = taken(session).period
    assert (period.lower, period.upper) == (session.started_at, session.planned_until)
    assert session.is_running and not session.is_overdue


def test_the_same_form_twice_is_one_session_and_another_form_is_refused():
    at, agent, form = computer(), receptionist(), uuid.uuid4()
    first = start(by=agent, id=form, computer=at)
    assert start(by=agent, id=form, computer=at) == first
    with pytest.raises(RuleViolation, match="Déjà pris"):
        start(by=agent, id=uuid.uuid4(), computer=at)
    assert ComputerSession.objects.count() == 1


def test_a_page_shown_again_after_the_end_starts_a_new_session():
    at, agent, form = computer(), receptionist(), uuid.uuid4()
    first = start(by=agent, id=form, computer=at)
    end_session(by=agent, session=first)
    again = start(by=agent, id=form, computer=at)
    assert again != first and again.is_running
    assert start(by=agent, id=form, computer=at) == again


def test_ending_early_gives_the_computer_back_at_once():
    session = moved_back(seated(), minutes=20)
    ended = end_session(by=receptionist(), session=session)
    assert ended.minutes == 20
    assert taken(session).period.upper == ended.ended_at
    assert end_session(by=receptionist(), session=session).ended_at == ended.ended_at
    assert seated(session.computer).is_running


def test_an_overdue_session_still_holds_its_computer():
    session = moved_back(seated(), hours=2)
    assert session.is_overdue and session.minutes_over == 60
    with pytest.raises(RuleViolation) as refusal:
        seated(session.computer)
    assert refusal.value.message == TAKEN


def test_a_session_forgotten_yesterday_ended_as_planned():
    session = moved_back(seated(), days=1)
    assert session.is_forgotten
    ended = end_session(by=receptionist(), session=session)
    assert ended.ended_at == session.planned_until and ended.minutes == 60


def test_extending_adds_half_an_hour_to_the_planned_end_or_to_now():
    session = seated()
    planned = session.planned_until
    session = extend_session(by=receptionist(), session=session)
    assert session.planned_until == planned + timedelta(minutes=30) == taken(session).period.upper
    late = extend_session(by=receptionist(), session=moved_back(seated(computer("Ordinateur 2")), hours=3))
    assert timedelta(minutes=29) < late.planned_until - now() <= timedelta(minutes=30)
    end_session(by=receptionist(), session=late)
    with pytest.raises(RuleViolation):
        extend_session(by=receptionist(), session=late)


def test_extending_into_another_booking_changes_nothing():
    session = seated()
    period = (session.planned_until, session.planned_until + timedelta(hours=1))
    kind = Occupation.Kind.EQUIPMENT
    Occupation.objects.create(kind=kind, resource=session.computer_id, period=period, source=uuid.uuid4())
    with pytest.raises(RuleViolation, match="Déjà pris"):
        extend_session(by=receptionist(), session=session)
    assert taken(session).period.upper == session.planned_until
    session.refresh_from_db()
    assert session.planned_until == period[0]


def test_one_person_sits_at_one_computer():
    person = BeneficiaryFactory()
    seated(person=person)
    with pytest.raises(RuleViolation) as refusal:
        seated(computer("Ordinateur 2"), person=person)
    assert refusal.value.message == ELSEWHERE


def test_a_computer_withdrawn_is_not_started():
    at = computer(closed_on=today())
    with pytest.raises(RuleViolation) as refusal:
        seated(at)
    assert refusal.value.message == WITHDRAWN


def test_a_named_session_is_one_encounter_and_no_second_passage():
    person = BeneficiaryFactory()
    visit(person=person)
    session = seated(person=person)
    entry = Encounter.objects.standing().get(source=session.pk)
    assert (entry.kind, entry.beneficiary, entry.date) == (Encounter.Kind.FREE_ACCESS, person, today())
    assert Encounter.objects.standing().passages_of([person])[person.pk] == (1, today())


def test_nobody_named_is_counted_at_the_door_only():
    session = seated()
    assert not Encounter.objects.filter(source=session.pk).exists()


def test_started_by_mistake_it_never_counted():
    person = BeneficiaryFactory()
    session = seated(person=person)
    cancelled = cancel_session(by=receptionist(), session=session, reason="Mauvaise personne")
    assert cancelled.cancelled_at and not taken(session)
    assert Encounter.objects.standing().passages_of([person]) == {}
    assert cancel_session(by=receptionist(), session=session, reason="Autre").cancel_reason == "Mauvaise personne"
    assert seated(session.computer, person=person).is_running


def test_the_database_refuses_what_the_action_never_writes():
    session = seated()
    for wrong in ({"ended_at": session.started_at}, {"planned_until": session.started_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ComputerSession.objects.filter(pk=session.pk).update(**wrong)


def test_the_board_shows_what_is_past_its_hour_first():
    room = computer("Ordinateur 1").room
    soon, late = computer("Ordinateur 2", room), computer("Ordinateur 3", room)
    seated(soon, minutes=30)
    moved_back(seated(late), hours=2)
    seats = board(receptionist())
    assert [(seat.computer.name, seat.state) for seat in seats] == [
        ("Ordinateur 3", "overdue"), ("Ordinateur 2", "taken"), ("Ordinateur 1", "free"),
    ]  # fmt: skip
    assert [seat.key for seat in seats] == ["3", "2", "1"]


def test_a_volunteer_learns_no_name():
    seated(person=BeneficiaryFactory())
    (seat,) = board(UserFactory(role=Role.VOLUNTEER))
    assert seat.state == "taken" and not seat.named
    (seat,) = board(receptionist())
    assert seat.named


def lines(user, person) -> list[tuple[str, str]]:
    return [(line.title, line.text) for line in computer_lines(user, person)]


def test_the_record_says_how_long_and_for_what():
    person = BeneficiaryFactory()
    session = moved_back(seated(person=person, purpose=purpose("job")), minutes=45)
    end_session(by=receptionist(), session=session)
    said = [("Poste en libre accès, 45\u00a0min", "Recherche d’emploi")]
    assert lines(worker(), person) == said == lines(receptionist(), person)
    session.refresh_from_db()
    session.date = today() - timedelta(days=1)
    session.save()
    assert lines(worker(), person) == said
    assert lines(receptionist(), person) == [("Poste en libre accès, 45\u00a0min", "")]
    assert lines(UserFactory(role=Role.VOLUNTEER), person) == []


def test_a_secret_purpose_stays_in_its_team():
    secret = Term.objects.create(
        list=FREE_ACCESS_PURPOSE, code="soin", label="Soins", platform=platform("sante"), sensitivity=Sensitivity.SECRET
    )
    session = seated(purpose=secret)
    assert session.purpose_open_to(worker("sante"))
    assert not session.purpose_open_to(receptionist()) and not session.purpose_open_to(worker("emploi"))


def test_the_hours_are_read_on_a_paris_clock():
    session = seated()
    assert session.date == timezone.localdate(session.started_at)

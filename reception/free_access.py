"""Free access: who sits at which public computer, begun and ended in one key."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.db import IntegrityError, transaction

from beneficiaries.actions import cancel_encounters, note_encounter
from beneficiaries.models import Beneficiary, Encounter
from ceis.accounts.models import User
from ceis.civil_time import now, today
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.places.actions import free, occupy, shorten, wait_for
from ceis.places.models import Equipment, Occupation
from ceis.terms.models import Term
from reception.models import ComputerSession

TAKEN = "Déjà pris : quelqu’un est à ce poste. Choisissez-en un autre."
ELSEWHERE = "Cette personne est déjà à un poste : terminez d’abord sa séance."
WITHDRAWN = "Ce poste n’est plus en service."
OVER = "Cette séance est finie."
PAST = "Une séance s’annule le jour même : celle-ci est passée."
STATES = ["overdue", "taken", "free"]  # in the order of the board
LAST_DIGIT = 9
ONE_PER_COMPUTER = "reception_computersession_one_running_per_computer"
ONE_PER_PERSON = "reception_computersession_one_running_per_person"


@transaction.atomic
def start_session(
    *,
    by: User,
    id: UUID,
    computer: Equipment,
    beneficiary: Beneficiary | None = None,
    helper: User | None = None,
    purpose: Term | None = None,
    minutes: int | None = None,
) -> ComputerSession:
    """Seat somebody at ``computer``, for an hour by default; the form sent twice seats them once.

    Takes: nobody, when the person gives no name. Raises: RuleViolation when the computer or the person is taken.
    """
    wait_for([computer.pk])  # whoever seats somebody there at this instant: then see what they wrote
    if not Equipment.objects.offered().public_computers().filter(pk=computer.pk).exists():
        raise RuleViolation(WITHDRAWN)
    id, already = _id_for(id, computer)
    if already:
        return already
    moment = now()
    until = moment + timedelta(minutes=minutes or settings.COMPUTER_SESSION_MINUTES)
    session = ComputerSession(
        id=id, recorded_by=by, computer=computer, date=moment.date(), started_at=moment, planned_until=until,
        beneficiary=beneficiary, helper=helper, purpose=purpose,
    )  # fmt: skip
    _seat(session)
    _take(session)
    if beneficiary:
        note_encounter(
            source=session.pk, kind=Encounter.Kind.FREE_ACCESS, day=session.date, at=moment.time(),
            beneficiary=beneficiary,
        )  # fmt: skip
    record(by=by, action=Entry.Action.CREATE, on=session)
    return session


@transaction.atomic
def end_session(*, by: User, session: ComputerSession) -> ComputerSession:
    """Give the computer back; ending twice changes nothing. One forgotten on an earlier day ended as planned."""
    session = _locked(session)
    if not session.is_running:
        return session
    session.ended_at = session.end_if_ended_now
    session.save(update_fields=["ended_at"])
    shorten(source=session.pk, end=session.ended_at)
    record(by=by, action=Entry.Action.UPDATE, on=session)
    return session


@transaction.atomic
def extend_session(*, by: User, session: ComputerSession) -> ComputerSession:
    """Give half an hour more, from the planned end, or from now when it is past.

    Raises: RuleViolation when the session is over, or the computer promised to somebody else.
    """
    session = _locked(session)
    if not session.is_running or session.is_forgotten:
        raise RuleViolation(OVER)
    session.planned_until = max(session.planned_until, now()) + timedelta(minutes=settings.COMPUTER_MORE_MINUTES)
    session.save(update_fields=["planned_until"])
    free(source=session.pk)
    _take(session)
    record(by=by, action=Entry.Action.UPDATE, on=session)
    return session


@transaction.atomic
def cancel_session(*, by: User, session: ComputerSession, reason: str) -> ComputerSession:
    """Take back a session started by mistake: it never counted. Cancelling it twice changes nothing."""
    session = _locked(session)
    if session.cancelled_at:
        return session
    if session.date != today():
        raise RuleViolation(PAST)
    session.cancel(by=by, reason=reason)
    free(source=session.pk)
    cancel_encounters(source=session.pk)
    record(by=by, action=Entry.Action.CANCEL, on=session)
    return session


def _id_for(id: UUID, computer: Equipment) -> tuple[UUID, ComputerSession | None]:
    """Return the id to write under, or the session the same form already began.

    A page shown again (Back) may send the id of a session that is over, or of another computer: that is a new one.
    """
    already = ComputerSession.objects.with_id(id)
    if already is None:
        return id, None
    if already.is_running and already.computer_id == computer.pk:
        return id, already
    again = uuid5(id, f"{computer.pk} {already.ended_at or already.cancelled_at}")
    twin = ComputerSession.objects.with_id(again)
    if twin is None or twin.is_running:
        return again, twin
    return uuid4(), None


def _seat(session: ComputerSession) -> None:
    try:
        with transaction.atomic():
            session.save(force_insert=True)
    except IntegrityError as error:
        if ONE_PER_COMPUTER in str(error):
            raise RuleViolation(TAKEN) from error
        if ONE_PER_PERSON in str(error):
            raise RuleViolation(ELSEWHERE) from error
        raise


def _take(session: ComputerSession) -> None:
    try:
        occupy(
            source=session.pk, start=session.started_at, end=session.planned_until,
            resources=[(Occupation.Kind.EQUIPMENT, session.computer_id)],
        )  # fmt: skip
    except RuleViolation as refusal:
        raise RuleViolation(TAKEN) from refusal


def _locked(session: ComputerSession) -> ComputerSession:
    return ComputerSession.objects.select_for_update(of=("self",)).select_related("computer").get(pk=session.pk)


@dataclass(frozen=True)
class Seat:
    """One public computer: free, or taken by a session, as a reader may know it."""

    computer: Equipment
    session: ComputerSession | None
    key: str  # the digit that presses its button, "" beyond the ninth
    named: bool  # whether the reader may learn who sits there
    purpose: Term | None
    id: UUID = field(default_factory=uuid4)

    @property
    def state(self) -> str:
        if self.session is None:
            return "free"
        return "overdue" if self.session.is_overdue else "taken"

    @property
    def until(self) -> datetime | None:
        return self.session.planned_until if self.session else None


def board(user: User) -> list[Seat]:
    """Return every public computer: those whose hour is past first, then who sits where, then the free ones."""
    computers = list(Equipment.objects.offered().public_computers().in_order())
    running = ComputerSession.objects.visible_to(user).running().on([computer.pk for computer in computers])
    at = {session.computer_id: session for session in running.for_board()}
    seats = [_seat_of(computer, at.get(computer.pk), rank, user) for rank, computer in enumerate(computers, start=1)]
    moment = now()
    return sorted(seats, key=lambda seat: (STATES.index(seat.state), seat.until or moment))


def _seat_of(computer: Equipment, session: ComputerSession | None, rank: int, user: User) -> Seat:
    named = bool(session and session.names_open_to(user))
    purpose = session.purpose if session and session.purpose_open_to(user) else None
    return Seat(computer, session, str(rank) if rank <= LAST_DIGIT else "", named, purpose)

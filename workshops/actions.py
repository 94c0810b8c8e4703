"""Writes on what happens in groups: sessions, registrations, presence."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from beneficiaries.actions import cancel_encounters, note_encounter
from beneficiaries.models import Beneficiary, Encounter
from ceis.accounts.models import User
from ceis.civil_time import ImpossibleTime, instant, today
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.models import Platform
from ceis.places.actions import occupy
from ceis.places.models import Occupation, Room
from ceis.terms.models import Term
from partners.models import Partner
from workshops.models import AnonymousTally, Attendance, Group, Session

TIMES = "La séance finit après avoir commencé."
NO_SUCH_HOUR = "Cette heure n’existe pas ce jour-là : on avance les horloges."
CANCELLED = "Cette séance est annulée."
FULL = "Cette séance est complète."
NOT_YET = "La séance n’a pas encore eu lieu : les présences se notent le jour même."
ELSEWHERE = "Cette personne n’est pas inscrite à cette séance."
MOST = 500  # people nobody named, at the largest open day


@transaction.atomic
def schedule_session(
    *,
    by: User,
    id: UUID,
    title: str,
    theme: Term,
    day: date,
    starts_at: time,
    ends_at: time,
    room: Room | None = None,
    facilitators: Iterable[User] = (),
    platform: Platform | None = None,
    group: Group | None = None,
    partner: Partner | None = None,
    places: int = 10,
) -> Session:
    """Put a session in the programme and take its room and its facilitators; asked twice, it is one session.

    Raises: RuleViolation when the hours are impossible or something is already taken.
    """
    start, end = _instants(day, starts_at, ends_at)
    session, created = Session.objects.get_or_create(
        pk=id,
        defaults={
            "recorded_by": by, "title": title, "theme": theme, "date": day, "starts_at": starts_at, "ends_at": ends_at,
            "room": room, "platform": platform, "group": group, "partner": partner, "places": places,
        },
    )  # fmt: skip
    if created:
        team = list(facilitators)
        session.facilitators.set(team)
        rooms = [(Occupation.Kind.ROOM, room.pk)] if room else []
        workers = [(Occupation.Kind.WORKER, worker.pk) for worker in team]
        occupy(source=session.pk, start=start, end=end, resources=rooms + workers)
        record(by=by, action=Entry.Action.CREATE, on=session)
    return session


@transaction.atomic
def register(*, by: User, id: UUID, session: Session, beneficiary: Beneficiary) -> Attendance:
    """Expect someone at a session; the same person twice has one place, and the last place is given once.

    Raises: RuleViolation when the session is full or cancelled.
    """
    session = _locked(session)
    standing = session.attendances.standing()
    already = standing.filter(beneficiary=beneficiary).first()
    if already:
        return already
    if standing.count() >= session.places:
        raise RuleViolation(FULL)
    attendance = Attendance.objects.create(pk=id, session=session, beneficiary=beneficiary, recorded_by=by)
    record(by=by, action=Entry.Action.CREATE, on=attendance)
    return attendance


@transaction.atomic
def mark_attendance(*, by: User, session: Session, statuses: Mapping[UUID, Attendance.Status]) -> list[Attendance]:
    """Write who came. Takes: a status for each attendance id. Returns: those that changed."""
    session = _locked(session)
    attendances = session.attendances.standing().select_related("beneficiary").in_bulk(list(statuses))
    if set(attendances) != set(statuses):
        raise RuleViolation(ELSEWHERE)
    changed = [row for id, row in attendances.items() if row.status != statuses[id]]
    if changed and session.date > today():
        raise RuleViolation(NOT_YET)
    for attendance in changed:
        attendance.status = statuses[attendance.pk]
        attendance.save(update_fields=["status"])
        _note(attendance, session)
        record(by=by, action=Entry.Action.UPDATE, on=attendance)
    return changed


@transaction.atomic
def tally(*, by: User, session: Session, count: int) -> AnonymousTally | None:
    """Write how many people nobody named came, in all; another number replaces the first, 0 takes it back."""
    session = _locked(session)
    current = session.tallies.standing().first()
    if (current.count if current else 0) == count:
        return current
    if session.date > today():
        raise RuleViolation(NOT_YET)
    if not 0 <= count <= MOST:
        raise RuleViolation(f"Comptez de 0 à {MOST} personnes.", field="unnamed")
    if current:
        current.cancel(by=by, reason="Décompte corrigé.")
        cancel_encounters(source=current.pk)
        record(by=by, action=Entry.Action.CANCEL, on=current)
    if count == 0:
        return None
    new = AnonymousTally.objects.create(session=session, count=count, recorded_by=by)
    note_encounter(
        source=new.pk, kind=Encounter.Kind.WORKSHOP, day=session.date, at=session.starts_at, headcount=count,
        platform_id=session.platform_id,
    )  # fmt: skip
    record(by=by, action=Entry.Action.CREATE, on=new)
    return new


@transaction.atomic
def keep_sheet(*, by: User, session: Session, statuses: Mapping[UUID, Attendance.Status], unnamed: int) -> None:
    """Write a whole attendance sheet: who came, and how many without a name."""
    mark_attendance(by=by, session=session, statuses=statuses)
    tally(by=by, session=session, count=unnamed)


def _note(attendance: Attendance, session: Session) -> None:
    if attendance.status not in Attendance.CAME:
        cancel_encounters(source=attendance.pk)
        return
    note_encounter(
        source=attendance.pk,
        kind=Encounter.Kind.WORKSHOP,
        day=session.date,
        at=session.starts_at,
        beneficiary=attendance.beneficiary,
        platform_id=session.platform_id,
    )


def _locked(session: Session) -> Session:
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.cancelled_at:
        raise RuleViolation(CANCELLED)
    return session


def _instants(day: date, starts_at: time, ends_at: time) -> tuple[datetime, datetime]:
    try:
        start, end = instant(day, starts_at), instant(day, ends_at)
    except ImpossibleTime as error:
        raise RuleViolation(NO_SUCH_HOUR, field="starts_at") from error
    if end <= start:
        raise RuleViolation(TIMES, field="ends_at")
    return start, end

"""Writing, correcting and cancelling interviews: the act, its people, its texts and what comes next, all or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from beneficiaries.actions import cancel_encounters, note_encounter
from beneficiaries.models import Beneficiary, Encounter
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.models import Platform
from ceis.terms.models import Term
from partners.models import Partner
from platforms.actions.appointments import REUSED, Status, locked, set_status
from platforms.actions.referrals import send_referral
from platforms.models import Appointment, Interview, InterviewNote, InterviewParticipant, Referral, Task
from platforms.models.referral import destination

Kind = InterviewNote.Kind


@dataclass(frozen=True)
class Notes:
    """What was said: themes and summary for the platform, a private note for its author."""

    themes: list[Term] = field(default_factory=list)
    shared: str = ""
    private: str = ""
    kept_reason: str = ""  # an `InterviewNote.KeptReason`: why a sensitive number stays in spite of the warning


@dataclass(frozen=True)
class NextStep:
    what: str
    due_on: date


@transaction.atomic
def write_interview(
    *,
    by: User,
    id: UUID,
    platform: Platform,
    day: date,
    at: time,
    minutes: int,
    people: Iterable[Beneficiary],
    notes: Notes,
    channel: Interview.Channel = Interview.Channel.OFFICE,
    colleagues: Iterable[User] = (),
    appointment: Appointment | None = None,
    next_step: NextStep | None = None,
    refer_to: Platform | Partner | None = None,
) -> Interview:
    """Keep an interview whole or not at all; the same ``id`` twice keeps one.

    Raises: RuleViolation when it is not of the writer's platform, not past, or already written.
    """
    people = list(people)
    refuse_foreign_or_future(by, platform, day)
    interview = Interview(
        id=id, recorded_by=by, platform=platform, date=day, starts_at=at, minutes=minutes, channel=channel,
        appointment=appointment,
    )  # fmt: skip
    try:
        with transaction.atomic():
            interview.save(force_insert=True)
    except IntegrityError:
        return already_written(id, by)
    if appointment:
        close(appointment, interview, by)
    interview.workers.set({by, *colleagues})
    add_participants(interview, people)
    write_notes(interview, by, notes)
    follow_up(interview, by, people, next_step, refer_to)
    record(by=by, action=Entry.Action.CREATE, on=interview)
    return interview


def refuse_foreign_or_future(by: User, platform: Platform, day: date) -> None:
    if platform.pk not in by.platform_ids:
        raise RuleViolation("Vous n’êtes pas sur cette plateforme.", "platform")
    if day > today():
        raise RuleViolation("Un entretien s’écrit quand il a eu lieu.", "day")


def already_written(id: UUID, by: User) -> Interview:
    existing = Interview.objects.filter(pk=id, recorded_by=by).first()
    if existing is None:
        raise RuleViolation(REUSED)
    return existing


def close(appointment: Appointment, interview: Interview, by: User) -> None:
    """The appointment was honoured, since its interview is written."""
    current = locked(appointment)
    if current.interviews.standing().exclude(pk=interview.pk).exists():
        raise RuleViolation("L’entretien de ce rendez-vous est déjà écrit.")
    set_status(by=by, appointment=current, status=Status.HONOURED)


def add_participants(interview: Interview, people: list[Beneficiary]) -> None:
    InterviewParticipant.objects.bulk_create(
        [InterviewParticipant(interview=interview, beneficiary=person) for person in people]
    )
    for person in people:
        note_encounter(
            source=interview.pk,
            kind=Encounter.Kind.INTERVIEW,
            day=interview.date,
            at=interview.starts_at,
            beneficiary=person,
            platform_id=interview.platform_id,
        )


def write_notes(interview: Interview, by: User, notes: Notes) -> None:
    """Keep the shared note, and the private one when there is something in it or was."""
    shared, _ = InterviewNote.objects.update_or_create(
        interview=interview, participant=None, kind=Kind.SHARED, author=by,
        defaults={"text": notes.shared, "readers": [interview.platform_id], "kept_reason": notes.kept_reason},
    )  # fmt: skip
    shared.themes.set(notes.themes)
    private = InterviewNote.objects.filter(interview=interview, participant=None, kind=Kind.PRIVATE, author=by)
    if notes.private or private.exists():
        InterviewNote.objects.update_or_create(
            interview=interview, participant=None, kind=Kind.PRIVATE, author=by,
            defaults={"text": notes.private, "kept_reason": notes.kept_reason},
        )  # fmt: skip


def follow_up(
    interview: Interview,
    by: User,
    people: list[Beneficiary],
    next_step: NextStep | None,
    refer_to: Platform | Partner | None,
) -> None:
    """Write down what comes next: a thing to do, another door to knock at."""
    if next_step:
        Task.objects.create(
            recorded_by=by,
            assignee=by,
            interview=interview,
            platform=interview.platform,
            beneficiary=people[0] if people else None,
            what=next_step.what,
            due_on=next_step.due_on,
        )
    for person in people if refer_to else ():
        id = referral_id(interview, person.pk)
        door = destination(refer_to)
        send_referral(by=by, id=id, beneficiary=person, from_platform=interview.platform, **door)


def referral_id(interview: Interview, person: UUID) -> UUID:
    """The id of the referral an interview sends for a person: by it, what was written by mistake is taken back."""
    return uuid5(interview.pk, str(person))


@transaction.atomic
def correct_interview(*, by: User, interview: Interview, version: int, minutes: int, notes: Notes) -> Interview:
    """Replace what was written the same day; the old text stays in the history.

    Takes: ``version``, the one the form was opened on. Raises: RuleViolation when it is no longer the present one.
    """
    current = Interview.objects.select_for_update(of=("self",)).select_related("platform").get(pk=interview.pk)
    if not current.may_be_corrected_by(by):
        raise RuleViolation("Un entretien se corrige le jour où il est écrit, par son auteur.")
    if current.version != version:
        raise RuleViolation(
            "Cet entretien a été modifié ailleurs depuis l’ouverture de la page. Votre texte est gardé ci-dessous :"
            " comparez-le avec la version enregistrée, puis enregistrez à nouveau."
        )
    current.minutes, current.version = minutes, version + 1
    current.save(update_fields=["minutes", "version"])
    write_notes(current, by, notes)
    record(by=by, action=Entry.Action.UPDATE, on=current)
    return current


@transaction.atomic
def cancel_interview(*, by: User, interview: Interview, reason: str) -> Interview:
    """Take an interview written by mistake out of every count, with what it had planned; twice changes nothing."""
    current = Interview.objects.select_for_update(of=("self",)).select_related("platform").get(pk=interview.pk)
    if current.cancelled_at:
        return current
    if not current.may_be_cancelled_by(by):
        raise RuleViolation("Un entretien s’annule par son auteur.")
    if not reason.strip():
        raise RuleViolation("Dites pourquoi cet entretien est annulé.", "reason")
    current.cancel(by=by, reason=reason)
    cancel_encounters(source=current.pk)
    for task in current.tasks.open():
        task.cancel(by=by, reason=reason)
    sent = [referral_id(current, one.beneficiary_id) for one in current.participants.all() if one.beneficiary_id]
    for referral in Referral.objects.waiting().filter(pk__in=sent):
        referral.cancel(by=by, reason=reason)
    record(by=by, action=Entry.Action.CANCEL, on=current)
    return current

"""Booking, moving, calling off and closing appointments. Every time range is taken through `ceis.places.actions`."""

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction

from beneficiaries.actions import cancel_encounters, note_encounter
from beneficiaries.models import Beneficiary, Encounter
from ceis.accounts.models import User
from ceis.civil_time import ImpossibleTime, instant, now, today
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.models import Platform
from ceis.places.actions import Resource, free, occupy
from ceis.places.models import Occupation, Room
from platforms.models import Appointment

Status = Appointment.Status

# What may follow each state. A state that frees the hour is final: the hour may already be somebody else's.
NEXT: dict[str, frozenset[str]] = {
    Status.PLANNED: frozenset(Status) - {Status.PLANNED},
    Status.ARRIVED: frozenset(Status) - {Status.ARRIVED},
    Status.IN_PROGRESS: frozenset({Status.ARRIVED, Status.HONOURED, Status.CANCELLED_BY_US}),
    Status.HONOURED: frozenset({Status.NO_SHOW}),
    Status.NO_SHOW: frozenset({Status.ARRIVED, Status.HONOURED, Status.EXCUSED}),
    Status.EXCUSED: frozenset(),
    Status.CANCELLED_BY_US: frozenset(),
    Status.CANCELLED_BY_THEM: frozenset(),
}
REUSED = "Ce formulaire a déjà servi : rouvrez la page pour recommencer."


def instants(day: date, starts_at: time, ends_at: time) -> tuple[datetime, datetime]:
    """Raises: RuleViolation on the hour, when it does not exist or does not end after it began."""
    try:
        start, end = instant(day, starts_at), instant(day, ends_at)
    except ImpossibleTime as skipped:
        raise RuleViolation("Cette heure n’existe pas ce jour-là : les horloges avancent.", "hour") from skipped
    if end <= start:
        raise RuleViolation("Le rendez-vous finit après avoir commencé, le même jour.", "hour")
    return start, end


def resources_of(workers: Iterable[User], people: Iterable[Beneficiary], room: Room | None) -> list[Resource]:
    kinds = Occupation.Kind
    return [
        *((kinds.WORKER, worker.pk) for worker in workers),
        *((kinds.PERSON, person.pk) for person in people),
        *([(kinds.ROOM, room.pk)] if room else []),
    ]


@transaction.atomic
def book_appointment(
    *,
    by: User,
    id: UUID,
    platform: Platform,
    day: date,
    starts_at: time,
    ends_at: time,
    workers: Iterable[User],
    people: Iterable[Beneficiary],
    room: Room | None = None,
    channel: Appointment.Channel = Appointment.Channel.OFFICE,
) -> Appointment:
    """Take the hour of the workers, of the room and of the people; the same ``id`` twice books once.

    Raises: RuleViolation when one of them is taken, or when the hour does not exist.
    """
    workers, people = list(workers), list(people)
    start, end = instants(day, starts_at, ends_at)
    if not workers or not people:
        raise RuleViolation("Un rendez-vous a au moins un professionnel et une personne.")
    appointment = Appointment(
        id=id, recorded_by=by, platform=platform, date=day, starts_at=starts_at, ends_at=ends_at, room=room,
        channel=channel,
    )  # fmt: skip
    try:
        with transaction.atomic():
            appointment.save(force_insert=True)
    except IntegrityError:
        return already_booked(id, by)
    appointment.workers.set(workers)
    appointment.people.set(people)
    occupy(source=id, start=start, end=end, resources=resources_of(workers, people, room))
    record(by=by, action=Entry.Action.CREATE, on=appointment)
    return appointment


def already_booked(id: UUID, by: User) -> Appointment:
    existing = Appointment.objects.filter(pk=id, recorded_by=by).first()
    if existing is None:
        raise RuleViolation(REUSED)
    return existing


def locked(appointment: Appointment) -> Appointment:
    """Return the row as it is now, held until the end of the transaction: two people may press at the same moment."""
    return Appointment.objects.select_for_update(of=("self",)).select_related("room").get(pk=appointment.pk)


@transaction.atomic
def move_appointment(
    *, by: User, appointment: Appointment, day: date, starts_at: time, ends_at: time, room: Room | None
) -> Appointment:
    """Give back the old hour and take the new one, both or neither. The row keeps its past in its history."""
    appointment = locked(appointment)
    if not appointment.is_expected:
        raise RuleViolation(f"Ce rendez-vous est « {appointment.get_status_display()} » : il ne se déplace plus.")
    if appointment.status != Status.PLANNED:
        raise RuleViolation("La personne est là : ce rendez-vous ne se déplace plus. Prenez-en un autre pour la suite.")
    start, end = instants(day, starts_at, ends_at)
    free(source=appointment.pk)
    occupy(
        source=appointment.pk,
        start=start,
        end=end,
        resources=resources_of(appointment.workers.all(), appointment.people.all(), room),
    )
    appointment.date, appointment.starts_at, appointment.ends_at, appointment.room = day, starts_at, ends_at, room
    appointment.save()
    record(by=by, action=Entry.Action.UPDATE, on=appointment)
    return appointment


@transaction.atomic
def set_status(
    *, by: User, appointment: Appointment, status: Appointment.Status, at: time | None = None
) -> Appointment:
    """Move the appointment to its next state; asking for the state it has already changes nothing.

    Takes: ``at``, the hour of arrival (now by default). Raises: RuleViolation when ``status`` cannot follow.
    """
    appointment = locked(appointment)
    if appointment.status == status:
        return appointment
    refuse_impossible(appointment, Status(status), by)
    was, appointment.status = appointment.status, status
    if status == Status.ARRIVED:
        appointment.arrived_at = at or now().time().replace(second=0, microsecond=0)
    elif status == Status.PLANNED:
        appointment.arrived_at = None
    appointment.save(update_fields=["status", "arrived_at"])
    if status in Appointment.FREEING:
        free(source=appointment.pk)
    if status == Status.HONOURED:
        note_presence(appointment)
    elif was == Status.HONOURED:
        cancel_encounters(source=appointment.pk)
    record(by=by, action=Entry.Action.UPDATE, on=appointment)
    return appointment


def refuse_impossible(appointment: Appointment, status: Appointment.Status, by: User) -> None:
    if status not in NEXT[appointment.status] or appointment.cancelled_at:
        raise RuleViolation(f"Un rendez-vous « {appointment.get_status_display()} » ne devient pas « {status.label} ».")
    if status in (Status.ARRIVED, Status.IN_PROGRESS, Status.HONOURED) and appointment.date > today():
        raise RuleViolation("Ce rendez-vous n’a pas encore eu lieu.")
    if appointment.status == Status.HONOURED and appointment.platform_id not in by.platform_ids:
        # Whether an interview was written for it is its platform's to know.
        raise RuleViolation("Un rendez-vous honoré ne se reprend que par sa plateforme.")
    if status == Status.NO_SHOW:
        if appointment.start > now():
            raise RuleViolation("L’heure du rendez-vous n’est pas passée : la personne peut encore venir.")
        if appointment.interviews.standing().exists():
            raise RuleViolation("Un entretien est écrit pour ce rendez-vous : la personne est venue.")


def possible_states(appointment: Appointment, by: User) -> list[Appointment.Status]:
    """Return the states the appointment may take now, calling it off apart: that one asks who and why."""
    possible = []
    for status in Status:
        try:
            refuse_impossible(appointment, status, by)
        except RuleViolation:
            continue
        possible.append(status)
    return [status for status in possible if status not in Appointment.CALLED_OFF]


def note_presence(appointment: Appointment) -> None:
    for person in appointment.people.all():
        note_encounter(
            source=appointment.pk,
            kind=Encounter.Kind.APPOINTMENT,
            day=appointment.date,
            at=appointment.starts_at,
            beneficiary=person,
            platform_id=appointment.platform_id,
        )


@transaction.atomic
def cancel_appointment(*, by: User, appointment: Appointment, status: Appointment.Status, reason: str) -> Appointment:
    """Call the appointment off, by us or by the person, and give its hour back; twice changes nothing."""
    if status not in Appointment.CALLED_OFF:
        raise RuleViolation("Dites qui annule : le lieu ou la personne.", "status")
    if not reason.strip():
        raise RuleViolation("Dites pourquoi ce rendez-vous est annulé.", "reason")
    current = locked(appointment)
    if current.cancelled_at is None:
        current = set_status(by=by, appointment=current, status=status)
        current.cancel(by=by, reason=reason)
    return current

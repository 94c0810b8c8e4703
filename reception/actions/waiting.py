"""Receiving who waits: one person is received once."""

from django.db import transaction

from ceis.accounts.models import User
from ceis.civil_time import now, today
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from platforms.actions import set_status
from platforms.models import Appointment
from reception.models import Visit

GONE = "Cette personne n’attend plus."


@transaction.atomic
def receive(*, by: User, visit: Visit) -> Visit:
    """Write that ``by`` receives the person: of two at once, one does; pressing twice changes nothing.

    Raises: RuleViolation, which says who already receives them, or that nobody waits any more.
    """
    visit = _locked(visit)
    if visit.received_by_id == by.pk:
        return visit
    if visit.received_by_id:
        raise RuleViolation(f"{visit.received_by} reçoit déjà cette personne.")
    if not Visit.objects.waiting().filter(pk=visit.pk).exists():
        raise RuleViolation(GONE)
    visit.received_by, visit.waited_until = by, now().time().replace(microsecond=0)
    visit.save(update_fields=["received_by", "waited_until"])
    if visit.appointment_id:
        set_status(by=by, appointment=visit.appointment, status=Appointment.Status.IN_PROGRESS)
    record(by=by, action=Entry.Action.UPDATE, on=visit)
    return visit


@transaction.atomic
def stop_waiting(*, by: User, visit: Visit) -> Visit:
    """Write that the person waits no more, whoever saw them: the desk knows they were shown in, or that they left."""
    visit = _locked(visit)
    if visit.waited_until is None:
        visit.waited_until = now().time().replace(microsecond=0)
        visit.save(update_fields=["waited_until"])
        record(by=by, action=Entry.Action.UPDATE, on=visit)
    return visit


def _locked(visit: Visit) -> Visit:
    rows = Visit.objects.select_for_update(of=("self",)).select_related("received_by", "appointment")
    visit = rows.get(pk=visit.pk)
    if visit.cancelled_at or visit.date != today():
        raise RuleViolation(GONE)
    return visit

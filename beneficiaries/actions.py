"""Writes on the shared record."""

from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from beneficiaries.models import Beneficiary, Encounter, FileCounter
from ceis.accounts.models import User
from ceis.civil_time import HalfDay, today
from ceis.journal.actions import record
from ceis.journal.models import Entry


@transaction.atomic
def open_record(*, by: User, beneficiary: Beneficiary) -> Beneficiary:
    """Save a new person under the next file number; a second call with the same id returns the first one's row."""
    existing = Beneficiary.objects.filter(pk=beneficiary.pk).first()
    if existing:
        return existing
    beneficiary.file_number = FileCounter.take(today().year)
    beneficiary.created_by = by
    beneficiary.save(force_insert=True)
    record(by=by, action=Entry.Action.CREATE, on=beneficiary)
    return beneficiary


def note_encounter(
    *,
    source: UUID,
    kind: Encounter.Kind,
    day: date,
    at: time,
    beneficiary: Beneficiary | None = None,
    headcount: int = 1,
    platform_id: int | None = None,
) -> Encounter:
    """Write in the ledger that ``source`` met someone, in the caller's transaction; writing it twice changes nothing.

    Takes: a named ``beneficiary``, or none and the ``headcount`` of people nobody named.
    """
    unit = beneficiary.pk if beneficiary else source
    encounter, _ = Encounter.objects.update_or_create(
        source=source,
        unit=unit,
        defaults={
            "beneficiary": beneficiary,
            "headcount": headcount,
            "date": day,
            "half_day": HalfDay.of(at),
            "platform_id": platform_id,
            "kind": kind,
            "cancelled_at": None,
        },
    )
    return encounter


def cancel_encounters(*, source: UUID) -> None:
    """Take the encounters of a cancelled act out of every count."""
    Encounter.objects.standing().filter(source=source).update(cancelled_at=timezone.now())

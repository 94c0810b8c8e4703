"""Words left at the desk for the team of the day."""

from uuid import UUID

from django.db import transaction

from ceis.accounts.models import User
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from reception.models import HandoverNote


@transaction.atomic
def leave_note(*, by: User, id: UUID, text: str) -> HandoverNote:
    """Leave a note for today and the next open day; sent twice, it is one."""
    note, created = HandoverNote.objects.get_or_create(pk=id, defaults={"text": text, "recorded_by": by})
    if created:
        record(by=by, action=Entry.Action.CREATE, on=note)
    return note


@transaction.atomic
def take_note_back(*, by: User, note: HandoverNote) -> None:
    """Cancel a note: its author does, once is enough."""
    note = HandoverNote.objects.select_for_update().get(pk=note.pk)
    if note.recorded_by_id != by.pk:
        raise RuleViolation("Seul son auteur retire une consigne.")
    if note.cancelled_at is None:
        note.cancel(by=by, reason="Retirée par son auteur.")
        record(by=by, action=Entry.Action.CANCEL, on=note)

"""Writing a fact whose id its form made: once, however often it is sent, and in words when the database refuses."""

from typing import TypeVar

from django.db import IntegrityError, transaction

from ceis.facts import Fact, RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry

REUSED = "Ce formulaire a déjà servi : rouvrez la page pour recommencer."
Row = TypeVar("Row", bound=Fact)


def write_once(row: Row) -> tuple[Row, bool]:
    """Insert ``row`` with its line of journal; sent twice by the same hand, return the first one.

    Returns: the row kept, and whether it was written now.
    Raises: RuleViolation with the words of the constraint that refuses.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        kept = type(row)._base_manager.filter(pk=row.pk).first()
        if kept is None:
            raise refusal(error, row) from error
        if kept.recorded_by_id != row.recorded_by_id:
            raise RuleViolation(REUSED) from error
        return kept, False
    record(by=row.recorded_by, action=Entry.Action.CREATE, on=row)
    return row, True


def change(row: Row, *, by, **values: object) -> Row:
    """Write ``values`` over ``row``, with its line of journal. Raises: RuleViolation, as `write_once`."""
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save(update_fields=list(values))
    except IntegrityError as error:
        raise refusal(error, row) from error
    record(by=by, action=Entry.Action.UPDATE, on=row)
    return row


def undo(row: Row, *, by, reason: str) -> Row:
    """Cancel ``row``, with its line of journal; a second time changes nothing."""
    row = type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if row.cancelled_at is None:
        row.cancel(by=by, reason=reason)
        record(by=by, action=Entry.Action.CANCEL, on=row)
    return row


def refusal(error: IntegrityError, row: Fact) -> RuleViolation:
    """Return what the constraint that refused ``row`` says in French. Raises: ``error`` when it is none of ours."""
    name = error.__cause__.diag.constraint_name  # type: ignore[union-attr]
    for constraint in row._meta.constraints:
        if constraint.name == name:
            return RuleViolation(str(constraint.violation_error_message))
    raise error

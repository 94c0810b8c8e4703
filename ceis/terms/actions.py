"""Keeping the lists of the place. A term is closed, never deleted; who reads it changes with a trace."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Max
from django.utils.text import slugify

from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.platform import Sensitivity
from ceis.terms.models import Lowering, Term
from ceis.terms.uses import rows_that_say, tell_of_new_readers

RANK = {Sensitivity.ORDINARY: 0, Sensitivity.RESERVED: 1, Sensitivity.SECRET: 2}
LONGEST_CODE = 50


def hold_readers(*, exclusive: bool = False) -> None:
    """Keep the readers of every term as they are until the end of the transaction, or be the one who changes them.

    Whoever writes a row that depends on them holds them, together with others; who changes them waits for all.
    """
    function = "pg_advisory_xact_lock" if exclusive else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended('terms.readers', 0))")


def is_lower(before: str, after: str) -> bool:
    """Whether more people read what is ``after`` than what was ``before``."""
    return RANK[Sensitivity(after)] < RANK[Sensitivity(before)]


@transaction.atomic
def add_term(*, by: User, list_name: str, label: str, sensitivity: str = Sensitivity.RESERVED) -> Term:
    """Add a word at the end of a list. Its code, made once from its label, never changes.

    Raises: RuleViolation when an open term of the list already says so.
    """
    list_rows = Term.objects.select_for_update().of_list(list_name)
    if any(term.label.casefold() == label.casefold() for term in list_rows):
        raise RuleViolation("Ce mot est déjà dans la liste : s’il est fermé, rouvrez-le.", "label")
    taken = {term.code for term in list_rows}
    stem = slugify(label)[:LONGEST_CODE] or "terme"
    code = next(code for code in [stem, *(f"{stem}-{n}" for n in range(2, 999))] if code not in taken)
    last = list_rows.aggregate(last=Max("position"))["last"] if taken else -1
    term = Term.objects.create(
        list=list_name, code=code, label=label, sensitivity=sensitivity, position=last + 1, valid_from=today()
    )
    record(by=by, action=Entry.Action.CREATE, on=term)
    return term


@transaction.atomic
def rename_term(*, by: User, term: Term, label: str) -> Term:
    """Say the same thing in other words. Raises: RuleViolation when another term of the list says so."""
    current = Term.objects.select_for_update().get(pk=term.pk)
    if current.label == label:
        return current
    others = Term.objects.of_list(current.list)
    if any(other.label.casefold() == label.casefold() for other in others if other != current):
        raise RuleViolation("Un autre mot de la liste dit déjà cela.", "label")
    current.label = label
    current.save(update_fields=["label"])
    record(by=by, action=Entry.Action.UPDATE, on=current)
    return current


@transaction.atomic
def close_term(*, by: User, term: Term, from_day: date) -> Term:
    """Stop offering a term from ``from_day`` on; what already says it keeps it."""
    current = Term.objects.select_for_update().get(pk=term.pk)
    if from_day <= current.valid_from:
        raise RuleViolation("Un mot se ferme après le jour où il a été ouvert.", "from_day")
    current.valid_to = from_day - timedelta(days=1)
    current.save(update_fields=["valid_to"])
    record(by=by, action=Entry.Action.UPDATE, on=current)
    return current


@transaction.atomic
def reopen_term(*, by: User, term: Term) -> Term:
    current = Term.objects.select_for_update().get(pk=term.pk)
    if current.valid_to is not None:
        current.valid_to = None
        current.save(update_fields=["valid_to"])
        record(by=by, action=Entry.Action.UPDATE, on=current)
    return current


@transaction.atomic
def move_term(*, by: User, term: Term, up: bool) -> None:
    """Exchange a term with its neighbour; the list is numbered again from zero."""
    rows = list(Term.objects.select_for_update().of_list(term.list).order_by("position", "label", "pk"))
    here = next(rank for rank, row in enumerate(rows) if row.pk == term.pk)
    there = here + (-1 if up else 1)
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for rank, row in enumerate(rows):
        row.position = rank
    Term.objects.bulk_update(rows, ["position"])
    record(by=by, action=Entry.Action.UPDATE, on=term)


@transaction.atomic
def change_readers(*, by: User, term: Term, sensitivity: str, reason: str = "") -> Term:
    """Let more or fewer people read what says ``term``: at once, and with a reason when they are more.

    Raises: RuleViolation when it is lowered without a reason.
    """
    hold_readers(exclusive=True)
    current = Term.objects.select_for_update().get(pk=term.pk)
    before = current.sensitivity
    if before == sensitivity:
        return current
    if is_lower(before, sensitivity):
        if not reason.strip():
            raise RuleViolation("Dites pourquoi : plus de personnes liront ce que ce mot dit de quelqu’un.", "reason")
        Lowering.objects.create(
            term=current, before=before, after=sensitivity, reason=reason, opened=rows_that_say(current), by=by
        )
    current.sensitivity = sensitivity
    current.save(update_fields=["sensitivity"])
    tell_of_new_readers(current)
    record(by=by, action=Entry.Action.UPDATE, on=current)
    return current

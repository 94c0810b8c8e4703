"""Writes on what partners hold here."""

from datetime import date
from uuid import UUID

from django.db import transaction

from ceis.accounts.models import User
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from partners.models import Permanence, PermanenceOff

NOT_THAT_DAY = "La permanence n’a pas lieu ce jour-là : il n’y a rien à annuler."


@transaction.atomic
def save_permanence(*, by: User, permanence: Permanence) -> Permanence:
    """Write a rule, new or changed; a new one sent twice is one rule."""
    current = Permanence.objects.select_for_update().filter(pk=permanence.pk).first()
    if current and permanence._state.adding:  # the form of a new one was sent twice
        return current
    if current is None:
        permanence.recorded_by = by
    permanence.save()
    record(by=by, action=Entry.Action.UPDATE if current else Entry.Action.CREATE, on=permanence)
    return permanence


@transaction.atomic
def call_off(*, by: User, permanence: Permanence, day: date) -> PermanenceOff:
    """Say that a permanence is not held on ``day``; saying it twice changes nothing.

    Raises: RuleViolation when the rule does not fall on that day.
    """
    permanence = Permanence.objects.select_for_update().get(pk=permanence.pk)
    already = permanence.dates_off.standing().filter(date=day).first()
    if already:
        return already
    if permanence not in Permanence.objects.filter(pk=permanence.pk).of_day(day):
        raise RuleViolation(NOT_THAT_DAY, field="day")
    off = PermanenceOff.objects.create(permanence=permanence, date=day, recorded_by=by)
    record(by=by, action=Entry.Action.CREATE, on=off)
    return off


@transaction.atomic
def put_back(*, by: User, permanence: Permanence, off: UUID) -> None:
    """Hold the permanence after all on a date that was called off."""
    row = permanence.dates_off.standing().select_for_update().filter(pk=off).first()
    if row:
        row.cancel(by=by, reason="Date rétablie.")
        record(by=by, action=Entry.Action.CANCEL, on=row)

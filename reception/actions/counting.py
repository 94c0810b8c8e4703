"""Services counted over the counter: one press, one row."""

from uuid import UUID

from django.db import IntegrityError, transaction

from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.terms.models import Term
from reception.models import ServiceGiven, Visit

CORRECTED = "Compté en trop."


@transaction.atomic
def give_service(*, by: User, id: UUID, service: Term, visit: Visit | None = None) -> ServiceGiven:
    """Count one service more; the same press (``id``) sent again by a network in trouble counts once."""
    given = ServiceGiven(pk=id, service=service, visit=visit, recorded_by=by)
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError:
        existing = ServiceGiven.objects.filter(pk=id).first()
        if existing is None:
            raise
        return existing
    return given


@transaction.atomic
def take_service_back(*, by: User, service: Term, press: UUID, visit: Visit | None = None) -> ServiceGiven | None:
    """Count one of today less: the latest; None when nothing was counted.

    ``press`` names this press of « −1 »: it is kept with the row, so that the same press sent again takes nothing more.
    """
    why = f"{CORRECTED} {press}"
    today_s = ServiceGiven.objects.on(today()).for_visit(visit)
    again = today_s.filter(cancelled_by=by, cancel_reason=why).first()
    if again:
        return again
    # Two agents at once take two rows: each skips the one the other holds.
    row = today_s.standing().latest_of(service).select_for_update(skip_locked=True, of=("self",)).first()
    if row:
        row.cancel(by=by, reason=why)
    return row

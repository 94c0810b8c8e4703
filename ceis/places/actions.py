"""Taking and freeing resources. Every booking of the house goes through here, in the transaction of its own row."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import IntegrityError, connection, transaction
from django.db.models import Func, Value

from ceis.accounts.models import User
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.places.models import Equipment, Occupation, Room, Site

REFUSALS = {
    Occupation.Kind.WORKER: ("Déjà pris : choisissez une autre heure ou un autre professionnel.", "workers"),
    Occupation.Kind.ROOM: ("Déjà pris : choisissez une autre salle ou une autre heure.", "room"),
    Occupation.Kind.EQUIPMENT: (
        "Déjà pris : choisissez un autre équipement ou une autre heure.",
        "equipment",
    ),
    Occupation.Kind.PERSON: ("Cette personne n’est pas libre à cette heure.", None),
}
EXCLUSION = "places_occupation_once_at_a_time"

Part = Site | Room | Equipment
Resource = tuple[Occupation.Kind, UUID]


@transaction.atomic
def occupy(*, source: UUID, start: datetime, end: datetime, resources: Iterable[Resource]) -> None:
    """Take ``resources`` from ``start`` to ``end`` (instants, end excluded) for the booking ``source``.

    Raises: RuleViolation, which says « déjà pris » and never by what.
    """
    # Always in the same order, so that two bookings of the same resources wait for each other instead of deadlocking.
    wanted = sorted(set(resources), key=lambda taken: str(taken[1]))
    wait_for([resource for _, resource in wanted])
    for kind, resource in wanted:
        try:
            with transaction.atomic():
                Occupation.objects.create(kind=kind, resource=resource, period=(start, end), source=source)
        except IntegrityError as error:
            if EXCLUSION not in str(error):
                raise
            message, field = REFUSALS[kind]
            raise RuleViolation(message, field=field) from error


def wait_for(resources: list[UUID]) -> None:
    """Let whoever is booking one of ``resources`` finish; held until the end of the transaction.

    Two rows that exclude each other, inserted at the same instant, would otherwise wait for each other: PostgreSQL
    checks an exclusion after it has written, and ends such a pair as a deadlock after a second.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(wanted, 0)) FROM unnest(%s::text[]) AS wanted",
            [[str(resource) for resource in resources]],
        )


@transaction.atomic
def keep_part(*, by: User, part: Part, id: UUID | None = None) -> Part:
    """Save what the place is made of: added under ``id``, once however often the form is sent, or changed."""
    new = part._state.adding
    if new and id:
        already = type(part).objects.filter(pk=id).first()
        if already:
            return already
        part.pk = id
    part.save()
    record(by=by, action=Entry.Action.CREATE if new else Entry.Action.UPDATE, on=part)
    return part


def free(*, source: UUID) -> None:
    """Give back whatever the booking ``source`` had taken."""
    Occupation.objects.active().filter(source=source).update(active=False)


def shorten(*, source: UUID, end: datetime) -> None:
    """Give back, from the instant ``end`` on, whatever the booking ``source`` had taken; what is over stays as it was.

    Takes: ``end``, after the booking began; a booking that has not begun is given back by `free`.
    """
    Occupation.objects.active().filter(source=source, period__contains=end).update(
        period=Func(
            Func("period", function="lower"), Value(end), function="tstzrange", output_field=DateTimeRangeField()
        )
    )

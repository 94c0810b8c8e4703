"""Two files of one person become one, in one transaction: every row moves, every move is written down.

The survivor's file goes on; the loser keeps its row, which points at the survivor. Nothing here asks who may see a row:
secret rows move like the others, and nobody is told of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, InternalError, connection, models, transaction
from django.utils import timezone

from beneficiaries.duplicates.identity_lines import BY_RULE, CONTACT, LINES
from beneficiaries.duplicates.kept_values import written
from beneficiaries.duplicates.pairs import mark_merged
from beneficiaries.duplicates.person_columns import Holder, holders
from beneficiaries.duplicates.survivors import now_in
from beneficiaries.models import Beneficiary, Merge, MergeMove
from ceis.accounts.models import User
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.places.actions import wait_for

DOUBLE = "Doublon : les deux dossiers n’en font plus qu’un."
GONE = "Un de ces dossiers vient d’être fusionné ou effacé : reprenez la liste."
WHOLE_ROW = "*"
RAISED_BY_A_TRIGGER = "P0001"
PATIENCE = "14s"
STRAGGLERS_FOR = timedelta(days=1)
PERSON = Beneficiary._meta.label


@transaction.atomic
def merge_people(*, by: User, id: UUID, survivor: Beneficiary, loser: Beneficiary, taken: Iterable[str] = ()) -> Merge:
    """Merge ``loser`` into ``survivor``; posted twice under one ``id``, it is one merge.

    Takes: ``taken``, the names of the identity lines (`identity_lines.LINES`) taken from the loser.
    Raises: RuleViolation when a colleague has merged one of them meanwhile.
    """
    survivor, loser = locked(survivor.pk, loser.pk)
    already = (
        Merge.objects.filter(pk=id).first() or Merge.objects.standing().filter(survivor=survivor, loser=loser).first()
    )
    if already:
        return already
    if any(person.merged_into_id or person.anonymised_at for person in (survivor, loser)):
        raise RuleViolation(GONE)
    merge = Merge.objects.create(pk=id, survivor=survivor, loser=loser, merged_by=by)
    for holder in holders():
        move_rows(merge, holder)
    _join_identities(merge, survivor, loser, set(taken))
    mark_merged(by=by, one=survivor, other=loser)
    record(by=by, action=Entry.Action.UPDATE, on=survivor)
    record(by=by, action=Entry.Action.UPDATE, on=loser)
    return merge


def locked(*ids: UUID) -> list[Beneficiary]:
    """Return these people, in the order asked for, nobody else merging, booking or correcting any of them.

    Locks are taken in the order of ids, bookings first, so that crossed merges wait for each other.
    """
    with connection.cursor() as cursor:
        # Whoever merges the same people first may have much to move.
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a collision must be known when the row moves
    wait_for(sorted(ids, key=str))
    people = {person.pk: person for person in Beneficiary.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    return [people[id] for id in ids]


def move_rows(merge: Merge, holder: Holder) -> None:
    """Move the rows of one model to the survivor; those that it already has the like of are kept as « doublons »."""
    apart = set(_doubles(merge, holder)) if holder.model is not Beneficiary else set()
    rows = [row for row in holder.rows_of(merge.loser_id).select_for_update().order_by("pk") if row.pk not in apart]
    groups: dict[tuple[str, ...], list[models.Model]] = defaultdict(list)
    for row in rows:
        groups[tuple(c for c in holder.columns if getattr(row, c) == merge.loser_id)].append(row)
    for columns, group in groups.items():
        if _moved(holder, group, columns, merge.survivor_id):
            _write(merge, holder, group, columns)
            continue
        for row in group:
            if _moved(holder, [row], columns, merge.survivor_id):
                _write(merge, holder, [row], columns)
            else:
                _keep_apart(merge, holder, row, columns)


def _doubles(merge: Merge, holder: Holder) -> list[Any]:
    kept = merge.moves.filter(model=holder.label, collided=True).values_list("row", flat=True)
    return [holder.model._meta.pk.to_python(row) for row in kept]


def _moved(holder: Holder, rows: list[models.Model], columns: tuple[str, ...], to: UUID) -> bool:
    """Whether the database took these rows under their new person; when it refuses one, none has moved."""
    try:
        with transaction.atomic():
            holder.model._base_manager.filter(pk__in=[row.pk for row in rows]).update(**dict.fromkeys(columns, to))
    except IntegrityError:
        return False
    except InternalError as error:
        if getattr(error.__cause__, "sqlstate", "") != RAISED_BY_A_TRIGGER:
            raise
        return False
    return True


def _write(merge: Merge, holder: Holder, rows: list[models.Model], columns: tuple[str, ...]) -> None:
    MergeMove.objects.bulk_create(
        MergeMove(
            merge=merge, model=holder.label, row=row.pk, field=column,
            old=str(merge.loser_id), new=str(merge.survivor_id),
        )
        for row in rows
        for column in columns
    )  # fmt: skip


def _keep_apart(merge: Merge, holder: Holder, row: models.Model, columns: tuple[str, ...]) -> None:
    """A « doublon » stays with the loser: it leaves every count if it can be cancelled, a bare link is taken away."""
    names = {field.name for field in row._meta.concrete_fields}
    kept = {"merge": merge, "model": holder.label, "row": row.pk, "collided": True}
    if row._meta.auto_created:
        before = {f.attname: written(f, getattr(row, f.attname)) for f in row._meta.concrete_fields}
        MergeMove.objects.create(**kept, field=WHOLE_ROW, old=before)
        row.delete()
        return
    if "cancelled_at" not in names or row.cancelled_at is not None:
        MergeMove.objects.create(**kept, field=columns[0], old=str(merge.loser_id), new=str(merge.loser_id))
        return
    after = {"cancelled_at": timezone.now(), "cancelled_by_id": merge.merged_by_id, "cancel_reason": DOUBLE}
    fields = [field for field in row._meta.concrete_fields if field.attname in after]
    for field in fields:
        before, value = getattr(row, field.attname), after[field.attname]
        MergeMove.objects.create(**kept, field=field.attname, old=written(field, before), new=written(field, value))
    holder.model._base_manager.filter(pk=row.pk).update(**{f.attname: after[f.attname] for f in fields})


def _join_identities(merge: Merge, survivor: Beneficiary, loser: Beneficiary, taken: set[str]) -> None:
    """Write on the survivor what was chosen of the loser, on the loser where it went."""
    names = [name for line in LINES if line.name in taken for name in line.fields]
    if loser.protected_contact and not survivor.protected_contact:
        names = [name for name in names if name not in CONTACT] + [*CONTACT, *BY_RULE]
    for name in names:
        field = Beneficiary._meta.get_field(name)
        before, after = getattr(survivor, field.attname), getattr(loser, field.attname)
        if before != after:
            _note(merge, survivor, field, before, after)
            setattr(survivor, field.attname, after)
    survivor.version += 1
    survivor.save()
    _note(merge, loser, Beneficiary._meta.get_field("merged_into"), None, survivor.pk)
    Beneficiary.objects.filter(pk=loser.pk).update(merged_into=survivor)


def _note(merge: Merge, person: Beneficiary, field: models.Field, before: Any, after: Any) -> None:
    MergeMove.objects.create(
        merge=merge, model=PERSON, row=person.pk, field=field.attname,
        old=written(field, before), new=written(field, after),
    )  # fmt: skip


def move_stragglers() -> int:
    """Move what was written for a loser at the very instant of its merge, and return how many merges had any."""
    recent = Merge.objects.standing().filter(merged_at__gte=timezone.now() - STRAGGLERS_FOR)
    return sum(_catch_up(merge) for merge in recent.order_by("merged_at", "pk"))


@transaction.atomic
def _catch_up(merge: Merge) -> bool:
    locked(*sorted((merge.survivor_id, merge.loser_id)))
    final = now_in(merge.loser_id)
    if final != merge.survivor_id or not Merge.objects.standing().filter(pk=merge.pk).exists():
        return False
    before = merge.moves.count()
    for holder in holders():
        if holder.model is not Beneficiary:
            move_rows(merge, holder)
    return merge.moves.count() > before

"""A merge taken back within thirty days: exactly the rows it moved go back, the identity too.

A row may have moved several times, one merge after the other, and merges may be undone in any order. The standing moves
of one column of one row are a pile. Taking a merge out of it gives the row back to who held it before that merge, and
the moves that only followed from it fall with it; a corrected value stays as it was corrected.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from beneficiaries.duplicates.acts import chain, later_acts
from beneficiaries.duplicates.kept_values import read, written
from beneficiaries.duplicates.merging import WHOLE_ROW, locked
from beneficiaries.duplicates.pairs import mark_two_people
from beneficiaries.duplicates.person_columns import act_column, holder_of, holders
from beneficiaries.models import Beneficiary, Merge, MergeMove
from ceis.accounts.models import User
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry

TOO_LATE = "Cette fusion a plus de trente jours : elle ne se défait plus. Écrivez à la personne qui administre le lieu."
Pile = list[MergeMove]


@transaction.atomic
def undo_merge(*, by: User, merge: Merge, going: Iterable[UUID] = ()) -> Merge:
    """Give back its file to the person who was merged by mistake; undoing twice changes nothing.

    Takes: ``going``, the ids of the acts written since (`later_acts`) that go to that person; the others stay.
    Raises: RuleViolation after thirty days.
    """
    _, final = chain(merge)
    locked(*{merge.loser_id, merge.survivor_id, final})
    merge = Merge.objects.select_for_update(of=("self",)).select_related("survivor", "loser").get(pk=merge.pk)
    if merge.undone_at:
        return merge
    if not merge.may_be_undone:
        raise RuleViolation(TOO_LATE)
    acts = {act.id for act in later_acts(merge, user=by)} & set(going)
    _give_back(merge)
    _send(acts, merge)
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    mark_two_people(by=by, one=merge.survivor, other=merge.loser)
    for person in (merge.survivor, merge.loser):
        record(by=by, action=Entry.Action.CANCEL, on=person)
    return merge


def _give_back(merge: Merge) -> None:
    later = _later_moves(merge)
    rows: dict[tuple[str, str], Pile] = defaultdict(list)
    for move in merge.moves.standing().order_by("pk"):
        rows[move.model, move.row].append(move)
    for (label, pk), moves in rows.items():
        _restore(apps.get_model(label), pk, moves, later)
    merge.moves.standing().update(undone_at=timezone.now())


def _later_moves(merge: Merge) -> dict[tuple[str, str, str], Pile]:
    """The moves that came on top of this merge's, oldest first."""
    first = merge.moves.order_by("pk").first()
    touched = merge.moves.standing().values("row")
    piles: dict[tuple[str, str, str], Pile] = defaultdict(list)
    moves = MergeMove.objects.standing().filter(row__in=touched, pk__gt=first.pk if first else 0).exclude(merge=merge)
    for move in moves.order_by("pk"):
        piles[move.model, move.row, move.field].append(move)
    return piles


def _restore(model: type[models.Model], pk: str, moves: Pile, later: dict) -> None:
    if moves[0].field == WHOLE_ROW:
        _put_row(model, moves[0].old)
        return
    row = model._base_manager.select_for_update().filter(pk=model._meta.pk.to_python(pk)).first()
    if row is None:
        return
    links = holder_of(model._meta.label).columns
    back = {}
    for move in moves:
        field = model._meta.get_field(move.field)
        above = later[move.model, move.row, move.field]
        standing = written(field, getattr(row, field.attname)) == (above[-1] if above else move).new
        if move.field in links:
            MergeMove.objects.filter(pk__in=[other.pk for other in above]).update(undone_at=timezone.now())
        elif above:
            MergeMove.objects.filter(pk=above[0].pk).update(old=move.old)
            continue
        if standing:
            back[field.attname] = read(field, move.old)
    _write(row, back)


def _write(row: models.Model, values: dict) -> bool:
    """Whether the database took the row back; what it refuses stays where it is."""
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            if isinstance(row, Beneficiary):
                row.version += 1
                row.save()
            elif values:
                type(row)._base_manager.filter(pk=row.pk).update(**values)
    except IntegrityError:
        return False
    return True


def _put_row(model: type[models.Model], values: dict) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    row = model(**{name: read(fields[name], value) for name, value in values.items()})
    if not model._base_manager.filter(pk=row.pk).exists():
        row.save(force_insert=True)


def _send(acts: set[UUID], merge: Merge) -> None:
    """Move these acts, and every row that says the same act, to the restored person."""
    _, final = chain(merge)
    for holder in holders():
        column = act_column(holder.model)
        if not acts or column is None:
            continue
        for row in holder.rows_of(final).select_for_update().filter(**{f"{column}__in": acts}).order_by("pk"):
            columns = [name for name in holder.columns if getattr(row, name) == final]
            if _write(row, dict.fromkeys(columns, merge.loser_id)):
                moves = MergeMove.objects.standing().filter(model=holder.label, row=str(row.pk), field__in=columns)
                moves.update(undone_at=timezone.now())

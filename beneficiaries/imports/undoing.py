"""Undoing an import: the people it opened go, if nothing happened to them since; the others are kept and named.

What happened is looked for in every table that points at a person, history included, whatever the app: a table added
tomorrow counts without a word here.
"""

from collections.abc import Iterator
from uuid import UUID

import pgtrigger
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from beneficiaries.imports.reading import STEP, Decision, Kind, State, mine_still
from beneficiaries.models import Beneficiary, ImportLine, PeopleImport
from ceis.journal.actions import record_many
from ceis.journal.models import Entry
from ceis.models import Draft

DELETION_COPY = "beneficiaries.Beneficiary:deleted_delete"  # history's copy of what is deleted
RELIES = [State.WRITING, State.WRITTEN, State.UNDOING, State.UNDONE]


@transaction.atomic
def undo(job: PeopleImport) -> None:
    """Delete for good, without a copy in history: nobody ever used these files, their place is not in it."""
    if not mine_still(job).update(done=0, total=job.created_count):
        return
    opened = list(job.lines.opening().values_list("makes", flat=True))
    # Whoever is writing about one of them has the row: we wait, then see what they wrote.
    there = set(
        Beneficiary.objects.filter(pk__in=opened).order_by("pk").select_for_update().values_list("pk", flat=True)
    )
    removed = there - used_among(there)
    give_back_to_reviews(removed)
    with pgtrigger.ignore(DELETION_COPY):
        for batch in batches(sorted(removed)):
            Beneficiary.objects.filter(pk__in=batch).delete()
    record_many(by=job.undone_by, action=Entry.Action.CANCEL, model=Beneficiary, ids=sorted(removed))
    job.lines.exclude(makes__in=there - removed).delete()
    mine_still(job).update(
        state=State.UNDONE, attempts=0, undone_at=timezone.now(), removed_count=len(removed), done=len(removed)
    )


def kept_if_undone(job: PeopleImport) -> set[UUID]:
    """Who would stay, were the import undone now."""
    return used_among(set(job.lines.opening().values_list("makes", flat=True)))


def used_among(ids: set[UUID]) -> set[UUID]:
    """Return those of ``ids`` something happened to: an act, a link, a correction, a merge, somebody's draft."""
    used: set[UUID] = set()
    for batch in batches(sorted(ids)):
        changed = Beneficiary.objects.filter(pk__in=batch).exclude(version=1, merged_into=None)
        used |= set(changed.values_list("pk", flat=True))
        for model, field in relations():
            rows = model._base_manager.filter(**{f"{field}__in": batch})
            used |= set(rows.order_by().values_list(field, flat=True).distinct())
        used |= set(
            ImportLine.objects.filter(
                twin__in=batch, decision=Decision.SAME, people_import__state__in=RELIES
            ).values_list("twin", flat=True)
        )
        drafts = Draft.objects.filter(about__in=[str(pk) for pk in batch])
        used |= {UUID(about) for about in drafts.values_list("about", flat=True)}
    return used & ids


def relations() -> Iterator[tuple]:
    """(model, field) of every column that points at a person; the lines of imports are looked at apart."""
    for relation in Beneficiary._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model is not ImportLine:
            yield relation.related_model, relation.field.name


def give_back_to_reviews(removed: set[UUID]) -> None:
    """Lines of other imports, still under review, that were told to be one of these people: they are nobody again."""
    under_review = Q(people_import__state__in=[State.REVIEW, State.READING])
    for batch in batches(sorted(removed)):
        ImportLine.objects.filter(under_review, twin__in=batch).update(
            kind=Kind.GOOD, decision=Decision.TO_MAKE, twin=None, reasons=[]
        )


def batches(ids: list) -> Iterator[list]:
    for start in range(0, len(ids), STEP):
        yield ids[start : start + STEP]

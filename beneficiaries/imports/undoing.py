"""Undoing an import: the people it opened go, if nothing happened to them since; the others are kept and named.

What happened is looked for in every table that points at a person, history included, whatever the app: a table added
tomorrow counts without a word here.
"""

from collections.abc import Iterator
from uuid import UUID

import pgtrigger
from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from beneficiaries.imports.reading import Decision, Kind, State, mine_still
from beneficiaries.models import Beneficiary, ImportLine, PeopleImport
from ceis.journal.actions import record_many
from ceis.journal.models import Entry
from ceis.models import Draft

BATCH = 1_000
DELETION_COPY = "beneficiaries.Beneficiary:deleted_delete"  # history's copy of what is deleted
RELIES = [State.WRITING, State.WRITTEN, State.UNDOING, State.UNDONE]


@transaction.atomic
def undo(job: PeopleImport) -> None:
    """Delete for good, without a copy in history: nobody ever used these files, their place is not in it."""
    if not mine_still(job).update(done=0, total=job.created_count):
        return
    # Whoever is writing about one of them has the row: we wait, then see what they wrote.
    there = set(opened(job).order_by("pk").select_for_update().values_list("pk", flat=True))
    removed = sorted(there - kept_if_undone(job))
    forget_in_other_imports(removed)
    with pgtrigger.ignore(DELETION_COPY):
        for batch in batches(removed):
            # Nothing points at them any more: Django's own deletion would look for it again, row by row.
            people = Beneficiary.objects.among(batch)
            people._raw_delete(people.db)
    record_many(by=job.undone_by, action=Entry.Action.CANCEL, model=Beneficiary, ids=removed)
    job.lines.exclude(makes__in=there - set(removed)).delete()
    mine_still(job).update(
        state=State.UNDONE, attempts=0, undone_at=timezone.now(), removed_count=len(removed), done=len(removed)
    )


def opened(job: PeopleImport):
    """The people it opened who are still there."""
    return Beneficiary.objects.among(job.lines.opening().values("makes"))


def kept_if_undone(job: PeopleImport) -> set[UUID]:
    """Those something happened to: an act, a link, a correction, a merge, somebody's draft, another import."""
    people = opened(job)
    ids = people.order_by().values("pk")
    used = set(people.exclude(version=1, merged_into=None).values_list("pk", flat=True))
    for model, field in relations():
        rows = model._base_manager.filter(**{f"{field}__in": ids})
        used |= set(rows.order_by().values_list(field, flat=True).distinct())
    relied_on = ImportLine.objects.filter(twin__in=ids, decision=Decision.SAME, people_import__state__in=RELIES)
    used |= set(relied_on.values_list("twin", flat=True))
    drafts = Draft.objects.filter(about__in=people.order_by().values_list(Cast("pk", TextField())))
    return used | {UUID(about) for about in drafts.values_list("about", flat=True)}


def relations() -> Iterator[tuple]:
    """(model, field) of every column that points at a person; the lines of imports are looked at apart."""
    for relation in Beneficiary._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model is not ImportLine:
            yield relation.related_model, relation.field.name


def forget_in_other_imports(removed: list[UUID]) -> None:
    """Lines of other imports that were told to be one of these people: those under review are nobody again."""
    for batch in batches(removed):
        lines = ImportLine.objects.filter(twin__in=batch)
        lines.filter(people_import__state__in=[State.REVIEW, State.READING]).update(
            kind=Kind.GOOD, decision=Decision.TO_MAKE, reasons=[]
        )
        lines.update(twin=None)


def batches(ids: list) -> Iterator[list]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]

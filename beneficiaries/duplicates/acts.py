"""What a reader may be told of the rows a merge touched: acts with a day, never one they may not know of."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils import timezone

from beneficiaries.duplicates.person_columns import act_column, holders
from beneficiaries.models import Beneficiary, Merge, MergeMove
from ceis.facts import Fact
from ceis.french import day_month_year


@dataclass(frozen=True)
class Act:
    id: UUID
    title: str


def readable(model: type[models.Model], user) -> models.QuerySet:
    """Return the rows of ``model`` whose existence ``user`` may learn; none when the model does not say."""
    rows = model._default_manager.all()
    for name in ("visible_to", "known_to"):
        if hasattr(rows, name):
            return getattr(rows, name)(user)
    return rows.none()


def doubles(merge: Merge, *, user) -> list[Act]:
    """Return the « doublons » of a merge, as far as ``user`` may know of them."""
    rows = defaultdict(set)
    for label, row in merge.moves.standing().filter(collided=True).values_list("model", "row"):
        rows[label].add(row)
    return [
        _told(row)
        for label in sorted(rows)
        if not (model := apps.get_model(label))._meta.auto_created
        for row in readable(model, user).filter(pk__in=rows[label]).order_by("pk")
    ]


def later_acts(merge: Merge, *, user) -> list[Act]:
    """Return what was written since the merge on the file that goes on, and may be the restored person's.

    What the file was itself merged with afterwards brought its own past, which is nobody else's: it is not there.
    """
    links, final = chain(merge)
    found: dict[UUID, models.Model] = {}
    for holder in holders():
        column = act_column(holder.model)
        if column in (None, "source") or holder.model is Beneficiary:
            continue
        held = dict(holder.rows_of(final).order_by().values_list(column, "pk"))
        facts = readable(_fact_behind(holder.model, column), user).filter(recorded_at__gt=merge.merged_at)
        for fact in facts.filter(pk__in=list(held)).order_by("recorded_at", "pk"):
            if _could_be_theirs(fact.recorded_at, holder.label, held[fact.pk], links):
                found[fact.pk] = fact
    return [_told(fact) for fact in sorted(found.values(), key=lambda fact: (fact.recorded_at, str(fact.pk)))]


def chain(merge: Merge) -> tuple[list[Merge], UUID]:
    """Return the later merges of the file that survived ``merge``, and the file where it is today."""
    links, at = [], merge.survivor_id
    while link := Merge.objects.standing().filter(loser=at).first():
        links.append(link)
        at = link.survivor_id
    return links, at


def _fact_behind(model: type[models.Model], column: str) -> type[Fact]:
    if column == "pk":
        return model
    return next(f.related_model for f in model._meta.concrete_fields if f.attname == column)


def _could_be_theirs(written_at: datetime, label: str, row: Any, links: list[Merge]) -> bool:
    for link in links:
        if written_at < link.merged_at:
            return MergeMove.objects.filter(merge=link, model=label, row=str(row)).exists()
    return True


def _told(row: models.Model) -> Act:
    """« venue du 4 novembre 2026 »: the kind of thing and a day, which say nothing of what is inside."""
    day = getattr(row, "date", None)
    recorded = getattr(row, "recorded_at", None)
    when = f" du {day_month_year(day)}" if day else ""
    if recorded and not day:
        when = f", écrit le {day_month_year(timezone.localtime(recorded).date())}"
    return Act(row.pk, f"{row._meta.verbose_name}{when}")

"""Every column of the house that holds a person's id, found by introspection: what a merge must move.

Foreign keys, one-to-one links and the tables behind many-to-many links are found by Django's own account of what points
at `Beneficiary`. A column that holds the id without a foreign key is named by its model: ``person_ids = ("unit",)``.
"""

from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q

from beneficiaries.models import Beneficiary, DuplicatePair, Merge, MergeMove
from ceis.facts import Fact

# What the finding and merging of duplicates writes about two files stays as it was written.
ABOUT_BOTH = {DuplicatePair, Merge, MergeMove}


@dataclass(frozen=True)
class Holder:
    """A model, and its columns that hold a person's id. Its rows move whole: all the columns at once."""

    model: type[models.Model]
    columns: tuple[str, ...]

    def rows_of(self, *people: UUID) -> models.QuerySet:
        holds = reduce(or_, (Q(**{f"{column}__in": people}) for column in self.columns))
        return self.model._base_manager.filter(holds)

    @property
    def label(self) -> str:
        return self.model._meta.label


@cache
def holders() -> tuple[Holder, ...]:
    """Return them in a fixed order, so that two merges lock the same tables in the same order."""
    found: dict[type[models.Model], set[str]] = {}
    for relation in Beneficiary._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            found.setdefault(relation.related_model, set()).add(relation.field.attname)
    for model in apps.get_models(include_auto_created=True):
        for name in getattr(model, "person_ids", ()):
            found.setdefault(model, set()).add(model._meta.get_field(name).attname)
    kept = [model for model in found if moves(model)]
    return tuple(Holder(model, tuple(sorted(found[model]))) for model in sorted(kept, key=lambda m: m._meta.label))


def moves(model: type[models.Model]) -> bool:
    """Whether rows of ``model`` follow the person: the tables of history keep what was, and say so of the old file."""
    return model not in ABOUT_BOTH and not hasattr(model, "pgh_tracked_model") and not model._meta.proxy


@cache
def holder_of(label: str) -> Holder:
    return next(holder for holder in holders() if holder.label == label)


@cache
def act_column(model: type[models.Model]) -> str | None:
    """Return the column by which a row tells the act it belongs to: its own id, or that of the fact behind it."""
    if issubclass(model, Fact):
        return "pk"
    fields = model._meta.concrete_fields
    if any(field.name == "source" and isinstance(field, models.UUIDField) for field in fields):
        return "source"
    facts = (f.attname for f in fields if f.is_relation and issubclass(f.related_model, Fact))
    return next(facts, None)

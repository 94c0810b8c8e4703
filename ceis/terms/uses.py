"""Where terms are used, found by reading the models: the house does not know which apps point at them."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from ceis.terms.models import Lowering, Term, TermMapping

OF_THE_LIST_ITSELF = (Lowering, TermMapping)


def uses() -> Iterator[tuple[type[models.Model], str]]:
    """Yield each model that points at a term with the name of its field, rows of history apart."""
    for model in apps.get_models():
        if hasattr(model, "pgh_tracked_model") or model in OF_THE_LIST_ITSELF:
            continue
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            if field.related_model is Term and field.model is model:
                yield model, field.name


def rows_that_say(term: Term) -> int:
    """Return how many rows of the whole house say ``term``."""
    return sum(model._base_manager.filter(**{name: term}).count() for model, name in uses())


def tell_of_new_readers(term: Term) -> None:
    """Let the models that keep something of a term's readers know that they changed: their ``regraded(term)``."""
    for model, _ in uses():
        rows = model._default_manager.all()
        if hasattr(rows, "regraded"):
            rows.regraded(term)

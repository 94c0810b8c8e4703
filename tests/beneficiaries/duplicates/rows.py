"""A row of any model about a person, made from what its columns are: for the models nobody thought of here."""

import uuid
from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from ceis.accounts.models import User
from ceis.civil_time import today

# First that fits; a value that no constraint we know of refuses.
PLAIN = (
    (models.UUIDField, lambda: uuid.uuid4()),
    (models.DateTimeField, timezone.now),
    (models.DateField, today),
    (models.TimeField, lambda: time(9)),
    (models.BooleanField, lambda: False),
    (models.JSONField, dict),
    (ArrayField, list),
    (models.DecimalField, lambda: 1),
    (models.FloatField, lambda: 1.0),
    (models.IntegerField, lambda: 1),
    (models.BinaryField, lambda: b"x"),
    (models.CharField, lambda: "x"),
    (models.TextField, lambda: "x"),
)


def row_of(model: type[models.Model], **known):
    """Return a saved row of ``model``; ``known``: the columns that say the person."""
    values = {}
    for field in model._meta.concrete_fields:
        if field.attname in known or field.name in known or field.generated or isinstance(field, models.AutoField):
            continue
        if field.has_default() or field.null or field.blank:
            continue
        values[field.attname] = other_row(field.related_model) if field.is_relation else plain(field)
    row = model(**values | known)
    row.save(force_insert=True)
    return row


def other_row(model: type[models.Model]):
    first = model._base_manager.order_by("pk").first()
    if first is None and model is User:
        raise AssertionError("make a user first")
    return (first or row_of(model)).pk


def plain(field: models.Field):
    if field.choices:
        return field.choices[0][0]
    return next(make() for kind, make in PLAIN if isinstance(field, kind))

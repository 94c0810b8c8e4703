"""Values of columns as a merge writes them down (JSON), and back."""

from typing import Any

from django.db import models


def written(field: models.Field, value: Any) -> Any:
    """Return ``value`` as JSON holds it: itself when it can, else as Django serialises it."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(field, models.DateTimeField):
        return value.isoformat()
    return str(value)


def read(field: models.Field, value: Any) -> Any:
    """Return what ``written`` was given."""
    if value is None:
        return None
    target = field.target_field if field.is_relation else field
    return target.to_python(value)

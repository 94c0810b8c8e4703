from collections.abc import Iterable

from django.db.models import Model
from django.utils import timezone

from ceis.database import copy
from ceis.journal.models import Entry


def record(*, by, action: Entry.Action, on: Model) -> None:
    """Write one line of the journal in the current transaction: if it cannot be written, the act does not happen.

    ``by`` is None when the house acts by itself (a scheduled task).
    """
    Entry.objects.create(actor=by, action=action, object_type=on._meta.label, object_id=str(on.pk))


def record_many(*, by, action: Entry.Action, model: type[Model], ids: Iterable) -> None:
    """Write one line for each of ``ids``, as `record` does, in one go."""
    about = {"at": timezone.now(), "actor": by, "action": action, "object_type": model._meta.label}
    copy(Entry, [Entry(**about, object_id=str(pk)) for pk in ids])

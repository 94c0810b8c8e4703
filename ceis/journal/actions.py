from django.db.models import Model

from ceis.journal.models import Entry


def record(*, by, action: Entry.Action, on: Model) -> None:
    """Write one line of the journal in the current transaction: if it cannot be written, the act does not happen.

    ``by`` is None when the house acts by itself (a scheduled task).
    """
    Entry.objects.create(actor=by, action=action, object_type=on._meta.label, object_id=str(on.pk))

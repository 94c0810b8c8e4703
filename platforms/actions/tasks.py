"""Things to do."""

from django.db import transaction

from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.journal.actions import record
from ceis.journal.models import Entry
from platforms.models import Task


@transaction.atomic
def finish_task(*, by: User, task: Task) -> Task:
    """Say that it is done; twice changes nothing."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.done_on is None and task.cancelled_at is None:
        task.done_on = today()
        task.save(update_fields=["done_on"])
        record(by=by, action=Entry.Action.UPDATE, on=task)
    return task

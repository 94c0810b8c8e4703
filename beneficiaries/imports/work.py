"""Reading, writing and undoing an import, whatever happens: whole or not at all, by one worker at a time.

A worker that dies lets go of its lock with its connection; the sweep calls again; the third failure gives up, and what
it gives back is what was there before: nothing half written.
"""

import logging
from uuid import UUID

from django.db import transaction

from beneficiaries.imports.reading import read
from beneficiaries.imports.undoing import undo
from beneficiaries.imports.writing import write
from beneficiaries.models import PeopleImport
from ceis.background import only_one, tell_workers

log = logging.getLogger(__name__)

TASK = "beneficiaries.tasks.work_on_import"
State = PeopleImport.State
WORK = {State.READING: read, State.WRITING: write, State.UNDOING: undo}
# Where an import goes when its work failed for good, and what is said.
GIVEN_UP = {
    State.READING: (State.FAILED, "La lecture a échoué trois fois. Rien n’a été écrit."),
    State.WRITING: (State.REVIEW, "L’écriture a échoué trois fois. Rien n’a été écrit\u00a0: vous pouvez réessayer."),
    State.UNDOING: (
        State.WRITTEN,
        "L’import n’a pas pu être défait. Rien n’a été retiré\u00a0: vous pouvez réessayer.",
    ),
}


def enqueue(import_id: UUID) -> None:
    tell_workers(TASK, import_id)


def sweep() -> None:
    """Call again for every import whose work is not finished; one that is being done is not done twice."""
    for row in PeopleImport.objects.unfinished().only("pk"):
        enqueue(row.pk)


def run(import_id: UUID) -> None:
    """Do what the import waits for. Called twice, or while another worker is at it, it changes nothing."""
    with only_one(import_id) as mine:
        job = claim(import_id) if mine else None
        if job is None:
            return
        try:
            WORK[State(job.state)](job)
        except Exception:
            log.exception("import %s, %s, attempt %s", import_id, job.state, job.attempts)
            if job.attempts >= PeopleImport.MOST_ATTEMPTS:
                give_up(job)


@transaction.atomic
def claim(import_id: UUID) -> PeopleImport | None:
    """Take the import for one more attempt; None when there is nothing to do, or when it has failed too often."""
    job = PeopleImport.objects.unfinished().locked(import_id)
    if job is None:
        return None
    if job.attempts >= PeopleImport.MOST_ATTEMPTS:
        give_up(job)
        return None
    job.attempts, job.done = job.attempts + 1, 0
    job.save(update_fields=["attempts", "done"])
    return job


def give_up(job: PeopleImport) -> None:
    state, said = GIVEN_UP[State(job.state)]
    PeopleImport.objects.in_attempt(job.pk, job.state, job.attempts).update(
        state=state, attempts=0, notes=[*job.notes, said]
    )

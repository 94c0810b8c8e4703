"""What an agent does with an import; the work itself is done by `work`."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from beneficiaries.imports.columns import FIELDS
from beneficiaries.imports.work import enqueue
from beneficiaries.models import ImportLine, PeopleImport
from ceis.accounts.models import User
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry

State, Kind, Decision = PeopleImport.State, ImportLine.Kind, ImportLine.Decision
NOT_IN_REVIEW = "Cet import n’est plus à relire : rien n’a été changé."


@transaction.atomic
def deposit(*, by: User, id: UUID, file_name: str, content: bytes) -> PeopleImport:
    """Keep a file to be read; a second call with the same id returns the first one's row."""
    job, made = PeopleImport.objects.get_or_create(
        pk=id, defaults={"file_name": file_name, "content": content, "asked_by": by}
    )
    if made:
        record(by=by, action=Entry.Action.CREATE, on=job)
        enqueue(job.pk)
    return job


def in_review(job: PeopleImport) -> PeopleImport:
    """The row, locked. Raises: RuleViolation when it is not to be reviewed any more."""
    current = PeopleImport.objects.locked(job.pk)
    if current is None or current.state != State.REVIEW:
        raise RuleViolation(NOT_IN_REVIEW)
    return current


@transaction.atomic
def choose_columns(*, by: User, job: PeopleImport, fields: list[str]) -> None:
    """Read the file again with the columns the agent says. Raises: RuleViolation when two say the same thing."""
    current = in_review(job)
    given = [name for name in fields if name]
    twice = next((name for name in given if given.count(name) > 1), None)
    if twice:
        raise RuleViolation(f"Deux colonnes disent « {FIELDS[twice]} » : gardez-en une.")
    current.columns = [column | {"field": name} for column, name in zip(current.columns, fields, strict=True)]
    current.state, current.attempts, current.done = State.READING, 0, 0
    current.save(update_fields=["columns", "state", "attempts", "done"])
    record(by=by, action=Entry.Action.UPDATE, on=current)
    enqueue(current.pk)


@transaction.atomic
def decide(*, by: User, job: PeopleImport, decision: Decision, number: int | None = None) -> int:
    """Say whether a line is the person it looks like, or all the undecided ones at once. Returns how many."""
    current = in_review(job)
    lines = current.lines.undecided() if number is None else current.lines.to_choose().numbered(number)
    record(by=by, action=Entry.Action.UPDATE, on=current)
    return lines.update(decision=decision)


@transaction.atomic
def confirm(*, by: User, job: PeopleImport, leave_errors_out: bool) -> None:
    """Have the people written. Confirming twice changes nothing. Raises: RuleViolation."""
    current = PeopleImport.objects.locked(job.pk)
    if current is None or current.state in (State.WRITING, State.WRITTEN):
        return
    current = in_review(current)
    if current.lines.undecided().exists():
        raise RuleViolation("Des doublons possibles attendent votre choix.")
    if current.lines.at_fault().exists() and not leave_errors_out:
        raise RuleViolation("Des lignes sont en erreur : corrigez-les, ou cochez « laisser ces lignes de côté ».")
    if not current.lines.opening().exists():
        raise RuleViolation("Aucune personne n’est à ajouter.")
    current.state, current.written_by, current.attempts, current.done = State.WRITING, by, 0, 0
    current.save(update_fields=["state", "written_by", "attempts", "done"])
    record(by=by, action=Entry.Action.UPDATE, on=current)
    enqueue(current.pk)


@transaction.atomic
def abandon(*, by: User | None, job: PeopleImport) -> None:
    """Erase the file and what was read of it. Nothing had been written."""
    current = PeopleImport.objects.locked(job.pk)
    if current is None or current.state not in (State.REVIEW, State.FAILED):
        return
    current.lines.all().delete()
    current.state, current.content, current.columns, current.notes = State.ABANDONED, None, [], []
    current.save(update_fields=["state", "content", "columns", "notes"])
    record(by=by, action=Entry.Action.CANCEL, on=current)


@transaction.atomic
def ask_undo(*, by: User, job: PeopleImport) -> None:
    """Have the import undone. Asking twice changes nothing. Raises: RuleViolation once it is too late."""
    current = PeopleImport.objects.locked(job.pk)
    if current is None or current.state in (State.UNDOING, State.UNDONE):
        return
    if not current.is_undoable:
        raise RuleViolation("Cet import ne peut plus être défait.")
    current.state, current.undone_by, current.attempts, current.done = State.UNDOING, by, 0, 0
    current.save(update_fields=["state", "undone_by", "attempts", "done"])
    record(by=by, action=Entry.Action.CANCEL, on=current)
    enqueue(current.pk)


def purge() -> None:
    """Erase what is not needed any more: files nobody confirmed, then what written lines said, then the lines."""
    now = timezone.now()
    for job in PeopleImport.objects.forgotten(now).only("pk"):
        abandon(by=None, job=job)
    ImportLine.objects.readable_until(now).with_values().update(values={}, messages=[], reasons=[], twin=None)
    ImportLine.objects.undoable_until(now).delete()
    PeopleImport.objects.over(now).update(file_name="fichier effacé", columns=[], notes=[])

"""From reviewed lines to people: one transaction, all of them or none."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from beneficiaries.imports.reading import STEP, Decision, Kind, State, mine_still, resemble, tell
from beneficiaries.imports.twins import likely_twins, people_of_the_place
from beneficiaries.models import Beneficiary, FileCounter, ImportLine, PeopleImport
from ceis.civil_time import today
from ceis.database import copy
from ceis.journal.actions import record_many
from ceis.journal.models import Entry

ONE_AT_A_TIME = 0x1_4D_50_4F_52_54  # the lock of the last step: two files may hold the same person
SOMEBODY_CAME = (
    "Pendant la relecture, des personnes de ce fichier ont été ajoutées par ailleurs. Rien n’a été écrit\u00a0: "
    "relisez les doublons possibles."
)


def write(job: PeopleImport) -> None:
    """Open a file for each line that opens one. The people are made ready first, so that the transaction is short."""
    lines = list(job.lines.opening().order_by("number"))
    people = []
    for line in lines:
        people.append(person_of(job, line))
        if len(people) % STEP == 0:
            tell(job, len(people), len(lines))
    keep(job, lines, people)


def person_of(job: PeopleImport, line: ImportLine) -> Beneficiary:
    values = dict(line.values)
    if values.get("birth_date"):
        values["birth_date"] = date.fromisoformat(values["birth_date"])
    person = Beneficiary(id=line.makes, created_by_id=job.written_by_id, **values)
    person.index_names()
    return person


@transaction.atomic
def keep(job: PeopleImport, lines: list[ImportLine], people: list[Beneficiary]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    if not mine_still(job).update(done=len(lines), total=len(lines)):
        return
    if came_meanwhile(lines):
        mine_still(job).update(state=State.REVIEW, attempts=0, written_by=None, notes=[*job.notes, SOMEBODY_CAME])
        return
    now = timezone.now()
    for person, number in zip(people, FileCounter.take_block(today().year, len(people)), strict=True):
        person.file_number, person.created_at = number, now
    copy(Beneficiary, people)
    ids = [person.pk for person in people]
    record_many(by=job.written_by, action=Entry.Action.CREATE, model=Beneficiary, ids=ids)
    counts = job.lines.counts()
    mine_still(job).update(
        state=State.WRITTEN, attempts=0, content=None, written_at=now, created_count=len(people),
        left_out_count=counts[Kind.ERROR], known_count=sum(counts.values()) - counts[Kind.ERROR] - len(people),
    )  # fmt: skip


def came_meanwhile(lines: list[ImportLine]) -> bool:
    """Whether someone whom the review did not show is now in the file; the lines then say whom."""
    twins = likely_twins([(line.number, line.values) for line in lines], people_of_the_place(), among_themselves=False)
    changed = []
    for line in lines:
        twin = twins.get(line.number)
        if twin and twin.id and twin.id != line.twin_id:
            resemble(line, twin)
            line.decision = Decision.SAME if twin.exact else Decision.TO_MAKE
            changed.append(line)
    ImportLine.objects.bulk_update(changed, ["kind", "decision", "twin", "twin_line", "reasons"], batch_size=STEP)
    return bool(changed)

"""From the bytes of a file to lines that can be reviewed."""

from django.db import transaction

from beneficiaries.imports.columns import known_headings, missing, recognise, refuse_secrets
from beneficiaries.imports.files import read_file
from beneficiaries.imports.lines import Row, read_lines
from beneficiaries.imports.table import Table, Unreadable
from beneficiaries.imports.twins import Twin, likely_twins, people_of_the_place
from beneficiaries.models import ImportLine, PeopleImport
from ceis.database import copy

STEP = 500  # lines between two tellings of where we are
LONGEST_SHOWN = 120
State, Kind, Decision = PeopleImport.State, ImportLine.Kind, ImportLine.Decision


def read(job: PeopleImport) -> None:
    """Read the file, check each line, look for who is already there; nothing of it reaches the people yet."""
    try:
        table = read_file(bytes(job.content), known_headings)
        refuse_secrets(table)
    except Unreadable as refusal:
        refuse(job, str(refusal))
        return
    chosen = [column["field"] for column in job.columns]
    fields = chosen if len(chosen) == len(table.headings) else recognise(table.headings)
    rows = [] if missing(fields) else checked(job, table, fields)
    twins = likely_twins(((row.number, row.values) for row in rows if not row.messages), people_of_the_place())
    keep(job, table, fields, [line_of(job, row, twins.get(row.number)) for row in rows])


def checked(job: PeopleImport, table: Table, fields: list[str]) -> list[Row]:
    rows: list[Row] = []
    for row in read_lines(table.lines, fields):
        rows.append(row)
        if len(rows) % STEP == 0:
            tell(job, len(rows), len(table.lines))
    return rows


def tell(job: PeopleImport, done: int, total: int) -> None:
    """Write where the work is, for the page that waits."""
    mine_still(job).update(done=done, total=total)


def mine_still(job: PeopleImport):
    """The row, unless another worker has taken it since: a lost connection gives the lock back without a word."""
    return PeopleImport.objects.in_attempt(job.pk, job.state, job.attempts)


def line_of(job: PeopleImport, row: Row, twin: Twin | None) -> ImportLine:
    line = ImportLine(people_import=job, number=row.number, values=row.values, messages=row.messages)
    line.kind = Kind.ERROR if row.messages else Kind.GOOD
    if twin and not row.messages:
        resemble(line, twin)
    return line


def resemble(line: ImportLine, twin: Twin) -> None:
    """Say who the line may already be; when nothing differs, that it is them."""
    line.kind = Kind.KNOWN if twin.exact else Kind.LIKELY
    line.decision = Decision.SAME if twin.exact else Decision.TO_MAKE
    line.twin_id, line.twin_line, line.reasons = twin.id, twin.number, list(twin.reasons)


@transaction.atomic
def keep(job: PeopleImport, table: Table, fields: list[str], lines: list[ImportLine]) -> None:
    columns = [
        {"heading": heading[:LONGEST_SHOWN], "field": fields[place], "sample": sample(table, place)}
        for place, heading in enumerate(table.headings)
    ]
    taken = mine_still(job).update(
        state=State.REVIEW, attempts=0, notes=table.notes, columns=columns, done=len(lines), total=len(table.lines)
    )
    if taken:
        job.lines.all().delete()
        copy(ImportLine, lines)


def sample(table: Table, place: int) -> str:
    """The first thing the column says."""
    return next((cells[place][:60] for _, cells in table.lines if place < len(cells) and cells[place]), "")


@transaction.atomic
def refuse(job: PeopleImport, why: str) -> None:
    """The file is not kept: what is refused may hold what the place never keeps."""
    if mine_still(job).update(state=State.REFUSED, refusal=why[:400], content=None, columns=[], notes=[]):
        job.lines.all().delete()

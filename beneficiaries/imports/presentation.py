"""How an import shows on its pages: the word of its state, the kinds of its lines, how far the work is, its errors."""

import csv
import io
from dataclasses import dataclass

from beneficiaries.imports.columns import FIELDS, missing
from beneficiaries.models import ImportLine, PeopleImport
from ceis import charts
from ceis.spreadsheets import BOM, safe

State, Kind = PeopleImport.State, ImportLine.Kind
OVER = {State.UNDONE: "empty", State.ABANDONED: "empty"}
TAGS = {State.WRITTEN: "ok", State.REFUSED: "late", State.FAILED: "late"} | OVER
WORDS = {
    State.READING: "Le fichier est lu, ligne par ligne.",
    State.WRITING: "Les dossiers s’ouvrent.",
    State.UNDOING: "Les dossiers que personne n’a utilisés sont retirés.",
}
PLURALS = {
    Kind.GOOD: ("personne à ajouter", "personnes à ajouter", "ok"),
    Kind.KNOWN: ("déjà là", "déjà là", "empty"),
    Kind.LIKELY: ("doublon possible", "doublons possibles", "wait"),
    Kind.ERROR: ("ligne en erreur", "lignes en erreur", "late"),
}


@dataclass(frozen=True)
class Counted:
    kind: str
    count: int
    label: str
    tag: str


def tagged(job: PeopleImport) -> PeopleImport:
    job.tag = TAGS.get(State(job.state), "wait")
    return job


def counted(job: PeopleImport) -> list[Counted]:
    counts = job.lines.counts()
    return [
        Counted(kind.value, counts[kind], many if counts[kind] > 1 else one, tag)
        for kind, (one, many, tag) in PLURALS.items()
    ]


def progress_of(job: PeopleImport) -> dict:
    """What the progress line needs: its words, its drawing."""
    words = WORDS.get(State(job.state), "")
    return {"progress_words": words, "progress_svg": charts.progress(job.percent, f"Avancement : {job.percent} %")}


def columns_of(job: PeopleImport) -> dict:
    """What was recognised, what is left out, what is missing."""
    fields = [column["field"] for column in job.columns]
    return {
        "taken": [(column["heading"], FIELDS[column["field"]]) for column in job.columns if column["field"]],
        "left_out": [column["heading"] or "sans titre" for column in job.columns if not column["field"]],
        "missing": missing(fields),
    }


def readable(line: ImportLine) -> ImportLine:
    """Give the line what its page says: each error with the name of its column."""
    line.faults = [(FIELDS.get(field, "ligne"), value, said) for field, value, said in line.messages]
    line.born = line.values.get("birth_date") or line.values.get("birth_year") or ""
    if line.values.get("birth_date"):
        line.born = "/".join(reversed(line.values["birth_date"].split("-")))
    line.details = " · ".join(
        str(part) for part in (line.born, line.values.get("phone"), line.values.get("city")) if part
    )
    return line


def errors_file(job: PeopleImport) -> bytes:
    """The errors as a spreadsheet, to correct the file with: no cell of it is a formula."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(["ligne", "nom", "colonne", "ce qui est écrit", "ce qui ne va pas"])
    for line in job.lines.at_fault().order_by("number"):
        for column, value, said in readable(line).faults:
            writer.writerow([line.number, safe(line.name), column, safe(value), said])
    return (BOM + written.getvalue()).encode()

"""How reports show on their pages: months, states, progress."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ceis import charts
from reporting.models import Report

State = Report.State
TAGS = {
    State.EXPECTED: "wait",
    State.COMPUTING: "wait",
    State.PROVISIONAL: "wait",
    State.SIGNED: "ok",
    State.FAILED: "late",
}


@dataclass(frozen=True)
class Month:
    start: date
    reports: list[Report]


def by_month(reports) -> list[Month]:
    """Group reports that come in the order of their months."""
    return [
        Month(start, [tagged(report) for report in group]) for start, group in groupby(reports, lambda r: r.starts_on)
    ]


def tagged(report: Report) -> Report:
    report.tag = TAGS[State(report.state)]
    return report


def progress_of(report: Report) -> dict:
    """What the progress line needs: its drawing, its words."""
    tagged(report)
    words = {
        State.EXPECTED: "Le calcul va commencer.",
        State.COMPUTING: "Les chiffres sont lus." if report.progress < 50 else "Le document est mis en page.",
    }.get(State(report.state), "")
    return {
        "progress_words": words,
        "progress_svg": charts.progress(report.progress, f"Avancement : {report.progress} %"),
    }

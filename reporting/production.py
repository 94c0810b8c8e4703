"""Making a report, whatever happens: the work to do is a row, done by one worker at a time, whole or not at all.

A worker that dies lets go of its lock with its connection; the sweep calls again; the third failure is shown to staff.
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ceis.background import only_one, tell_workers
from reporting.document import Document, differences_with_corrected
from reporting.figures import compute_figures, fingerprint, snapshot
from reporting.models import Figure, Report
from reporting.pdf import draw

log = logging.getLogger(__name__)

TASK = "reporting.tasks.produce_report"
STARTED, COMPUTED, DRAWN, KEPT = 10, 50, 90, 100


def enqueue(report_id: UUID) -> None:
    """Once the transaction is committed, tell the workers to look at the report; if nobody hears, the sweep will."""
    tell_workers(TASK, report_id)


def sweep() -> None:
    """Call again for every report that is not finished; one that is being made will not be made twice."""
    for report in Report.objects.unfinished().only("pk"):
        enqueue(report.pk)


def produce(report_id: UUID) -> None:
    """Compute, draw and keep one report. Called twice, or while another worker is at it, it changes nothing."""
    with only_one(report_id) as mine:
        report = claim(report_id) if mine else None
        if report is None:
            return
        try:
            make(report)
        except Exception:
            log.exception("report %s, attempt %s", report_id, report.attempts)
            if report.attempts >= Report.MOST_ATTEMPTS:
                mine_still(report).update(state=Report.State.FAILED)


@transaction.atomic
def claim(report_id: UUID) -> Report | None:
    """Take the report for one more attempt; None when there is nothing to do, or when it has failed too often."""
    report = Report.objects.unfinished().locked(report_id)
    if report is None:
        return None
    if report.attempts >= Report.MOST_ATTEMPTS:
        report.state = Report.State.FAILED
    else:
        report.state, report.progress = Report.State.COMPUTING, STARTED
        report.attempts += 1
    report.save(update_fields=["state", "progress", "attempts"])
    return None if report.state == Report.State.FAILED else report


def make(report: Report) -> None:
    with snapshot():
        report.computed_at = timezone.now()
        figures = compute_figures(report)
        differences = differences_with_corrected(report, figures)
    mine_still(report).update(progress=COMPUTED)
    report.sha256 = fingerprint(report, figures)
    pdf = draw(Document(report, figures, differences))
    mine_still(report).update(progress=DRAWN)
    keep(report, figures, pdf)


def mine_still(report: Report):
    """The row, unless another worker has taken it since: a lost connection gives the lock back without a word."""
    return Report.objects.in_attempt(report.pk, report.attempts)


@transaction.atomic
def keep(report: Report, figures: list[Figure], pdf: bytes) -> None:
    """Write the figures and their document together."""
    taken = mine_still(report).update(
        state=Report.State.PROVISIONAL,
        progress=KEPT,
        computed_at=report.computed_at,
        sha256=report.sha256,
        pdf=pdf,
    )
    if taken:
        report.figures.all().delete()
        Figure.objects.bulk_create(figures)


def is_due(report: Report, moment: datetime) -> bool:
    return report.signs_itself_at is not None and moment >= report.signs_itself_at

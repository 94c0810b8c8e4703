"""A report in each of its states, made by the code that makes them in life."""

from datetime import datetime
from pathlib import Path

import pytest

from ceis.access import Role
from ceis.civil_time import PARIS
from reporting.document import Document, differences_with_corrected
from reporting.figures import compute_figures, fingerprint
from reporting.models import Figure, Report
from reporting.pdf import draw
from tests.factories.ceis import UserFactory
from tests.factories.reporting import OCTOBER, small_october

COMPUTED_AT = datetime(2026, 11, 2, 7, 30, tzinfo=PARIS)
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def manager(db):
    return UserFactory(role=Role.MANAGER, first_name="Claire", last_name="Fabre")


@pytest.fixture
def expected(db) -> Report:
    small_october()
    return Report.objects.create(bilan="mensuel", starts_on=OCTOBER.start, ends_on=OCTOBER.end)


def computed(report: Report) -> Report:
    """Do by hand, in the test's own transaction, what a worker does in its snapshot."""
    figures = compute_figures(report)
    report.sha256, report.computed_at = fingerprint(report, figures), COMPUTED_AT
    report.state, report.progress = Report.State.PROVISIONAL, 100
    report.pdf = draw(Document(report, figures, differences_with_corrected(report, figures)))
    report.save()
    report.figures.all().delete()
    Figure.objects.bulk_create(figures)
    return report


@pytest.fixture
def provisional(expected) -> Report:
    return computed(expected)


@pytest.fixture
def provisional_without_pdf(expected) -> Report:
    """Faster, for pages that do not read the document."""
    figures = compute_figures(expected)
    expected.sha256, expected.computed_at, expected.pdf = fingerprint(expected, figures), COMPUTED_AT, b"%PDF-1.7"
    expected.state, expected.progress = Report.State.PROVISIONAL, 100
    expected.save()
    Figure.objects.bulk_create(figures)
    return expected


@pytest.fixture
def signed(provisional_without_pdf, manager) -> Report:
    report = provisional_without_pdf
    report.state, report.signed_by, report.signed_at = Report.State.SIGNED, manager, COMPUTED_AT
    report.save()
    return report

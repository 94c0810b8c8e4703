"""A signed report never moves, whoever asks and however: the application's own role is refused."""

import pytest
from django.db import DatabaseError, connection, transaction

from reporting.models import Figure, Report

pytestmark = pytest.mark.django_db
FIGURE = {"position": 900, "section": "x", "code": "x", "label": "x", "unit": "x"}


def refused(act):
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def sql(statement: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def test_through_the_orm(signed):
    signed.sha256 = "0" * 64
    refused(signed.save)
    refused(signed.delete)
    refused(lambda: Report.objects.filter(pk=signed.pk).update(state="provisional"))
    refused(lambda: signed.figures.update(value=1))
    refused(lambda: signed.figures.all().delete())
    refused(lambda: Figure.objects.create(report=signed, **FIGURE))
    refused(lambda: Figure.objects.bulk_create([Figure(report=signed, **FIGURE)]))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reporting_report SET pdf = '' WHERE id = %s",
        "UPDATE reporting_report SET state = 'provisional' WHERE id = %s",
        "DELETE FROM reporting_report WHERE id = %s",
        "UPDATE reporting_figure SET value = 1 WHERE report_id = %s",
        "DELETE FROM reporting_figure WHERE report_id = %s",
        "UPDATE reporting_figure SET report_id = gen_random_uuid() WHERE report_id = %s",
        "ALTER TABLE reporting_report DISABLE TRIGGER ALL; SELECT %s",
        "TRUNCATE reporting_figure; SELECT %s",
        "SET session_replication_role = replica; SELECT %s",
    ],
)
def test_through_raw_sql(signed, statement):
    refused(lambda: sql(statement, signed.pk))
    assert Report.objects.get(pk=signed.pk).is_signed and signed.figures.count() > 50


def test_a_figure_cannot_be_moved_under_a_signed_report(signed):
    other = Report.objects.create(bilan="mensuel", starts_on=signed.starts_on, ends_on=signed.ends_on, version=2)
    figure = Figure.objects.create(report=other, **FIGURE)
    refused(lambda: sql("UPDATE reporting_figure SET report_id = %s WHERE id = %s", signed.pk, figure.pk))


def test_before_signing_everything_moves(provisional_without_pdf):
    """The control: the same statements pass on a report that nobody has signed."""
    report = provisional_without_pdf
    assert sql("UPDATE reporting_figure SET label = 'y' WHERE report_id = %s", report.pk) > 50
    assert sql("DELETE FROM reporting_figure WHERE report_id = %s", report.pk) > 50
    assert sql("UPDATE reporting_report SET progress = 3 WHERE id = %s", report.pk) == 1
    report.delete()


def test_a_suppressed_cell_cannot_keep_its_value(expected):
    refused(lambda: Figure.objects.create(report=expected, **FIGURE, value=3, suppressed=True, below=5))


def test_a_report_is_once_a_period(expected):
    twin = {"bilan": "mensuel", "starts_on": expected.starts_on, "ends_on": expected.ends_on}
    refused(lambda: Report.objects.create(**twin))

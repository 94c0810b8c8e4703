"""From rows to figures: everything a report prints, computed in one snapshot of the database."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from django.conf import settings
from django.db import connection, transaction

from ceis.civil_time import Period
from ceis.french import half_up
from ceis.indicators import Breakdown, Computed, Indicator, Rate, compute, split
from reporting.bilans import BILANS, Section
from reporting.disclosure import SMALLEST_DENOMINATOR, Shown, protect
from reporting.models import Figure, Report

MONTHS_OF_SERIES = 13


@contextmanager
def snapshot() -> Iterator[None]:
    """Read the database as it is at one instant, whatever others write meanwhile; writing nothing."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def compute_figures(report: Report) -> list[Figure]:
    """Return the figures of ``report``, unsaved, in printing order. To be called inside `snapshot`."""
    sections = BILANS[report.bilan].sections_for(report.platform_id)
    declared = [figure for section in sections for figure in section.figures]
    values = compute(declared, report.period, report.platform_id)
    before = compute(declared, report.period.previous_month(), report.platform_id, rows=False)
    figures: list[Figure] = []
    for section in sections:
        for declaration in section.figures:
            figures.append(whole(declaration, section, values[declaration.code], before[declaration.code]))
        for series in section.series:
            figures += months(series, section, report)
        for breakdown in section.breakdowns:
            figures += cells(breakdown, section, report)
    for position, figure in enumerate(figures, 1):
        figure.report, figure.position = report, position
    return figures


def whole(declaration: Indicator | Rate, section: Section, computed: Computed, before: Computed) -> Figure:
    return Figure(
        section=section.title,
        code=declaration.code,
        label=declaration.label,
        unit=declaration.unit,
        value=published(computed, declaration),
        numerator=computed.numerator,
        denominator=computed.denominator,
        previous=published(before, declaration),
        definition=declaration.definition,
        origin=declaration.origin,
        rows=list(computed.rows),
    )


def published(computed: Computed, declaration: Indicator | Rate) -> Decimal | None:
    """A rate over too few rows is not published; its numerator and denominator are."""
    too_few = isinstance(declaration, Rate) and (computed.denominator or 0) < SMALLEST_DENOMINATOR
    return None if too_few or computed.value is None else half_up(computed.value, 4)


def cells(breakdown: Breakdown, section: Section, report: Report) -> list[Figure]:
    """The cells of a breakdown; small counts of people leave neither value nor rows behind them."""
    found = split(breakdown, report.period, report.platform_id)
    total = denominator(breakdown, report, [cell.value for cell in found])
    if breakdown.people:
        wanted = next((rank for rank, cell in enumerate(found) if cell.label == breakdown.wanted), None)
        shown = protect([int(cell.value) for cell in found], settings.SMALLEST_CELL, wanted)
    else:
        shown = [Shown(int(cell.value)) for cell in found]
    return [
        Figure(
            section=section.title,
            code=breakdown.code,
            label=breakdown.label,
            cell=cell.label,
            unit=breakdown.of.unit,
            value=seen.value,
            numerator=seen.value,
            denominator=total,
            suppressed=seen.suppressed,
            below=seen.below,
            definition=breakdown.definition,
            origin=breakdown.of.origin,
            rows=[] if seen.suppressed else list(cell.rows),
        )
        for cell, seen in zip(found, shown, strict=True)
    ]


def denominator(breakdown: Breakdown, report: Report, values: list[Decimal]) -> Decimal:
    """The total of a partition is its sum; people whom several cells count are counted again, once each."""
    if breakdown.partition:
        return sum(values, Decimal(0))
    total = compute([breakdown.of], report.period, report.platform_id, rows=False)[breakdown.of.code].value
    assert total is not None
    return total


def months(series: Breakdown, section: Section, report: Report) -> list[Figure]:
    """Thirteen months up to the report's own, each counted again from the ledger and never summed."""
    long = Period(report.period.months_back(MONTHS_OF_SERIES)[0].start, report.period.end)
    return [
        Figure(
            section=section.title,
            code=series.code,
            label=series.label,
            cell=cell.label,
            unit=series.of.unit,
            value=cell.value,
            numerator=cell.value,
            definition=series.definition,
            origin=series.of.origin,
        )
        for cell in split(series, long, report.platform_id, rows=False)
    ]


def fingerprint(report: Report, figures: list[Figure]) -> str:
    """SHA-256 of what the figures say: the same rows give the same one, whenever it is computed."""
    said = [str(report.bilan), str(report.platform_id), str(report.starts_on), str(report.ends_on), report.version]
    for f in figures:
        numbers = [plain(number) for number in (f.value, f.numerator, f.denominator, f.previous, f.below)]
        said.append([f.position, f.section, f.code, f.cell, f.label, f.unit, f.definition, f.suppressed, *numbers])
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def plain(number: Decimal | int | None) -> str:
    """A number as the database keeps it: four decimals."""
    return "" if number is None else f"{Decimal(number):.4f}"

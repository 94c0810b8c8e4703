"""Figures declared once, as data, by the app that owns the rows; one query per source, however many figures.

A `source` says which rows of a period (and platform) are looked at, `where` which of them count, `measure` how.
Figures of one source are computed together. A `Rate` is made of two indicators, so that both print. A `Breakdown`
splits an indicator, with « non renseigné » as one of its cells; a person is counted once in each.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Aggregate, Case, F, IntegerField, Q, QuerySet, TextChoices, Value, When
from django.db.models.expressions import Combinable, CombinedExpression

from ceis.civil_time import Period

Source = Callable[[Period, int | None], QuerySet[Any]]
UNKNOWN = "non renseigné"
OTHERS = "autres"


@dataclass(frozen=True)
class Indicator:
    """A number of something. ``origin``: where the rows come from, in the words of the place."""

    code: str
    label: str
    unit: str
    source: Source
    measure: Combinable
    definition: str
    origin: str
    where: Q = Q()  # noqa: RUF009 - never changed


@dataclass(frozen=True)
class Rate:
    """A share: ``top`` over ``bottom``, each being a figure of its own."""

    code: str
    label: str
    top: Indicator
    bottom: Indicator
    definition: str
    unit: str = "%"

    @property
    def origin(self) -> str:
        return self.top.origin


@dataclass(frozen=True)
class Bucket:
    label: str
    where: Q


Buckets = Callable[[Period], Sequence[Bucket]]


@dataclass(frozen=True)
class Breakdown:
    """``of`` split by the stored value of ``field``, or by ``buckets``.

    ``people``: its cells count people, so small ones are kept quiet. ``partition``: a row falls in one cell only, so
    that the cells add up to the total (a person may be seen by two platforms). ``unknown``: name of the cell where
    rows that fit nowhere go, "" when there are none by construction. ``most``: beyond that many cells, the smallest
    are put together. ``wanted``: the cell readers come for, the last one kept quiet for the sake of another.
    """

    code: str
    label: str
    of: Indicator
    field: str = ""
    buckets: Buckets | None = None
    unknown: str = UNKNOWN
    people: bool = False
    partition: bool = True
    most: int = 0
    wanted: str = ""

    @property
    def definition(self) -> str:
        return self.of.definition


@dataclass(frozen=True)
class Computed:
    """``rows``: ids of the source's rows that were counted."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rows: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Cell:
    label: str
    value: Decimal
    rows: tuple[UUID, ...] = ()


def filtered(measure: Combinable, where: Q) -> Combinable:
    """Return ``measure`` (an aggregate, or a sum of aggregates) over the rows where ``where`` holds."""
    if not where:
        return measure
    if isinstance(measure, CombinedExpression):
        left, right = filtered(measure.lhs, where), filtered(measure.rhs, where)
        return CombinedExpression(left, measure.connector, right)
    if not isinstance(measure, Aggregate):
        return measure
    restricted = measure.copy()
    restricted.filter = where if measure.filter is None else where & measure.filter
    return restricted


def counted_rows(where: Q) -> ArrayAgg:
    return ArrayAgg("pk", filter=where or None, distinct=True, default=Value([]))


def decimal(value: object) -> Decimal:
    return Decimal(str(value or 0))


def compute(
    figures: Iterable[Indicator | Rate], period: Period, platform_id: int | None = None, *, rows: bool = True
) -> dict[str, Computed]:
    """Compute ``figures``, in one query per source.

    Takes: ``rows``, whether the ids of the counted rows are wanted.
    Returns: code → value; an indicator is its own numerator, a rate is None when its denominator is 0.
    """
    figures = list(figures)
    needed = {part.code: part for figure in figures for part in parts(figure)}
    values: dict[str, Computed] = {}
    for _, group in groupby(sorted(needed.values(), key=source_name), key=source_name):
        values |= compute_source(list(group), period, platform_id, rows=rows)
    return {figure.code: rate_of(figure, values) if isinstance(figure, Rate) else values[figure.code]
            for figure in figures}  # fmt: skip


def parts(figure: Indicator | Rate) -> list[Indicator]:
    return [figure.top, figure.bottom] if isinstance(figure, Rate) else [figure]


def source_name(indicator: Indicator) -> str:
    return f"{indicator.source.__module__}.{indicator.source.__qualname__}"


def compute_source(
    indicators: list[Indicator], period: Period, platform_id: int | None, *, rows: bool
) -> dict[str, Computed]:
    """Compute the indicators of one source in one query."""
    aggregates: dict[str, Any] = {}
    for indicator in indicators:
        aggregates[f"{indicator.code}__value"] = filtered(indicator.measure, indicator.where)
        if rows:
            aggregates[f"{indicator.code}__rows"] = counted_rows(indicator.where)
    found = indicators[0].source(period, platform_id).order_by().aggregate(**aggregates)
    return {
        indicator.code: counted(found[f"{indicator.code}__value"], found.get(f"{indicator.code}__rows", ()))
        for indicator in indicators
    }


def counted(value: object, rows: Iterable[UUID]) -> Computed:
    number = decimal(value)
    return Computed(number, number, None, tuple(sorted(rows)))


def rate_of(rate: Rate, values: Mapping[str, Computed]) -> Computed:
    top, bottom = values[rate.top.code], values[rate.bottom.code]
    assert top.value is not None and bottom.value is not None
    share = top.value / bottom.value if bottom.value else None
    return Computed(share, top.value, bottom.value, top.rows)


def split(breakdown: Breakdown, period: Period, platform_id: int | None = None, *, rows: bool = True) -> list[Cell]:
    """Compute a breakdown in one query.

    Returns: the cells in the order of the buckets (empty ones included), « non renseigné » last; the stored values of
    a field come biggest first.
    """
    indicator = breakdown.of
    queryset = indicator.source(period, platform_id).order_by()
    buckets = list(breakdown.buckets(period)) if breakdown.buckets else []
    key = bucket_rank(buckets) if buckets else F(breakdown.field)
    wanted: dict[str, Any] = {"cell_value": filtered(indicator.measure, indicator.where)}
    if rows:
        wanted["cell_rows"] = counted_rows(indicator.where)
    found = queryset.annotate(cell_key=key).values("cell_key").annotate(**wanted)
    cells = {
        line["cell_key"]: (decimal(line["cell_value"]), tuple(sorted(line.get("cell_rows", ())))) for line in found
    }
    return in_buckets(breakdown, buckets, cells) if buckets else by_value(breakdown, cells)


def bucket_rank(buckets: Sequence[Bucket]) -> Case:
    """Which bucket a row falls in: the first one that fits, or a rank of its own when none does."""
    whens = [When(bucket.where, then=Value(rank)) for rank, bucket in enumerate(buckets)]
    return Case(*whens, default=Value(len(buckets)), output_field=IntegerField())


Counted = dict[Any, tuple[Decimal, tuple[UUID, ...]]]
NOTHING: tuple[Decimal, tuple[UUID, ...]] = (Decimal(0), ())


def in_buckets(breakdown: Breakdown, buckets: Sequence[Bucket], cells: Counted) -> list[Cell]:
    labels = [bucket.label for bucket in buckets] + ([breakdown.unknown] if breakdown.unknown else [])
    return [Cell(label, *cells.get(rank, NOTHING)) for rank, label in enumerate(labels)]


def by_value(breakdown: Breakdown, cells: Counted) -> list[Cell]:
    unknown = [cells.pop(key) for key in (None, "") if key in cells]
    others = [cells.pop(OTHERS)] if OTHERS in cells else []
    found = sorted((Cell(str(key), *cell) for key, cell in cells.items() if cell[0]), key=lambda c: (-c.value, c.label))
    if breakdown.most and len(found) > breakdown.most:
        others += [(cell.value, cell.rows) for cell in found[breakdown.most :]]
        found = found[: breakdown.most]
    if others:
        found.append(together(OTHERS, others))
    unsaid = together(breakdown.unknown, unknown)
    # What nobody wrote is a cell of its own even when it is empty; « no platform » is one when there is some.
    return [*found, unsaid] if breakdown.unknown == UNKNOWN or unsaid.value else found


def together(label: str, cells: Sequence[tuple[Decimal, tuple[UUID, ...]]]) -> Cell:
    return Cell(
        label, sum((value for value, _ in cells), Decimal(0)), tuple(sorted(i for _, rows in cells for i in rows))
    )


def choices(field: str, values: type[TextChoices]) -> Buckets:
    """Return one bucket per value of a choice field, under its French name."""

    def buckets(period: Period) -> list[Bucket]:
        return [Bucket(str(choice.label), Q(**{field: choice.value})) for choice in values if choice.value]

    return buckets


def months(period: Period) -> list[Bucket]:
    """Return the months of a period, each labelled « 2026-11 »."""
    found = [Period.month(period.start)]
    while found[-1].end < period.end:
        found.append(Period.month(found[-1].end + timedelta(days=1)))
    return [Bucket(f"{month.start:%Y-%m}", Q(date__gte=month.start, date__lte=month.end)) for month in found]

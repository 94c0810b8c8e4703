"""What a report shows, read from its stored figures alone: the same on screen and on paper."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby

from ceis import charts, french
from ceis.civil_time import HalfDay
from ceis.indicators import UNKNOWN
from reporting.bilans import BILANS
from reporting.disclosure import SMALLEST_DENOMINATOR
from reporting.models import Figure, Report

SHORT_MONTHS = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."
]  # fmt: skip
WORKING_WEEK = 5


def month_of(cell: str) -> date | None:
    """« 2026-11 » → 1 November 2026; None for the other cells."""
    year, _, month = cell.partition("-")
    return date(int(year), int(month), 1) if year.isdigit() and month.isdigit() and len(cell) == 7 else None


def cell_name(figure: Figure) -> str:
    month = month_of(figure.cell)
    return french.month(month) if month else figure.cell


@dataclass
class Table:
    """One breakdown: its cells, its total, its drawing."""

    figures: list[Figure]
    drawn: str = "rows"

    @property
    def first(self) -> Figure:
        return self.figures[0]

    @cached_property
    def lines(self) -> list[tuple[str, Figure]]:
        return [(cell_name(figure), figure) for figure in self.figures]

    @property
    def is_series(self) -> bool:
        return self.first.denominator is None

    @property
    def is_partition(self) -> bool:
        """Whether the cells add up to the total: one person may be seen by two platforms."""
        values = [figure.value for figure in self.figures]
        return None in values or sum(values) == self.first.denominator

    @property
    def total(self) -> str:
        return "" if self.is_series else french.number(self.first.denominator)

    @property
    def has_shares(self) -> bool:
        return any(figure.share for figure in self.figures)

    @property
    def has_suppressed(self) -> bool:
        return any(figure.suppressed for figure in self.figures)

    @property
    def completeness(self) -> str:
        """« 92,0 % (46/50) » of the people are described, or "" when it would give a hidden cell back."""
        unknown = [figure for figure in self.figures if figure.cell == UNKNOWN]
        total = self.first.denominator
        if not unknown or unknown[0].suppressed or not total or total < SMALLEST_DENOMINATOR:
            return ""
        known = total - unknown[0].value
        return f"{french.percent(known / total, 1)} ({french.number(known)}/{french.number(total)})"

    @cached_property
    def chart(self) -> str:
        if self.drawn == "columns":
            return charts.columns(self.first.label, [in_time(figure) for figure in self.figures])
        if self.drawn == "heat":
            return week(self.first.label, self.figures)
        return charts.rows(self.first.label, [bar(figure) for figure in self.figures])


def bar(figure: Figure) -> charts.Bar:
    value = None if figure.value is None else float(figure.value)
    said = f"{figure.fraction} · {figure.share}" if figure.share else figure.text
    return charts.Bar(figure.cell, value, said)


def in_time(figure: Figure) -> charts.Bar:
    month = month_of(figure.cell)
    value = None if figure.value is None else float(figure.value)
    assert month is not None
    year = str(month.year) if month.month == 1 else ""
    return charts.Bar(SHORT_MONTHS[month.month - 1], value, figure.text, year, french.month(month))


def week(title: str, figures: list[Figure]) -> str:
    """Days across, half-days down; Saturday and Sunday only when someone came."""
    by_cell = {figure.cell: figure for figure in figures}
    days = [
        day
        for rank, day in enumerate(french.WEEKDAYS)
        if rank < WORKING_WEEK or any(by_cell[f"{day} {half.label}"].value for half in HalfDay)
    ]
    cells = [[in_grid(by_cell[f"{day} {half.label}"]) for day in days] for half in HalfDay]
    return charts.heat(title, days, [str(half.label) for half in HalfDay], cells)


def in_grid(figure: Figure) -> charts.Bar:
    return charts.Bar(figure.cell, float(figure.value or 0), figure.text)


@dataclass
class Part:
    title: str
    figures: list[Figure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass
class Document:
    """``differences``: what changed since the version it corrects, when it is a correction."""

    report: Report
    figures: list[Figure]
    differences: list[Difference] = field(default_factory=list)

    @property
    def bilan(self):
        return BILANS[self.report.bilan]

    @property
    def corrected_version(self) -> int:
        return self.report.version - 1

    @property
    def title(self) -> str:
        return f"{self.bilan.title} — {french.month(self.report.starts_on)} — {self.report.subject}"

    @property
    def key_figures(self) -> list[Figure]:
        whole = {figure.code: figure for figure in self.figures if not figure.cell}
        return [whole[code] for code in self.bilan.key_figures if code in whole]

    @cached_property
    def parts(self) -> list[Part]:
        parts: dict[str, Part] = {}
        for (section, code), group in groupby(self.figures, key=lambda figure: (figure.section, figure.code)):
            part, figures = parts.setdefault(section, Part(section)), list(group)
            if figures[0].cell:
                part.tables.append(Table(figures, self.bilan.charts.get(code, "rows")))
            else:
                part.figures += figures
        return list(parts.values())

    @property
    def series(self) -> list[Table]:
        return [table for part in self.parts for table in part.tables if table.is_series]

    @property
    def definitions(self) -> list[Figure]:
        """Each definition once, under the name of the first figure that bears it."""
        first = {}
        for figure in self.figures:
            first.setdefault(figure.definition, figure)
        return list(first.values())

    @property
    def has_suppressed(self) -> bool:
        return any(figure.suppressed for figure in self.figures)

    @property
    def smallest(self) -> int | None:
        return next((figure.below for figure in self.figures if figure.below), None)


def document_of(report: Report) -> Document:
    """Read a stored report, with its differences when it corrects another one."""
    figures = list(report.figures.defer("rows").order_by("position"))
    return Document(report, figures, differences_with_corrected(report, figures))


def differences_with_corrected(report: Report, figures: list[Figure]) -> list[Difference]:
    """What the figures of a correction change to those of the version it corrects."""
    if report.version == 1 or not figures:
        return []
    before = Figure.objects.defer("rows").of_version(report, report.version - 1)
    return differences_between(list(before), figures)


def differences_between(before: list[Figure], after: list[Figure]) -> list[Difference]:
    """Every printed figure that is not the same, gone or new ones included, as both are printed."""
    old, new = ({(figure.code, figure.cell): figure for figure in figures} for figures in (before, after))
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        one, other = (printed(side.get(key)) for side in (old, new))
        if one != other:
            figure = new.get(key) or old[key]
            label = f"{figure.label} : {cell_name(figure)}" if figure.cell else figure.label
            found.append(Difference(label, one, other))
    return found


def printed(figure: Figure | None) -> str:
    if figure is None:
        return "absent"
    return f"{figure.text} ({figure.fraction})" if figure.is_rate else figure.text

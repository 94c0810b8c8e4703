"""One dimension over time, as one reader may know it: what is true, what was, and the mistakes put right."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from beneficiaries.models import Beneficiary, Situation
from beneficiaries.periods import Span
from beneficiaries.situation_actions import may_change
from ceis.accounts.models import User
from ceis.civil_time import PARIS, today
from ceis.french import day_month_year
from ceis.models import Platform
from ceis.terms.visibility import open_terms

MOST_MISTAKES = 5


@dataclass(frozen=True)
class Line:
    """``locked``: another team holds the value; ``mistakes``: what the row said before it was put right."""

    row: Situation
    locked: bool = False
    is_now: bool = False
    mine: bool = False
    mistakes: list[str] = field(default_factory=list)


def history_of(user: User, beneficiary: Beneficiary, dimension: Situation.Dimension) -> list[Line]:
    """Return the rows of one dimension, newest first."""
    rows = Situation.objects.known_to(user).standing().of_person(beneficiary).of_dimension(dimension)
    rows = list(rows.for_list())
    readable = {row.pk for row in rows if _reads(user, row)}
    mistakes = _mistakes(user, readable)
    day = Span(today(), today())
    return [
        Line(
            row, row.pk not in readable, row.span.meets(day), row.pk in readable and may_change(user, row),
            mistakes.get(row.pk, []),
        )
        for row in rows
    ]  # fmt: skip


def _reads(user: User, row: Situation) -> bool:
    """Whether ``user``, who knows of ``row``, may read it: a reserved one is its team's."""
    return row.term.sensitivity != "reserved" or row.platform_id in user.platform_ids


def _mistakes(user: User, rows: set) -> dict:
    """Return, for each row, what it said that was not true: only what this reader could have read at the time."""
    told: dict = {}
    events = Situation.past.rel.related_model.objects.filter(open_terms(user), pgh_obj__in=rows)
    by_row: dict = {}
    for event in events.select_related("term").order_by("pgh_id"):
        by_row.setdefault(event.pgh_obj_id, []).append(event)
    current = Situation.objects.in_bulk(list(by_row))
    for pk, past in by_row.items():
        after = [*past[1:], current[pk]]
        for before, then in zip(past, after, strict=True):
            if (before.term_id, before.amount) != (then.term_id, then.amount):
                when = day_month_year(before.pgh_created_at.astimezone(PARIS).date())
                told.setdefault(pk, []).append(f"{before.term} (corrigé le {when})")
    return {pk: lines[-MOST_MISTAKES:] for pk, lines in told.items()}


@dataclass(frozen=True)
class Facet:
    """One dimension on the record: what is true today, and which other teams hold something."""

    dimension: Situation.Dimension
    rows: list[Situation] = field(default_factory=list)
    holders: list[Platform] = field(default_factory=list)

    @property
    def label(self) -> str:
        return self.dimension.label.capitalize()


def facets(user: User, beneficiary: Beneficiary) -> Iterator[Facet]:
    """Yield each dimension of which something is known today, in one query."""
    rows = list(Situation.objects.known_to(user).of_person(beneficiary).on().for_list())
    for dimension in Situation.Dimension:
        own = [row for row in rows if row.dimension == dimension]
        readable = [row for row in own if _reads(user, row)]
        holders = {row.platform_id: row.platform for row in own if row not in readable}
        if own:
            yield Facet(dimension, readable, [holders[pk] for pk in sorted(holders)])

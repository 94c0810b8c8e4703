"""Writing what a person lives: what is said of several dimensions at once, a mistake put right, what ends.

Everything is decided from the rows the writer may read: what others keep for themselves neither helps nor hinders.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from beneficiaries.models import Beneficiary, Situation
from beneficiaries.periods import Covered, Span, place
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.models import Platform
from ceis.terms.actions import hold_readers
from ceis.terms.models import Term

Dimension = Situation.Dimension
NONE = "none"  # code of « aucun » in each list
A_DAY = timedelta(days=1)
NOT_YOURS = "Cette ligne est tenue par une autre plateforme : demandez-lui de la changer."


@dataclass(frozen=True)
class Said:
    """What is said of one dimension: every value that holds, each with its amount or None.

    ``seen``: the `signature` of what its writer had under the eyes.
    """

    dimension: Dimension
    values: dict[Term, Decimal | None]
    seen: str
    starts_on: date | None = None
    ends_on: date | None = None


class ChangedMeanwhile(RuleViolation):
    """Somebody wrote on the same ``dimensions`` since their writer looked at them."""

    def __init__(self, dimensions: Sequence[Dimension]):
        super().__init__("Quelqu’un a noté autre chose pendant votre saisie. Rien n’est perdu : comparez, choisissez.")
        self.dimensions = dimensions


@dataclass
class Known:
    """The rows of one person that a writer reads, and among them those they may end or correct as ``writing``."""

    rows: list[Situation]
    mine: list[Platform]
    writing: Platform

    @classmethod
    def by(cls, user: User, beneficiary: Beneficiary, writing: Platform) -> "Known":
        rows = Situation.objects.visible_to(user).standing().of_person(beneficiary).for_list()
        return cls(list(rows), user.platforms, writing)

    def of(self, dimension: Dimension) -> list[Situation]:
        return [row for row in self.rows if row.dimension == dimension]

    def kept(self, dimension: Dimension) -> list[Situation]:
        return [row for row in self.of(dimension) if row.is_kept_by(self.mine, self.writing)]

    def held(self, dimension: Dimension) -> list[Situation]:
        """Those of the team's that are true today; where only one may be, the newest."""
        held = [row for row in self.kept(dimension) if row.span.meets(Span(today(), today()))]
        return held if dimension.is_multiple else held[:1]


def signature(rows: Iterable[Situation]) -> str:
    """Return a short word that changes when one of ``rows`` does."""
    told = sorted(f"{row.pk}:{row.version}" for row in rows)
    return sha256(" ".join(told).encode()).hexdigest()[:16]


@transaction.atomic
def tell(
    *, by: User, beneficiary: Beneficiary, platform: Platform, said: Sequence[Said], form: UUID,
    source: Situation.Source = Situation.Source.PERSON,
) -> None:  # fmt: skip
    """Write what changed, all of it or nothing; the same ``form`` twice, or what is already so, changes nothing.

    Raises: ChangedMeanwhile; RuleViolation with the dimension as its field when dates cannot hold together.
    """
    if platform.pk not in by.platform_ids:
        raise RuleViolation("Vous n’êtes pas sur cette plateforme.", "platform")
    hold_readers()
    person = Beneficiary.objects.select_for_update().get(pk=beneficiary.pk)
    known = Known.by(by, person, platform)
    ids = [uuid5(form, f"{one.dimension} {term.pk}") for one in said for term in one.values]
    if Situation.objects.written_by_form(ids):
        return
    changes = [one for one in said if is_news(known, one)]
    late = [one.dimension for one in changes if signature(known.of(one.dimension)) != one.seen]
    if late:
        raise ChangedMeanwhile(late)
    pen = Pen(by, person, platform, source, form)
    for one in changes:
        pen.write(known, one)
    if changes:
        record(by=by, action=Entry.Action.UPDATE, on=person)


def is_news(known: Known, said: Said) -> bool:
    """Whether ``said`` differs from what is already kept."""
    held = known.held(said.dimension)
    if {row.term: row.amount for row in held} != said.values:
        return True
    dated = said.starts_on is not None and any(row.starts_on != said.starts_on for row in held)
    return dated or any(said.ends_on is not None and row.ends_on != said.ends_on for row in held)


@dataclass
class Pen:
    """Who writes what on whom, in one go."""

    by: User
    person: Beneficiary
    platform: Platform
    source: Situation.Source
    form: UUID
    day: date = field(default_factory=today)

    def write(self, known: Known, said: Said) -> None:
        kept, held = known.kept(said.dimension), known.held(said.dimension)
        if said.dimension.is_multiple:
            for row in held:
                if row.term not in said.values:
                    end_row(row, (said.starts_on or self.day) - A_DAY)
        for term, amount in said.values.items():
            same = next((row for row in held if row.term == term and row.amount == amount), None)
            if same is None:
                self.add(kept, said, term, amount)
            elif said.ends_on:
                end_row(same, said.ends_on)
            elif said.starts_on and same.starts_on is None:
                same.starts_on = said.starts_on
                save_again(same)
            elif not said.dimension.is_multiple:
                raise RuleViolation(
                    "C’est déjà ce qui est noté. Pour en changer les dates, dites que c’était une erreur.",
                    said.dimension,
                )

    def add(self, kept: list[Situation], said: Said, term: Term, amount: Decimal | None) -> None:
        rivals = [row for row in kept if row.cancelled_at is None and excludes(said.dimension, row.term, term)]
        try:
            placed = place(Span(said.starts_on, said.ends_on), [row.span for row in rivals], on=self.day)
        except Covered as covered:
            raise RuleViolation(covers(rivals[covered.rank]), said.dimension) from covered
        for rank, span in placed.shortened.items():
            rivals[rank].ends_on = span.end
            save_again(rivals[rank])
        insert(
            Situation(
                id=uuid5(self.form, f"{said.dimension} {term.pk}"), recorded_by=self.by, beneficiary=self.person,
                dimension=said.dimension, term=term, amount=amount, starts_on=placed.new.start,
                ends_on=placed.new.end, source=self.source, platform=self.platform,
            )
        )  # fmt: skip


def excludes(dimension: Dimension, kept: Term, new: Term) -> bool:
    """Whether the two values cannot hold on the same day: « aucun » and anything else never do."""
    return not dimension.is_multiple or kept == new or NONE in (kept.code, new.code)


def covers(row: Situation) -> str:
    return f"« {row} » est déjà noté {row.dates or 'sans date'}. Choisissez d’autres dates, ou corrigez cette ligne."


def insert(row: Situation) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as refusal:
        raise overlap(refusal, row.dimension) from refusal


def save_again(row: Situation) -> None:
    row.version += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as refusal:
        raise overlap(refusal, "starts_on") from refusal


def overlap(refusal: IntegrityError, at: str) -> RuleViolation:
    """Return what to say of a refusal of the database. Raises: ``refusal`` itself when it is about something else."""
    if "beneficiaries_situation_one_at_a_time" in str(refusal):
        return RuleViolation("Une autre valeur est déjà notée à ces dates.", at)
    if "beneficiaries_situation_dates_in_order" in str(refusal):
        return RuleViolation("La fin vient après le début.", "ends_on")
    raise refusal


def end_row(row: Situation, last: date) -> None:
    if row.starts_on is not None and row.starts_on > last:
        raise RuleViolation(
            f"« {row} » est noté {row.dates} : si ce n’était pas vrai, ouvrez cette ligne et retirez-la.",
            row.dimension,
        )
    row.ends_on = last
    save_again(row)


def may_change(by: User, row: Situation) -> bool:
    """Whether ``by`` may end, correct or withdraw ``row``, which they read."""
    return any(row.is_kept_by(by.platforms, writing) for writing in by.platforms)


def held_by(by: User, row: Situation, version: int) -> Situation:
    """Return ``row`` locked, as it is now. Raises: RuleViolation when it is not ``by``'s; ChangedMeanwhile."""
    hold_readers()
    Beneficiary.objects.select_for_update().get(pk=row.beneficiary_id)
    current = Situation.objects.select_for_update(of=("self",)).for_list().get(pk=row.pk)
    if not may_change(by, current):
        raise RuleViolation(NOT_YOURS)
    if current.version != version or current.cancelled_at:
        raise ChangedMeanwhile([Dimension(current.dimension)])
    return current


@transaction.atomic
def end_situation(*, by: User, row: Situation, last: date, version: int) -> Situation:
    """« N’a plus » : ``last`` is the last day on which it was true. Ending again on the same day changes nothing."""
    if row.ends_on == last:
        return row
    current = held_by(by, row, version)
    end_row(current, last)
    record(by=by, action=Entry.Action.UPDATE, on=current)
    return current


@transaction.atomic
def correct_situation(
    *, by: User, row: Situation, version: int, term: Term, amount: Decimal | None, starts_on: date | None,
    ends_on: date | None, source: Situation.Source,
) -> Situation:  # fmt: skip
    """« C’était une erreur » : the row says the truth from now on, and its history what it said before."""
    typed = {"term": term, "amount": amount, "starts_on": starts_on, "ends_on": ends_on, "source": source}
    if all(getattr(row, name) == value for name, value in typed.items()):
        return row
    current = held_by(by, row, version)
    refuse_overlap(by, current, typed)
    for name, value in typed.items():
        setattr(current, name, value)
    save_again(current)
    record(by=by, action=Entry.Action.UPDATE, on=current)
    return current


def refuse_overlap(by: User, row: Situation, typed: dict) -> None:
    """Refuse dates that another row of the team already fills with a value that cannot hold together."""
    known, span = Known.by(by, row.beneficiary, row.platform), Span(typed["starts_on"], typed["ends_on"])
    dimension = Dimension(row.dimension)
    for other in known.kept(dimension):
        if other.pk != row.pk and other.span.meets(span) and excludes(dimension, other.term, typed["term"]):
            raise RuleViolation(covers(other), "starts_on")


@transaction.atomic
def withdraw_situation(*, by: User, row: Situation, version: int) -> None:
    """It was never true: the row counts no more, and stays in the history as withdrawn."""
    if row.cancelled_at:
        return
    current = held_by(by, row, version)
    current.cancel(by=by, reason="noté par erreur")
    record(by=by, action=Entry.Action.CANCEL, on=current)

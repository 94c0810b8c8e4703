"""The household of a person on a day, as one reader may know it."""

from dataclasses import dataclass
from datetime import date

from beneficiaries import kinship
from beneficiaries.models import Beneficiary, HouseholdMember
from ceis.civil_time import today
from ceis.french import NBSP, day_month_year


@dataclass(frozen=True)
class Line:
    """Someone who lives, or lived, with the person; ``what``: what they are to them."""

    member: HouseholdMember
    what: str
    age: int | None

    @property
    def opens(self) -> bool:
        """Whether there is a record to open: of the file, and neither merged nor archived."""
        person = self.member.beneficiary
        return person is not None and not (person.merged_into_id or person.archived_at or person.anonymised_at)

    @property
    def soft(self) -> str:
        """« enfant · 11 ans · en garde alternée · depuis le 3 mars 2024 »."""
        said = [self.what, f"{self.age}{NBSP}ans" if self.age else "moins d’un an" if self.age == 0 else ""]
        said.append("en garde alternée" if self.member.shares_custody else "")
        if self.member.ends_on:
            said.append(f"jusqu’au {day_month_year(self.member.ends_on)}")
        elif self.member.starts_on:
            said.append(f"depuis le {day_month_year(self.member.starts_on)}")
        return " · ".join(filter(None, said))


@dataclass(frozen=True)
class Home:
    """``lines``: who lives there; ``left``: who did; ``is_filled``: whether the facts below are read from them."""

    lines: list[Line]
    left: list[Line]
    is_filled: bool
    lives_alone: bool | None
    single_parent: bool | None

    @property
    def in_words(self) -> list[str]:
        """What is known, in a few words: « Vit seul·e », « Élève seul·e ses enfants »."""
        words = {
            ("lives_alone", True): "Vit seul·e", ("lives_alone", False): "Ne vit pas seul·e",
            ("single_parent", True): "Élève seul·e ses enfants",
        }  # fmt: skip
        if self.is_filled and self.lives_alone is False:
            del words["lives_alone", False]
        known = [("lives_alone", self.lives_alone), ("single_parent", self.single_parent)]
        return [words[fact] for fact in known if fact in words]


def home_of(person: Beneficiary, *, user, day: date | None = None) -> Home:
    """Return who lives with ``person`` on ``day`` (today by default), in one query.

    A member whom ``user`` may not know of is as if they had never been there: a household where nobody else is known
    is not filled, and what the person says of their home stands.
    """
    day = day or today()
    rows = list(HouseholdMember.objects.standing().beside(person).with_openness(user).for_list())
    known = [row for row in rows if row.is_open or row.beneficiary_id == person.pk]
    if not any(row.who != person.pk for row in known):
        return Home([], [], False, person.lives_alone, person.single_parent)
    relations = kinship.relations_to(person.pk, links(rows))
    stays = {row.as_member(): row for row in known}
    with_them = kinship.living_with(person.pk, stays, day)
    lines = [_line(stays[stay], relations) for stay in with_them]
    left = [_line(row, relations) for row in known if row.who != person.pk and row.ends_on and row.ends_on < day]
    own = next((row for stay, row in stays.items() if stay.who == person.pk and stay.lives_there_on(day)), None)
    if own is None:
        return Home([], left, False, person.lives_alone, person.single_parent)
    return Home(lines, left, True, not with_them, kinship.raises_alone(with_them, relations, day))


def links(rows: list[HouseholdMember]) -> dict:
    """Who is what to whom, people of the file being one whatever the number of their stays."""
    by_id = {row.pk: row for row in rows}
    return {row.who: (by_id[row.related_to_id].who, row.relation) for row in rows if row.related_to_id in by_id}


def _line(row: HouseholdMember, relations: dict) -> Line:
    what = HouseholdMember.Relation(relations.get(row.who, kinship.FAMILY))
    return Line(row, what.label, row.age_on())

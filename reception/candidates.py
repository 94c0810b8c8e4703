"""The people a text may mean, as a line of the desk says them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from beneficiaries.models import Beneficiary
from beneficiaries.search import BACK, Match, find, with_encounters
from ceis.civil_time import today
from ceis.french import NBSP, day_month_year
from platforms.models import Appointment
from reception.actions import APPOINTMENT, INFORMATION
from reception.day import planned_today
from reception.typed_name import birth, first_and_last

DAYS_A_MONTH = 30.44
ENDINGS = {Beneficiary.Sex.FEMALE: "e", Beneficiary.Sex.MALE: "", Beneficiary.Sex.UNKNOWN: "(e)"}


@dataclass(frozen=True)
class Candidate:
    match: Match
    appointment: Appointment | None = None

    @property
    def person(self) -> Beneficiary:
        return self.match.beneficiary

    @property
    def reason(self) -> str:
        """Code of the reason proposed for this person."""
        return APPOINTMENT if self.appointment else INFORMATION

    @property
    def soft(self) -> str:
        """What tells this person from a homonym, and how well the place knows them."""
        ending = ENDINGS[Beneficiary.Sex(self.person.sex)]
        where = "" if self.person.protected_contact else self.person.neighbourhood or self.person.city
        born = _born(self.person, ending) or f"dossier{NBSP}{self.person.file_number}"
        return " · ".join(filter(None, [born, where, _known(self.match)]))


def candidates(user, *, text: str = "", who: str = "", wide: bool = False) -> list[Candidate]:
    """Return whom ``text`` may mean, or the one person ``who`` was already chosen (an id), likeliest first."""
    chosen = Beneficiary.objects.visible_to(user).filter(pk=who) if _is_id(who) else ()
    matches = with_encounters(chosen, user=user) if chosen else find(text, user=user, wide=wide) if text.strip() else []
    return _expected(matches, user)


def as_typed(text: str) -> dict:
    """Return what the desk typed to look for someone, as first values of the form that adds them."""
    first_name, last_name = first_and_last(text)
    return {"first_name": first_name, "last_name": last_name, "birth": birth(text)}


def _expected(matches: Iterable[Match], user) -> list[Candidate]:
    matches = list(matches)
    planned = planned_today([match.beneficiary for match in matches], user=user) if matches else {}
    return [Candidate(match, planned.get(match.beneficiary.pk)) for match in matches]


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _born(person: Beneficiary, ending: str) -> str:
    if person.birth_date:
        return f"né{ending} le {day_month_year(person.birth_date)}"
    return f"né{ending} en {person.birth_year}" if person.birth_year else ""


def _known(match: Match) -> str:
    return f"revient après {_away(match.last_seen)}" if match.status == BACK and match.last_seen else match.coming


def _away(last: date) -> str:
    months = int((today() - last).days / DAYS_A_MONTH)
    return f"{months // 12}{NBSP}ans" if months >= 24 else f"{months}{NBSP}mois"

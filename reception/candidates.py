"""The people a text may mean, as a line of the desk says them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from beneficiaries.models import Beneficiary
from beneficiaries.search import BACK, Match, find, with_encounters
from beneficiaries.typed_query import read_query
from ceis.french import NBSP, day_month_year
from ceis.text import name_words
from platforms.models import Appointment
from reception.coming import away
from reception.expected import planned_today, registered_today
from reception.purposes import APPOINTMENT, INFORMATION, WORKSHOP
from reception.typed_name import birth, first_and_last
from workshops.models import Session

ENDINGS = {Beneficiary.Sex.FEMALE: "e", Beneficiary.Sex.MALE: "", Beneficiary.Sex.UNKNOWN: "(e)"}


@dataclass(frozen=True)
class Candidate:
    match: Match
    appointment: Appointment | None = None
    session: Session | None = None

    @property
    def person(self) -> Beneficiary:
        return self.match.beneficiary

    @property
    def reason(self) -> str:
        """Code of the reason proposed for this person."""
        return APPOINTMENT if self.appointment else WORKSHOP if self.session else INFORMATION

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


def doubtful(found: list[Candidate], text: str) -> bool:
    """Whether the second of ``found`` is as likely as the first: nobody is then registered by one press of Enter."""
    return len(found) > 1 and _likelihood(found[0], text) == _likelihood(found[1], text)


def _likelihood(candidate: Candidate, text: str) -> tuple:
    """How well a person answers what was typed: the very names, words that begin them, or a mere likeness."""
    query = read_query(text)
    person = candidate.person
    same = getattr(person, "same", 0)
    whole = bool(query.words) and set(query.words) == set(name_words(f"{person.first_name} {person.last_name}"))
    return whole, same, candidate.match.near, bool(query.birth_year) and person.birth_year == query.birth_year


def as_typed(text: str) -> dict:
    """Return what the desk typed to look for someone, as first values of the form that adds them."""
    first_name, last_name = first_and_last(text)
    return {"first_name": first_name, "last_name": last_name, "birth": birth(text)}


def _expected(matches: Iterable[Match], user) -> list[Candidate]:
    matches = list(matches)
    people = [match.beneficiary for match in matches]
    planned = planned_today(people, user=user) if people else {}
    registered = registered_today(people, user=user) if people else {}
    return [Candidate(match, planned.get(match.beneficiary.pk), registered.get(match.beneficiary.pk))
            for match in matches]  # fmt: skip


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
    return f"revient après {away(match.last_seen)}" if match.status == BACK and match.last_seen else match.coming

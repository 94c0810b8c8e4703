"""New, known, or back after twelve months: what the history says of somebody who is there."""

from collections.abc import Iterable
from datetime import date

from beneficiaries.models import Encounter
from beneficiaries.search import AWAY
from ceis.civil_time import today
from ceis.french import NBSP
from reception.models import Visit

DAYS_A_MONTH = 30.44


def away(last: date, until: date | None = None) -> str:
    """How long somebody was not seen: « 14 mois », « 3 ans »."""
    months = int(((until or today()) - last).days / DAYS_A_MONTH)
    return f"{months // 12}{NBSP}ans" if months >= 24 else f"{months}{NBSP}mois"


def novelty(last: date | None, until: date | None = None) -> str:
    """Return what deserves to be said: « première venue », « revient après 14 mois », or "" for a familiar face."""
    if last is None:
        return "première venue"
    return f"revient après {away(last, until)}" if last < (until or today()) - AWAY else ""


def novelty_of(visit: Visit, user) -> str:
    """What to say of the person of a visit, from what ``user`` may know of the days before it."""
    if visit.beneficiary_id is None:
        return ""
    known = Encounter.objects.known_to(user).standing().of_person(visit.beneficiary_id)
    if known.same_day_by_another(visit.date, visit.pk).exists():
        return ""
    return novelty(known.last_before(visit.date), visit.date)


def novelties(people: Iterable, user) -> dict:
    """Return what to say of each of ``people`` (their ids) who are not there yet, in one query."""
    people = set(people)
    seen = Encounter.objects.known_to(user).standing().passages_of(people) if people else {}
    return {person: novelty(seen[person][1] if person in seen else None) for person in people}

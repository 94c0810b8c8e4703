"""Who opened a record, read from the journal."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max
from django.db.models.functions import TruncDate
from django.utils import timezone

from beneficiaries.models import Beneficiary
from ceis.access import Role
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.french import NBSP, day_month
from ceis.journal.models import Entry
from ceis.platform import Sensitivity

RECENT = 8
LOOKED_BACK = 200  # lines of one's own journal
SHOWN_FOR = timedelta(days=365)
LAST_NAMES = 6


def last_opened_by(user) -> list[Beneficiary]:
    """Return the people whose record ``user`` opened or created last, newest first."""
    lines = Entry.objects.filter(actor=user, object_type=Beneficiary._meta.label).order_by("-id")
    last = list(dict.fromkeys(lines.values_list("object_id", flat=True)[:LOOKED_BACK]))[: RECENT * 2]
    people = Beneficiary.objects.visible_to(user).defer("search_keys", "search_vector").in_bulk(last, field_name="pk")
    found = {str(pk): person for pk, person in people.items()}
    return [found[pk] for pk in last if pk in found][:RECENT]


@dataclass(frozen=True)
class Opening:
    who: str
    when: str


def openings_of(beneficiary: Beneficiary, *, user) -> list[Opening]:
    """Return who opened the record this year, newest first; the desk is counted as one.

    Whoever works on a secret platform that is not ``user``'s is not there: their name would tell of the follow-up.
    """
    days = Count(TruncDate("at"), distinct=True)
    lines = Entry.objects.filter(
        object_id=str(beneficiary.pk), object_type=Beneficiary._meta.label, at__gte=timezone.now() - SHOWN_FOR
    )
    lines = lines.filter(action=Entry.Action.READ).order_by().values("actor").annotate(last=Max("at"), days=days)
    seen = {line["actor"]: line for line in lines}
    people = User.objects.filter(pk__in=seen).prefetch_related("assignments__platform").order_by("sort_name")
    told = [(person, seen[person.pk]) for person in people if not _tells_a_secret(person, user)]
    told.sort(key=lambda pair: pair[1]["last"], reverse=True)
    desk = [line for person, line in told if person != user and _is_desk(person)]
    named = [
        Opening("Vous" if person == user else person.get_short_name(), _when(timezone.localtime(line["last"]).date()))
        for person, line in told
        if person == user or not _is_desk(person)
    ]
    return named[:LAST_NAMES] + ([Opening("accueil", _times(sum(line["days"] for line in desk)))] if desk else [])


def _tells_a_secret(person: User, user) -> bool:
    return any(
        held.platform and held.platform.sensitivity == Sensitivity.SECRET and held.platform_id not in user.platform_ids
        for held in person.assignments.all()
    )


def _is_desk(person: User) -> bool:
    return {held.role for held in person.assignments.all()} == {Role.RECEPTION}


def _when(day: date) -> str:
    if day == today():
        return "aujourd’hui"
    return "hier" if day == today() - timedelta(days=1) else f"le {day_month(day)}"


def _times(count: int) -> str:
    return f"{count}{NBSP}fois" if count > 1 else "une fois"

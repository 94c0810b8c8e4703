"""How many people are in the building: an estimate that says what it counts, and that somebody may correct.

People come in under the eyes of the desk and leave without a word. So whoever came is taken to be there for
`STAY_MINUTES`, and as long as an appointment, a workshop or a computer keeps them. A count made by someone who walked
through the rooms replaces the estimate for the same time: later arrivals add to it. The team is not counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ceis.accounts.models import User
from ceis.civil_time import instant, now
from ceis.french import hour, minutes
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.places.models import Site
from platforms.models import Appointment
from reception.models import ComputerSession, Headcount, Visit
from workshops.models import AnonymousTally, Attendance

CLOSE_TO_FULL = 0.9
THERE = (Appointment.Status.ARRIVED, Appointment.Status.IN_PROGRESS)


@dataclass(frozen=True)
class Occupancy:
    people: int
    capacity: int
    counted: Headcount | None  # the count the figure starts from

    @property
    def state(self) -> str:
        """The colour of the figure: "late" above the capacity, "wait" close to it, "ok" otherwise."""
        if not self.capacity:
            return "ok"
        if self.people > self.capacity:
            return "late"
        return "wait" if self.people >= self.capacity * CLOSE_TO_FULL else "ok"

    @property
    def word(self) -> str:
        return {"late": "trop de monde", "wait": "presque plein", "ok": "il y a de la place"}[self.state]

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.people / self.capacity)) if self.capacity else 0

    @property
    def definition(self) -> str:
        """What the figure counts, in the words printed beside it."""
        stay = minutes(settings.STAY_MINUTES)
        if self.counted:
            return (
                f"Comptées à {hour(self.counted.at.astimezone(now().tzinfo))}, plus les arrivées depuis. Sans l’équipe."
            )
        return (
            f"Estimation : qui est venu depuis moins de {stay}, ou est encore en rendez-vous, en atelier ou à un"
            " poste ; chaque personne une fois, sans l’équipe."
        )


@dataclass(frozen=True)
class Sign:
    """A reason to believe that somebody is there: who (or nobody named), how many, since when, seen at the door."""

    who: UUID | None
    people: int
    since: datetime
    door: bool


def occupancy() -> Occupancy:
    """Return how many people are in the house now, in a fixed number of queries."""
    moment = now()
    house = Site.objects.house()
    since = max(moment - timedelta(minutes=settings.STAY_MINUTES), moment.replace(hour=0, minute=0, second=0))
    counted = Headcount.objects.latest_between(since, moment)
    found = list(_signs(since, moment))
    people = counted.people + _after(found, counted.at) if counted else _present(found)
    return Occupancy(people, house.capacity if house else 0, counted)


@transaction.atomic
def count_people(*, by: User, id: UUID, people: int) -> Headcount:
    """Write that ``by`` counted ``people`` a moment ago; sent twice, it is one count."""
    counted, created = Headcount.objects.get_or_create(
        pk=id, defaults={"recorded_by": by, "at": now(), "people": people}
    )
    if created:
        record(by=by, action=Entry.Action.CREATE, on=counted)
    return counted


def _present(signs: list[Sign]) -> int:
    """Named people once each. Those nobody named may be seen at the door, then in a room: the greater number."""
    named = {sign.who for sign in signs if sign.who}
    door = sum(sign.people for sign in signs if not sign.who and sign.door)
    rooms = sum(sign.people for sign in signs if not sign.who and not sign.door)
    return len(named) + max(door, rooms)


def _after(signs: list[Sign], moment: datetime) -> int:
    """Those of whom there was no sign yet at ``moment``; nobody named, only the door tells that they are new."""
    before = {sign.who for sign in signs if sign.since <= moment}
    named = {sign.who for sign in signs if sign.who} - before
    return len(named) + sum(sign.people for sign in signs if not sign.who and sign.door and sign.since > moment)


def _signs(since: datetime, moment: datetime) -> Iterator[Sign]:
    day, at = moment.date(), moment.time()
    visits = Visit.objects.standing().on(day).filter(arrived_at__gte=since.time(), arrived_at__lte=at)
    for who, people, came in visits.order_by().values_list("beneficiary", "headcount", "arrived_at"):
        yield Sign(who, people, instant(day, came), door=True)
    received = Appointment.objects.standing().on(day).filter(
        status__in=THERE, ends_at__gt=at, channel=Appointment.Channel.OFFICE
    )  # fmt: skip
    for who, begins, came in received.order_by().values_list("people", "starts_at", "arrived_at"):
        yield Sign(who, 1, instant(day, came or begins), door=False)
    in_session = {"session__date": day, "session__starts_at__lte": at, "session__ends_at__gt": at}
    inside = {"session__cancelled_at": None, "session__room__site__outside": False}
    present = Attendance.objects.standing().filter(status__in=Attendance.CAME, **in_session, **inside)
    for who, begins in present.order_by().values_list("beneficiary", "session__starts_at"):
        yield Sign(who, 1, instant(day, begins), door=False)
    unnamed = AnonymousTally.objects.standing().filter(**in_session, **inside)
    for people, begins in unnamed.order_by().values_list("count", "session__starts_at"):
        yield Sign(None, people, instant(day, begins), door=False)
    for who, begun in ComputerSession.objects.running_today().order_by().values_list("beneficiary", "started_at"):
        yield Sign(who, 1, begun, door=False)

"""The free-access room of the demo place: three months of sessions, and who sits there at this very moment."""

from datetime import date, datetime, time, timedelta

from beneficiaries.demo import Person, met
from beneficiaries.models import Encounter
from ceis.civil_time import PARIS, Period, instant
from ceis.demo import World
from ceis.demo_data.openings import is_open, open_days, rhythm
from ceis.places.demo import computers
from ceis.places.models import Equipment, Occupation
from reception.models import ComputerSession, Headcount
from reception.terms import FREE_ACCESS_PURPOSE

DAYS_BACK = 90
STARTS = (time(9, 10), time(10, 20), time(11, 25), time(13, 40), time(14, 50), time(15, 55))
NAMED, HELPED, SEATED = 0.45, 0.35, 0.4
PURPOSES = {"procedure": 30, "job": 24, "mail": 16, "print": 12, "writing": 8, "training": 5, "leisure": 5}


def build(world: World) -> None:
    first = max(world.begins_on, world.today - timedelta(days=DAYS_BACK))
    seats = computers(world)
    for day in open_days(Period(first, world.today - timedelta(days=1))):
        _day(world, day, seats)
    if is_open(world.today) and world.clock >= time(9, 45):
        _now(world, seats)


def _day(world: World, day: date, seats: list[Equipment]) -> None:
    here = _named(world, day)
    for start in STARTS:
        for seat in seats:
            if world.rng.random() < SEATED * rhythm(day):
                begun = instant(day, start) + timedelta(minutes=world.rng.randint(0, 9))
                stayed = world.rng.randint(12, 55)
                person = here.pop() if here and world.rng.random() < NAMED else None
                _sit(world, seat, person, begun, ended=begun + timedelta(minutes=stayed))


def _now(world: World, seats: list[Equipment]) -> None:
    """One past its hour, one helped, one nobody named; the other computers are free. Somebody has counted."""
    moment, here = instant(world.today, world.clock), _named(world, world.today)
    for seat, (ago, planned) in zip(seats, [(42, 30), (25, 60), (8, 60)], strict=False):
        person = here.pop() if here and ago != 8 else None
        _sit(world, seat, person, moment - timedelta(minutes=ago), planned=planned)
    counted = max(instant(world.today, time(9, 30)), moment - timedelta(minutes=35))
    world.keep(
        Headcount(
            id=world.uuid(), at=counted, people=world.rng.randint(24, 38), recorded_by=world.team["accueil"],
            recorded_at=counted,
        )
    )  # fmt: skip


def _named(world: World, day: date) -> list[Person]:
    """Those who came that day, in an order drawn for it."""
    came = world.crowd.came.get(day, set())
    people = [person for person in world.crowd.people if person.row.pk in came and person.arrives_on < day]
    world.rng.shuffle(people)
    return people


def _sit(
    world: World, seat: Equipment, person: Person | None, begun: datetime, *, ended: datetime | None = None,
    planned: int = 60,
) -> None:  # fmt: skip
    """Write a session, its occupation and its encounter, as `start_session` and `end_session` would have."""
    rng, local = world.rng, begun.astimezone(PARIS)
    until = begun + timedelta(minutes=planned)
    helper = world.team[rng.choice(["volontaire", "enzo"])] if rng.random() < HELPED else None
    purpose = rng.choices(list(PURPOSES), list(PURPOSES.values()))[0]
    session = world.keep(
        ComputerSession(
            id=world.uuid(), computer=seat, date=local.date(), started_at=begun, planned_until=until, ended_at=ended,
            beneficiary=person.row if person else None, helper=helper,
            purpose=world.terms[FREE_ACCESS_PURPOSE, purpose], recorded_by=world.team["volontaire"], recorded_at=begun,
        )
    )  # fmt: skip
    world.keep(
        Occupation(
            id=world.uuid(), kind=Occupation.Kind.EQUIPMENT, resource=seat.pk, period=(begun, ended or until),
            source=session.pk,
        )
    )  # fmt: skip
    if person:
        met(
            world, source=session.pk, kind=Encounter.Kind.FREE_ACCESS, day=local.date(), at=local.time(), person=person
        )  # fmt: skip

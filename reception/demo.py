"""The front door of the demo place: who came, alone, in groups, expected or not, known or for the first time."""

from datetime import date, time

from beneficiaries.demo import Person, met
from beneficiaries.models import Encounter
from ceis.civil_time import HalfDay, Period
from ceis.demo import World, later
from ceis.demo_data.openings import open_days, rhythm
from platforms.demo import drawn
from platforms.demo_interviews import send
from platforms.models import Appointment, Referral
from reception.models import Visit, VisitReason
from reception.terms import REASON

NAMED_A_DAY, UNNAMED_A_DAY, GROUPS_A_DAY = 9, 4, 0.12
SENT_ON = 0.22  # newcomers whom the first reception sends somewhere: « repérer les besoins afin d’orienter »
DOORS = ("emploi", "numerique", "numerique", "budget", "sante", "CAF de l’Hérault", "Conciliateur de justice",
         "Agir ABCD")  # fmt: skip
REASONS = {
    "information": 18, "procedure": 24, "free_access": 20, "document": 12, "mail": 8, "job": 8, "budget": 4,
    "meeting": 10, "permanence": 5, "other": 3,
}  # fmt: skip


def build(world: World) -> None:
    _may(world)
    expected: dict[date, list[tuple[Appointment, Person]]] = {}
    for appointment, person in world.arrivals:
        expected.setdefault(appointment.date, []).append((appointment, person))
    newcomers: dict[date, list[Person]] = {}
    for person in world.crowd.people:
        if person.arrives_on >= world.begins_on:
            newcomers.setdefault(person.arrives_on, []).append(person)
    days = open_days(Period(world.begins_on, world.today))
    for day in days:
        for appointment, person in expected.get(day, ()):
            come(world, person, day, appointment.arrived_at, "appointment", appointment=appointment)
        for person in newcomers.get(day, ()):
            _welcome(world, person)
        _walk_in(world, day)
    _nobody_is_missing(world, days)


def come(
    world: World,
    person: Person | None,
    day: date,
    at: time,
    reason: str,
    *,
    headcount: int = 1,
    appointment: Appointment | None = None,
    referral: Referral | None = None,
) -> None:
    """Write a visit and its encounter, as `register_visit` would have."""
    visit = world.keep(
        Visit(
            id=world.uuid(), date=day, arrived_at=at, beneficiary=person.row if person else None, headcount=headcount,
            appointment=appointment, referral=referral,
            recorded_by=_at_the_desk(world), recorded_at=world.stamp(day, at),
        )
    )  # fmt: skip
    world.keep(VisitReason(id=world.uuid(), visit=visit, reason=world.terms[REASON, reason]))
    met(world, source=visit.pk, kind=Encounter.Kind.VISIT, day=day, at=at, person=person, headcount=headcount)


def _at_the_desk(world: World):
    return world.team[world.rng.choice(["accueil", "accueil", "yacine"])]


def _reason(world: World) -> str:
    return world.rng.choices(list(REASONS), list(REASONS.values()))[0]


def _welcome(world: World, person: Person) -> None:
    """A first visit: what is asked, and now and then the door behind the question."""
    referral = None
    if world.rng.random() < SENT_ON:
        to = world.rng.choice([*person.platforms, *DOORS])
        at = world.stamp(person.arrives_on, person.arrives_at)
        referral = send(world, to, person, person.arrives_on, _at_the_desk(world), at)
    come(world, person, person.arrives_on, person.arrives_at, _reason(world), referral=referral)


def _walk_in(world: World, day: date) -> None:
    scale = rhythm(day) * min(1, world.size / 2063)
    if day == world.today:  # only what has been of it
        scale *= max(0.15, (world.clock.hour + world.clock.minute / 60 - 9) / 8)
    here = [person for person in world.crowd.active[day.year, day.month] if person.arrives_on < day and not person.once]
    already = world.crowd.came.get(day, set())
    here = [person for person in here if person.row.pk not in already]
    named = max(int(day == world.today), drawn(world.rng, NAMED_A_DAY * scale))
    for person in world.rng.sample(here, min(len(here), named)):
        come(world, person, day, _hour(world, day), _reason(world))
    for _ in range(drawn(world.rng, UNNAMED_A_DAY * scale)):
        come(world, None, day, _hour(world, day), world.rng.choice(["information", "document", "free_access"]))
    if world.rng.random() < GROUPS_A_DAY * scale:
        come(world, None, day, _hour(world, day), "meeting", headcount=world.rng.randint(4, 14))


def _hour(world: World, day: date) -> time:
    """Mornings are busier; nobody comes while the place has lunch."""
    if world.rng.random() < 0.58 or (day == world.today and world.clock < time(13, 50)):
        return world.somewhen(day, time(9, 1), time(12, 15))
    return world.somewhen(day, time(13, 31), time(16, 45))


def _nobody_is_missing(world: World, days: list[date]) -> None:
    """Whoever was to come in a month came at least once."""
    for (year, month), people in world.crowd.active.items():
        met_in = world.crowd.met_in.setdefault((year, month), set())
        for person in people:
            possible = [day for day in days if (day.year, day.month) == (year, month) and day >= person.arrives_on]
            if person.row.pk not in met_in and possible:
                day = world.rng.choices(possible, [rhythm(day) for day in possible])[0]
                come(world, person, day, _hour(world, day), _reason(world))


def _may(world: World) -> None:
    """May 2021: the desk saw each of the 300 people on each of their 742 half-days."""
    for person, day, half_day in world.crowd.may:
        first = time(9, 5) if half_day == HalfDay.MORNING else time(13, 35)
        at = later(first, world.rng.randint(0, 170 if half_day == HalfDay.MORNING else 190))
        if (day, at) < (person.arrives_on, person.arrives_at):
            at = person.arrives_at
        come(world, person, day, at, _reason(world))

"""The front door of the demo place: who came, alone, in groups, expected or not, known or for the first time."""

from datetime import date, time
from typing import Any

from beneficiaries.demo import Person, met
from beneficiaries.models import Encounter
from ceis.civil_time import HalfDay, Period
from ceis.demo import World, later
from ceis.demo_data.openings import open_days, rhythm
from platforms.demo import drawn
from platforms.demo_interviews import send
from platforms.models import Appointment, Referral
from reception import demo_computers
from reception.models import HandoverNote, ServiceGiven, Visit, VisitReason
from reception.terms import REASON, SERVICE

NAMED_A_DAY, UNNAMED_A_DAY, GROUPS_A_DAY = 9, 4, 0.12
SENT_ON = 0.22  # newcomers whom the first reception sends somewhere: « repérer les besoins afin d’orienter »
DOORS = ("emploi", "numerique", "numerique", "budget", "sante", "CAF de l’Hérault", "Conciliateur de justice",
         "Agir ABCD")  # fmt: skip
REASONS = {
    "information": 18, "procedure": 24, "free_access": 20, "document": 12, "mail": 8, "job": 8, "budget": 4,
    "meeting": 10, "permanence": 5, "other": 3,
}  # fmt: skip

SERVICES = {"print": 7, "scan": 4, "copy": 3, "phone": 1.5, "information": 6, "procedure": 2.5, "mail": 1, "drink": 5}
DAYS_OF_SERVICES = 120
NOTES = [
    ("yacine", 55, "Le copieur du hall est en panne\u00a0: envoyer à la salle multimédia jusqu’à demain."),
    ("accueil", 20, "La Salle collective est prise tout l’après-midi, le café se fait au jardin."),
]


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
    demo_computers.build(world)
    for day in days[-DAYS_OF_SERVICES:]:
        _serve(world, day)
    if world.today in days:
        _desk_of_today(world)


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
    **purpose: Any,
) -> None:
    """Write a visit and its encounter, as `register_visit` would have."""
    visit = world.keep(
        Visit(
            id=world.uuid(), date=day, arrived_at=at, beneficiary=person.row if person else None, headcount=headcount,
            appointment=appointment, referral=referral, **purpose,
            recorded_by=_at_the_desk(world), recorded_at=world.stamp(day, at),
        )
    )  # fmt: skip
    world.keep(VisitReason(id=world.uuid(), visit=visit, reason=world.terms[REASON, reason]))
    met(world, source=visit.pk, kind=Encounter.Kind.VISIT, day=day, at=at, person=person, headcount=headcount)


def _serve(world: World, day: date) -> None:
    """Services over the counter, counted one by one."""
    for code, weight in SERVICES.items():
        for _ in range(drawn(world.rng, weight * rhythm(day))):
            at = world.stamp(day, _hour(world, day))
            world.keep(
                ServiceGiven(
                    id=world.uuid(), date=day, service=world.terms[SERVICE, code], recorded_by=_at_the_desk(world),
                    recorded_at=at,
                )
            )  # fmt: skip


def _desk_of_today(world: World) -> None:
    """What the desk has on its hands right now: people who wait, who came for a permanence, notes for the team."""
    already = world.crowd.came.get(world.today, set())
    active = world.crowd.active[world.today.year, world.today.month]
    here = [one for one in active if one.arrives_on < world.today and one.row.pk not in already]
    if len(here) < 3:
        return
    first, second, third = world.rng.sample(here, 3)
    at = _moments_ago(world, 12), _moments_ago(world, 6), _moments_ago(world, 3)
    claire = {"asked_worker": world.team["claire"], "asked_platform": world.platforms["emploi"]}
    come(world, first, world.today, at[0], "job", **claire)
    come(world, second, world.today, at[1], "procedure", asked_platform=world.platforms["numerique"])
    for rule in world.permanences:
        if rule.sensitivity == "ordinary" and world.today.weekday() in rule.weekdays and rule.starts_at < world.clock:
            come(world, third, world.today, at[2], "permanence", permanence=rule)
            break
    for key, minutes, text in NOTES:
        written = world.stamp(world.today, _moments_ago(world, minutes))
        world.keep(HandoverNote(id=world.uuid(), date=world.today, text=text, recorded_by=world.team[key],
                                recorded_at=written))  # fmt: skip


def _moments_ago(world: World, minutes: int) -> time:
    passed = max(0, world.clock.hour * 60 + world.clock.minute - minutes)
    return time(passed // 60, passed % 60)


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

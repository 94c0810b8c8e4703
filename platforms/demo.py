"""How people are followed in the demo place: appointments, interviews, what comes next. Each trade brings its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random
from uuid import UUID

from beneficiaries.demo import Person, met
from beneficiaries.models import Encounter, Referent
from ceis.civil_time import HalfDay, Period
from ceis.demo import World, later
from ceis.demo_data.openings import open_days, rhythm
from ceis.places.demo import OFFICES
from ceis.places.models import Occupation, Room
from platforms.demo_interviews import Words, write_up
from platforms.models import Appointment, Interview

Status = Appointment.Status
Channel = Appointment.Channel

STARTS = [time(9), time(9, 30), time(10), time(10, 30), time(11), time(11, 30)] + [
    time(13, 30), time(14), time(14, 30), time(15), time(15, 30), time(16),
]  # fmt: skip
CHANNELS = [(Channel.OFFICE, 80), (Channel.PHONE, 11), (Channel.VIDEO, 4), (Channel.HOME, 4), (Channel.OUTSIDE, 1)]
OUTCOMES = [
    (Status.HONOURED, 78), (Status.NO_SHOW, 12), (Status.EXCUSED, 6), (Status.CANCELLED_BY_THEM, 3),
    (Status.CANCELLED_BY_US, 1),
]  # fmt: skip
CALLED_OFF_BECAUSE = {
    Status.CANCELLED_BY_THEM: ["Empêchement familial", "Rendez-vous médical", "A trouvé un emploi", "Grève des trams"],
    Status.CANCELLED_BY_US: ["Professionnel absent", "Formation de l’équipe"],
}
A_DAY = 1.35  # appointments of a worker on an ordinary day
WITHOUT_APPOINTMENT = 0.25  # interviews more, at the desk or by phone
LATELY = timedelta(days=40)
FORGOTTEN, FORGOTTEN_LATELY = 0.004, 0.04  # appointments of the past whose outcome nobody wrote
UNWRITTEN, UNWRITTEN_LATELY = 0.01, 0.1  # honoured, and no interview written
COUPLE = 0.02
FOLLOWED_FOR = timedelta(days=300)
LATE_COMERS = 0.2
AROUND_NOW = 0.5  # of today’s appointments, those at this very hour: someone waits, someone is received


@dataclass(frozen=True)
class Trade:
    """One platform's people and words; ``share``: how busy it is beside the others."""

    platform: str
    workers: tuple[str, ...]
    words: Words
    share: float = 1.0


def follow(world: World, trade: Trade) -> None:
    """Fill the agenda of a platform from two years back to the weeks to come, and write what happened."""
    _follow_may(world, trade)
    for day in open_days(Period(world.begins_on, world.ends_on)):
        followed = [p for p in world.crowd.regulars(day, world.today) if trade.platform in p.platforms]
        caseloads: dict[str, list[Person]] = {worker: [] for worker in trade.workers}
        for person in followed:
            caseloads[_referent(world, trade, person)].append(person)
        for worker, caseload in caseloads.items():
            _fill_day(world, trade, worker, day, caseload)
    _name_referents(world, trade)


def _name_referents(world: World, trade: Trade) -> None:
    """Whoever is followed has a référent; so has whoever is in danger. One not seen any more is followed no longer."""
    number = world.platforms[trade.platform].pk
    still = {person.row.pk for person in world.crowd.ahead}
    for person in world.crowd.people:
        pk, protected = person.row.pk, person.row.protected_contact and person.platforms[0] == trade.platform
        if (trade.platform, pk) not in world.crowd.followed and not protected:
            continue
        worker = world.team[_referent(world, trade, person)]
        ends_on = min(person.arrives_on + FOLLOWED_FOR, world.today)
        world.keep(
            Referent(
                id=world.uuid(), beneficiary=person.row, platform_id=number, user=worker, starts_on=person.arrives_on,
                ends_on=None if pk in still or protected else ends_on, recorded_by=worker,
                recorded_at=world.stamp(person.arrives_on, person.arrives_at, 30),
            )
        )  # fmt: skip


def _referent(world: World, trade: Trade, person: Person) -> str:
    if trade.platform not in person.referents:
        person.referents[trade.platform] = world.rng.choice(trade.workers)
    return person.referents[trade.platform]


def _fill_day(world: World, trade: Trade, worker: str, day: date, caseload: list[Person]) -> None:
    if not caseload:
        return
    # The day one looks at is a full one; the weeks to come fill up little by little.
    busy = 1.4 if day == world.next_day else max(0.3, 1 - (day - world.today).days / 25) if day > world.today else 1
    size = min(1, len(caseload) / 12)
    least = 1 if day == world.next_day else 0
    for _ in range(max(least, drawn(world.rng, A_DAY * trade.share * rhythm(day) * busy * size))):
        _appoint(world, trade, worker, day, world.rng.choice(caseload))
    if day <= world.today and world.rng.random() < WITHOUT_APPOINTMENT * trade.share * size:
        _talk(world, trade, worker, day, world.rng.choice(caseload))


def _talk(world: World, trade: Trade, worker: str, day: date, person: Person) -> None:
    """An interview that nobody had planned, if both are free."""
    start = world.rng.choice(STARTS)
    end = later(start, 20)
    taken = [world.team[worker].pk, person.row.pk]
    if world.is_past(day, end) and world.diary.all_free(taken, day, start, end):
        for resource in taken:
            world.diary.take(resource, day, start, end)
        channel = world.rng.choice([Interview.Channel.DESK, Interview.Channel.PHONE, Interview.Channel.EMAIL])
        minutes = world.rng.choice([10, 15, 20])
        write_up(world, trade.words, trade.platform, worker, [person], day, start, minutes, channel)


def drawn(rng: Random, mean: float) -> int:
    """Return a whole number around ``mean``."""
    return int(mean) + (rng.random() < mean % 1)


def _appoint(world: World, trade: Trade, worker: str, day: date, person: Person) -> None:
    if (day, person.row.pk) in world.crowd.appointed:  # one appointment a day is enough
        return
    minutes = world.rng.choices([30, 45, 60], [3, 5, 3])[0]
    channel = world.rng.choices(*zip(*CHANNELS, strict=True))[0]
    people = [person]
    if world.rng.random() < COUPLE:
        others = [other for other in world.crowd.regulars(day, world.today) if other is not person]
        people += world.rng.sample(others, min(1, len(others)))
    for start in _hours_tried(world, day):
        end = later(start, minutes)
        taken = [world.team[worker].pk, *(one.row.pk for one in people)]
        if world.diary.all_free(taken, day, start, end):
            room = None
            if channel in (Channel.OFFICE, Channel.VIDEO):
                room = world.free_room(day, start, end, *world.rng.sample(OFFICES, len(OFFICES)))
            _keep(world, trade, worker, day, (start, end), people, channel, room)
            return


def _hours_tried(world: World, day: date) -> list[time]:
    hours = world.rng.sample(STARTS, 5)
    if day == world.today and world.rng.random() < AROUND_NOW:
        hours = sorted(
            STARTS, key=lambda at: abs(at.hour * 60 + at.minute - world.clock.hour * 60 - world.clock.minute)
        )
    return hours


def _keep(
    world: World, trade: Trade, worker: str, day: date, hours: tuple[time, time], people: Sequence[Person],
    channel: Channel, room: Room | None,
) -> None:  # fmt: skip
    start, end = hours
    status = _status(world, day, start, end)
    booked_on = max(people[0].arrives_on, min(day, world.today) - timedelta(days=world.rng.randint(2, 16)))
    appointment = world.keep(
        Appointment(
            id=world.uuid(), platform=world.platforms[trade.platform], date=day, starts_at=start, ends_at=end,
            room=room, channel=channel, status=status, recorded_by=world.team[worker],
            recorded_at=world.stamp(booked_on, time(11)),
        )
    )  # fmt: skip
    if status in Appointment.CALLED_OFF:
        appointment.cancelled_by, appointment.cancelled_at = world.team[worker], world.stamp(day, start, -45)
        appointment.cancel_reason = world.rng.choice(CALLED_OFF_BECAUSE[status])
    world.link(Appointment.workers, appointment_id=appointment.pk, user_id=world.team[worker].pk)
    for person in people:
        world.crowd.appointed.add((day, person.row.pk))
        world.link(Appointment.people, appointment_id=appointment.pk, beneficiary_id=person.row.pk)
    if status not in Appointment.FREEING:
        kinds = Occupation.Kind
        resources: list[tuple[Occupation.Kind, UUID]] = [(kinds.WORKER, world.team[worker].pk)]
        resources += [(kinds.PERSON, person.row.pk) for person in people]
        resources += [(kinds.ROOM, room.pk)] if room else []
        world.book(source=appointment.pk, day=day, start=start, end=end, resources=resources)
    _come(world, trade, worker, appointment, people)


def _status(world: World, day: date, start: time, end: time) -> Status:
    """What became of an appointment, seen from the present moment of the place."""
    if day > world.today or (day == world.today and start > later(world.clock, 25)):
        return Status.PLANNED
    if world.is_past(day, end):
        forgotten = FORGOTTEN_LATELY if day > world.today - LATELY else FORGOTTEN
        if world.rng.random() < forgotten:
            return Status.PLANNED
        return world.rng.choices(*zip(*OUTCOMES, strict=True))[0]
    if world.rng.random() < LATE_COMERS:
        return Status.PLANNED
    # One in two is received, the other waits; whoever is early waits.
    world.crowd.here_now += 1
    return Status.IN_PROGRESS if start <= world.clock and world.crowd.here_now % 2 else Status.ARRIVED


def _come(world: World, trade: Trade, worker: str, appointment: Appointment, people: Sequence[Person]) -> None:
    """The person came, or is waiting: the desk saw them, and once it is over the interview is written."""
    if appointment.status not in (Status.HONOURED, Status.ARRIVED, Status.IN_PROGRESS):
        return
    day, start = appointment.date, appointment.starts_at
    if appointment.channel == Channel.OFFICE:
        arrived = world.clock if start > world.clock and day == world.today else start
        appointment.arrived_at = later(arrived, -world.rng.randint(0, 12))
        world.arrivals += [(appointment, person) for person in people]
    if appointment.status != Status.HONOURED:
        return
    for person in people:
        met(
            world, source=appointment.pk, kind=Encounter.Kind.APPOINTMENT, day=day, at=start, person=person,
            platform_id=appointment.platform_id,
        )  # fmt: skip
    unwritten = UNWRITTEN_LATELY if day > world.today - LATELY else UNWRITTEN
    if world.rng.random() > unwritten:
        minutes = max(10, (appointment.end - appointment.start).seconds // 60 - world.rng.choice([0, 0, 5, 10]))
        channel = Interview.Channel(appointment.channel)
        write_up(
            world, trade.words, trade.platform, worker, people, day, start, minutes, channel, appointment=appointment
        )


def _follow_may(world: World, trade: Trade) -> None:
    """Interviews of May 2021, on half-days when the person came: the month keeps its 742 passages."""
    rank = world.platforms[trade.platform].pk
    comings = [coming for coming in world.crowd.may if trade.platform in coming[0].platforms]
    for person, day, half_day in comings[rank::5]:
        worker = _referent(world, trade, person)
        starts = [at for at in STARTS if HalfDay.of(at) == half_day]
        taken = [world.team[worker].pk, person.row.pk]
        start = next((at for at in starts if world.diary.all_free(taken, day, at, later(at, 45))), None)
        if start:
            for resource in taken:
                world.diary.take(resource, day, start, later(start, 45))
            write_up(world, trade.words, trade.platform, worker, [person], day, start, 45, Interview.Channel.OFFICE)

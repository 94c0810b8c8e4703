"""What happens in groups in the demo place: the week of workshops, the events, and how any session is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from beneficiaries.demo import Person, met
from beneficiaries.models import Encounter
from ceis.civil_time import HalfDay, Period
from ceis.demo import World, later
from ceis.demo_data.openings import in_school_holidays, is_open, open_days
from ceis.places.demo import COLLECTIVE, GARDEN, KITCHEN, MULTIMEDIA
from ceis.places.models import Occupation
from workshops.models import AnonymousTally, Attendance, Group, Session
from workshops.terms import THEME

Status = Attendance.Status
MARKS = [(Status.PRESENT, 84), (Status.LATE, 4), (Status.EXCUSED, 7), (Status.UNEXCUSED, 5)]
ALL_EXCUSED = [(Status.PRESENT, 93), (Status.LATE, 2), (Status.EXCUSED, 5)]
SHEET_MISSING = 0.04  # sessions of the last weeks whose attendance nobody wrote
FAITHFUL = 0.5  # share of a workshop's people who come from the week before


@dataclass(frozen=True)
class Weekly:
    title: str
    theme: str
    platform: str | None
    weekday: int
    starts_at: time
    minutes: int
    room: str
    workers: tuple[str, ...]
    partner: str | None = None
    places: int = 10
    people: tuple[int, int] = (4, 8)
    unnamed: float = 0.3  # chance that somebody nobody named is there too


PROGRAMME = [
    Weekly("Écrire son CV par compétences", "employment", "emploi", 0, time(14), 120, COLLECTIVE, ("thomas", "claire")),
    Weekly("Premiers pas à l’ordinateur", "digital", "numerique", 1, time(9, 30), 120, MULTIMEDIA, ("julien", "sofia")),
    Weekly(
        "Café numérique", "digital", "numerique", 1, time(14), 120, MULTIMEDIA, ("sofia", "meriem"),
        "Les Petits Débrouillards", 12, (5, 10), 0.6,
    ),
    Weekly("Mes droits en ligne", "rights", None, 2, time(10), 120, MULTIMEDIA, ("meriem", "julien"), "Agir ABCD"),
    Weekly(
        "Cuisine connectée", "health_environment", None, 2, time(14), 150, KITCHEN, ("agathe", "samuel"),
        "Picassiette", 8,
    ),
    Weekly(
        "Mon budget sans m’épuiser", "budget", "budget", 3, time(10), 90, COLLECTIVE, ("paul", "ines"),
        people=(3, 6),
    ),
    Weekly(
        "La ville est à nous : sortie culturelle", "culture", None, 3, time(14), 150, GARDEN, ("aissata", "benoit"),
        places=15,
    ),
    Weekly(
        "Chercher un emploi sur son téléphone", "employment", "emploi", 4, time(9, 30), 90, COLLECTIVE,
        ("benoit", "aissata"),
    ),
    Weekly(
        "Photos, fichiers, mots de passe", "digital", "numerique", 4, time(14), 90, MULTIMEDIA, ("julien", "meriem"),
        places=8, people=(3, 6),
    ),
]  # fmt: skip


def build(world: World) -> None:
    usual: dict[str, list[Person]] = {}
    for day in open_days(Period(world.begins_on, world.ends_on)):
        for weekly in PROGRAMME:
            calm = in_school_holidays(day) and world.rng.random() < (0.7 if day.month == 8 else 0.25)
            if weekly.weekday == day.weekday() and not calm:
                usual[weekly.title] = hold_weekly(world, weekly, day, usual.get(weekly.title, []))
    _hold_events(world)
    _hold_may(world)


def hold_weekly(world: World, weekly: Weekly, day: date, before: list[Person]) -> list[Person]:
    """Hold one date of a workshop, half of it with those of the week before; return who was expected."""
    regulars = world.crowd.regulars(day, world.today)
    if weekly.platform:
        regulars = [person for person in regulars if weekly.platform in person.platforms] or regulars
    here = set(regulars)
    faithful = [person for person in before if person in here and world.rng.random() < FAITHFUL]
    others = [person for person in regulars if person not in faithful]
    wanted = world.rng.randint(*weekly.people)
    people = (faithful + world.rng.sample(others, min(len(others), max(0, wanted - len(faithful)))))[: weekly.places]
    unnamed = min(world.rng.randint(1, 4), weekly.places - len(people)) if world.rng.random() < weekly.unnamed else 0
    hold(
        world, title=weekly.title, theme=weekly.theme, platform=weekly.platform, day=day, starts_at=weekly.starts_at,
        minutes=weekly.minutes, room=weekly.room, workers=weekly.workers, partner=weekly.partner,
        places=weekly.places, people=people, unnamed=unnamed,
    )  # fmt: skip
    return people


def hold(
    world: World,
    *,
    title: str,
    theme: str,
    platform: str | None,
    day: date,
    starts_at: time,
    minutes: int,
    room: str,
    workers: Sequence[str],
    people: Iterable[Person] = (),
    unnamed: int = 0,
    partner: str | None = None,
    places: int = 10,
    group: Group | None = None,
    marks: list[tuple[Status, int]] = MARKS,
) -> Session | None:
    """Hold a session with the first of ``workers`` who is free, and write who came when it is over.

    Returns: None when no worker or the room is free.
    """
    ends_at = later(starts_at, minutes)
    worker = next((key for key in workers if world.diary.is_free(world.team[key].pk, day, starts_at, ends_at)), None)
    if worker is None or not world.free_room(day, starts_at, ends_at, room):
        return None
    session = world.keep(
        Session(
            id=world.uuid(), title=title, group=group, theme=world.terms[THEME, theme],
            platform=world.platforms[platform] if platform else None, date=day, starts_at=starts_at, ends_at=ends_at,
            room=world.rooms[room], partner=world.partners[partner] if partner else None, places=places,
            recorded_by=world.team[worker], recorded_at=world.stamp(day - timedelta(days=25), time(11)),
        )
    )  # fmt: skip
    world.link(Session.facilitators, session_id=session.pk, user_id=world.team[worker].pk)
    kinds = Occupation.Kind
    _book(world, session, session.pk, [(kinds.WORKER, world.team[worker].pk), (kinds.ROOM, world.rooms[room].pk)])
    _attend(world, session, people, unnamed, marks)
    return session


def _attend(
    world: World, session: Session, people: Iterable[Person], unnamed: int, marks: list[tuple[Status, int]]
) -> None:
    """Expect ``people``, and once it is over write who came, unless the sheet was forgotten."""
    day, start, end = session.date, session.starts_at, session.ends_at
    over = world.is_past(day, end)
    if over and day > world.today - timedelta(days=40) and world.rng.random() < SHEET_MISSING:
        over = False
    for person in people:
        if world.diary.is_free(person.row.pk, day, start, end):
            status = world.rng.choices(*zip(*marks, strict=True))[0] if over else Status.EXPECTED
            _expect(world, session, person, status)
    if unnamed and over:
        _tally(world, session, unnamed)


def _book(world: World, session: Session, source: UUID, resources: list[tuple[Occupation.Kind, UUID]]) -> None:
    world.book(source=source, day=session.date, start=session.starts_at, end=session.ends_at, resources=resources)


def _expect(world: World, session: Session, person: Person, status: Status) -> None:
    attendance = world.keep(
        Attendance(
            id=world.uuid(),
            session=session,
            beneficiary=person.row,
            status=status,
            recorded_by=session.recorded_by,
            recorded_at=world.stamp(session.date, session.ends_at, 5),
        )
    )
    if status != Status.EXCUSED:
        _book(world, session, attendance.pk, [(Occupation.Kind.PERSON, person.row.pk)])
    if status in Attendance.CAME:
        met(
            world, source=attendance.pk, kind=Encounter.Kind.WORKSHOP, day=session.date, at=session.starts_at,
            person=person, platform_id=session.platform_id,
        )  # fmt: skip


def _tally(world: World, session: Session, count: int) -> None:
    tally = world.keep(
        AnonymousTally(
            id=world.uuid(),
            session=session,
            count=count,
            recorded_by=session.recorded_by,
            recorded_at=world.stamp(session.date, session.ends_at, 5),
        )
    )
    met(
        world, source=tally.pk, kind=Encounter.Kind.WORKSHOP, day=session.date, at=session.starts_at,
        headcount=count, platform_id=session.platform_id,
    )  # fmt: skip


def _hold_events(world: World) -> None:
    """The opening of 2018, then what comes back every year: Saturdays of repair, open days, lunches, job dating."""
    open_to_all(world, "Inauguration du CEIS", "culture", date(2018, 10, 14), time(11), 240, GARDEN, 180)
    day = world.begins_on
    while day <= world.ends_on:
        if day.weekday() == 5 and day.day <= 7 and day.month != 8 and day != date(day.year, 1, 1):
            open_to_all(
                world, "Repair Café", "health_environment", day, time(9, 30), 180, COLLECTIVE,
                world.rng.randint(12, 28), "Repair Café",
            )  # fmt: skip
        if is_open(day) and day.weekday() == 3 and 15 <= day.day <= 21:
            title, theme, room = EVENTS.get(day.month, (None, "", ""))
            if title:
                open_to_all(world, title, theme, day, time(12), 90, room, world.rng.randint(25, 70))
        day += timedelta(days=1)


EVENTS = {
    3: ("Forum de la formation", "employment", COLLECTIVE),
    6: ("Déjeuner au jardin", "culture", GARDEN),
    9: ("Déjeuner de rentrée au jardin", "culture", GARDEN),
    10: ("Portes ouvertes", "culture", GARDEN),
    11: ("Job dating", "employment", COLLECTIVE),
}


def open_to_all(world, title, theme, day, starts_at, minutes, room, unnamed, partner=None) -> None:
    hold(
        world, title=title, theme=theme, platform=None, day=day, starts_at=starts_at, minutes=minutes, room=room,
        workers=("helene", "bastien", "claire", "sofia"), partner=partner, places=unnamed + 10, unnamed=unnamed,
    )  # fmt: skip


def _hold_may(world: World) -> None:
    """Workshops of May 2021, with people who came on those half-days: the month keeps its 742 passages."""
    for weekly in PROGRAMME:
        for day in sorted({day for _, day, _ in world.crowd.may}):
            if day.weekday() != weekly.weekday:
                continue
            half_day = (day, HalfDay.of(weekly.starts_at))
            there = [person for person, *coming in world.crowd.may if tuple(coming) == half_day]
            people = world.rng.sample(there, min(len(there), world.rng.randint(3, 7)))
            hold(
                world, title=weekly.title, theme=weekly.theme, platform=weekly.platform, day=day,
                starts_at=weekly.starts_at, minutes=weekly.minutes, room=weekly.room, workers=weekly.workers,
                people=people, places=weekly.places, marks=[(Status.PRESENT, 1)],
            )  # fmt: skip

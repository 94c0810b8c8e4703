"""Who comes to the demo place, and when: the people of these two years, and those of the stories of 2018–2021."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID

from beneficiaries import demo_families
from beneficiaries.actions import encounter_row
from beneficiaries.demo_answers import answer, told
from beneficiaries.demo_doubles import keep_pairs
from beneficiaries.demo_import import taken_over
from beneficiaries.demo_lives import live
from beneficiaries.demo_people import Person, homonym_or_double, someone
from beneficiaries.demo_residences import settle
from beneficiaries.models import Beneficiary, Encounter, FileCounter, ProtectionChange
from ceis.civil_time import HalfDay, Period
from ceis.demo import World
from ceis.demo_data.openings import OPENS, open_days, rhythm, three_days_a_week

PEOPLE_A_MONTH = 300 / 2063  # the Gazette des communes, 20 July 2021: « 300 personnes par mois »
FIRST_CROWD = 0.1  # share of the people already there in the first month
RETURNING = 0.0015  # share of them back, each month, after more than a year away

# The months of the two stories of the seeds.
UNISVERS_STARTS_ON = date(2018, 4, 2)
UNISVERS_PROMOTIONS = (17, 17, 17, 17, 17, 17, 17, 18)  # press release of 5 July 2019: 137 people in a year
UNISVERS_IN_THEIR_PRIME = 110  # the same: eight in ten are 35 to 50
MAY = Period(date(2021, 5, 1), date(2021, 5, 31))
MAY_PEOPLE, MAY_PASSAGES = 300, 742

Month = tuple[int, int]
Passage = tuple[Person, date, HalfDay]


@dataclass
class Crowd:
    people: list[Person] = field(default_factory=list)
    active: dict[Month, list[Person]] = field(default_factory=dict)
    ahead: list[Person] = field(default_factory=list)  # who may come in the weeks after today
    unisvers: list[tuple[list[date], list[Person]]] = field(default_factory=list)  # days and people of each promotion
    may: list[Passage] = field(default_factory=list)
    appointed: set[tuple[date, UUID]] = field(default_factory=set)  # who has an appointment on which day
    here_now: int = 0  # people in the building for their appointment, at the present moment
    followed: set[tuple[str, UUID]] = field(default_factory=set)  # (platform, person) of every interview so far
    came: dict[date, set[UUID]] = field(default_factory=dict)  # who was met on each day
    met_in: dict[Month, set[UUID]] = field(default_factory=dict)

    def regulars(self, day: date, today: date) -> list[Person]:
        """People who may be followed or in a group on ``day``."""
        active = self.active[day.year, day.month] if day <= today else self.ahead
        return [person for person in active if not person.once and person.arrives_on <= day]


def holdings() -> int:
    return Beneficiary.objects.count()


def build(world: World) -> None:
    crowd = world.crowd = Crowd()
    _plan_unisvers(world, crowd)
    _plan_may(world, crowd)
    _plan_these_years(world, crowd)
    imported, rows = taken_over(world)
    crowd.people.sort(key=lambda person: (person.arrives_on, person.arrives_at))
    by_arrival = sorted([*crowd.people, *imported], key=lambda person: (person.arrives_on, person.arrives_at))
    _open_files(world, by_arrival)
    settle(world, by_arrival)
    for person in imported:
        person.row.created_by = rows[0].written_by
    for row in rows:
        world.keep(row)
    live(world)
    demo_families.build(world, crowd.people)
    keep_pairs(world, [person.row for person in crowd.people])


def _plan_unisvers(world: World, crowd: Crowd) -> None:
    """One promotion after the other, three days a week for six weeks; `platforms.emploi` says what they did."""
    monday, rank = UNISVERS_STARTS_ON, 0
    for size in UNISVERS_PROMOTIONS:
        days = three_days_a_week(monday, weeks=6)
        members = []
        for _ in range(size):
            ages = (36, 49) if rank < UNISVERS_IN_THEIR_PRIME else world.rng.choice([(22, 33), (53, 61)])
            rank += 1
            row = someone(world, days[0], ages, female=0.62)
            members.append(Person(row=row, arrives_on=days[0], arrives_at=OPENS, platforms=("emploi",)))
        crowd.unisvers.append((days, members))
        crowd.people += members
        monday = days[-1] + timedelta(days=7 - days[-1].weekday())


def _plan_may(world: World, crowd: Crowd) -> None:
    """May 2021: 300 people, 742 half-days on which one of them came."""
    half_days = [(day, half) for day in open_days(MAY) for half in HalfDay]
    comings = [1] * MAY_PEOPLE
    while sum(comings) < MAY_PASSAGES:
        # Some come often, most once or twice.
        rank = min(int(world.rng.expovariate(1 / 90)), MAY_PEOPLE - 1)
        comings[rank] += comings[rank] < 14
    for count in comings:
        own = [half_days[n] for n in sorted(world.rng.sample(range(len(half_days)), count))]
        first, half = own[0]
        at = time(9, 15) if half == HalfDay.MORNING else time(13, 45)
        person = Person(
            row=someone(world, first), arrives_on=first, arrives_at=at, once=count == 1, platforms=_platforms(world)
        )
        crowd.people.append(person)
        crowd.may += [(person, day, half) for day, half in own]


def _platforms(world: World) -> tuple[str, ...]:
    wants = {"emploi": 0.42, "numerique": 0.5, "budget": 0.24, "sante": 0.16}
    return tuple(slug for slug, share in wants.items() if world.rng.random() < share)


def _plan_these_years(world: World, crowd: Crowd) -> None:
    """Newcomers every month, those who stay, those who come back after a year away: about 300 people a month."""
    years, extra = world.today.year - world.begins_on.year, world.today.month - world.begins_on.month
    months = Period.month(world.today).months_back(years * 12 + extra + 1)
    fullness = [sum(map(rhythm, open_days(Period(m.start, min(m.end, world.today))))) for m in months]
    ordinary = sorted(fullness)[len(fullness) // 2]
    last_seen = {person: (2021, 5) for person, *_ in crowd.may}
    staying: list[Person] = []
    first_crowd = round(world.size * FIRST_CROWD)
    for rank, (month, full) in enumerate(zip(months, fullness, strict=True)):
        arriving = round((world.size - first_crowd) * full / sum(fullness)) + (first_crowd if rank == 0 else 0)
        new = _arrive(world, crowd, Period(month.start, min(month.end, world.today)), arriving)
        target = round(world.size * PEOPLE_A_MONTH * min(1.1, full / ordinary)) - len(new)
        back = _returning(world, last_seen, month)
        stay = [person for person in staying if person not in back and world.rng.random() < person.loyalty]
        stay = stay[: max(0, target - len(back))]
        away = [p for p in staying if p not in stay and p not in back and not p.once]
        stay += world.rng.sample(away, min(len(away), max(0, target - len(stay) - len(back))))
        active = crowd.active[month.start.year, month.start.month] = new + back + stay
        last_seen |= dict.fromkeys(active, (month.start.year, month.start.month))
        recent = month.start - timedelta(days=330)
        staying = [p for p, (y, m) in last_seen.items() if not p.once and date(y, m, 1) > recent]
        world.rng.shuffle(staying)
    crowd.ahead = staying[: round(world.size * PEOPLE_A_MONTH)]


def _returning(world: World, last_seen: dict[Person, Month], month: Period) -> list[Person]:
    """Those who were last seen more than a year before."""
    long_ago = month.start - timedelta(days=365)
    away = [p for p, (year, number) in last_seen.items() if (year, number) < (long_ago.year, long_ago.month)]
    return world.rng.sample(away, min(len(away), max(1, round(world.size * RETURNING))))


def _arrive(world: World, crowd: Crowd, period: Period, count: int) -> list[Person]:
    days = open_days(period)
    if not days:
        return []
    new = []
    earlier = [person.row for person in crowd.people[-800:]]
    for day in sorted(world.rng.choices(days, [rhythm(day) for day in days], k=count)):
        row = homonym_or_double(world, someone(world, day), earlier)
        new.append(
            Person(
                row=row,
                arrives_on=day,
                arrives_at=world.somewhen(day, time(9, 2), time(16, 20)),
                once=world.rng.random() < 0.38,
                loyalty=world.rng.choice([0.45, 0.7, 0.8, 0.94]),
                platforms=_platforms(world),
            )
        )
    crowd.people += new
    return new


def _open_files(world: World, people: Sequence[Person]) -> None:
    """Number the files in the order in which they were opened, as `FileCounter` would have."""
    last: dict[int, int] = {}
    for person in people:
        year = person.arrives_on.year
        last[year] = last.get(year, 0) + 1
        row = person.row
        row.file_number = f"{year}-{last[year]:05d}"
        row.created_by = world.rng.choice([world.team["accueil"], world.team["yacine"]])
        row.created_at = world.stamp(person.arrives_on, person.arrives_at)
        # Whoever is in danger is followed: somebody must be able to reach them.
        row.protected_contact = row.protected_contact and bool(person.platforms)
        answer(world, row)
        row.index_names()
        world.keep(row)
    for person in people:
        world.keep(told(world, person.row))
        if person.row.protected_contact:
            change = ProtectionChange(id=world.uuid(), beneficiary=person.row, protected=True)
            change.recorded_by, change.recorded_at = person.row.created_by, person.row.created_at
            world.keep(change)
    for year, number in last.items():
        world.keep(FileCounter(year=year, last=number))


def met(
    world: World,
    *,
    source: UUID,
    kind: Encounter.Kind,
    day: date,
    at: time,
    person: Person | None = None,
    headcount: int = 1,
    platform_id: int | None = None,
) -> None:
    """Write an encounter of the demo place in the ledger, as `note_encounter` would have."""
    beneficiary = person.row if person else None
    row = encounter_row(
        source=source, kind=kind, day=day, at=at, beneficiary=beneficiary, headcount=headcount, platform_id=platform_id
    )
    row.id = world.uuid()
    world.keep(row)
    if person:
        world.crowd.came.setdefault(day, set()).add(person.row.pk)
        world.crowd.met_in.setdefault((day.year, day.month), set()).add(person.row.pk)

"""The employment platform of the demo place: Unis’Vers, then and now, and the people it follows."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from beneficiaries.demo import Person
from ceis.demo import World
from ceis.demo_data.openings import is_open, three_days_a_week
from ceis.french import month
from ceis.places.demo import BEFORE_ROOM, COHORT, GARDEN, OPENED
from platforms.demo import STARTS, Trade, follow
from platforms.demo_interviews import write_up
from platforms.emploi.demo_words import WORDS
from platforms.models import Interview
from workshops.demo import ALL_EXCUSED, MARKS, Status, hold
from workshops.models import Group

TRADE = Trade("emploi", ("claire", "thomas", "aissata", "benoit"), WORDS)
# The six spaces of the programme, as the press release of 5 July 2019 lists them, and the theme each one belongs to.
SPACES = (
    ("multimédia", "digital"),
    ("accès aux droits", "rights"),
    ("emploi et formation", "employment"),
    ("mobilité", "rights"),
    ("culture, sport, santé", "culture"),
    ("budget", "budget"),
)
LEADERS = ("helene", "claire", "thomas")
GAVE_UP = (3, 2, 2, 3, 2, 2, 3, 2)  # 19 of 137 left on the way, « 14 % »
ACCOMPANIED = 96  # « 70 % du public a bénéficié d’un accompagnement social individuel »
REUNION, FORMER_MEMBERS = date(2019, 4, 25), 80  # « près de 80 anciens participants se sont réunis »
WEEKS_APART = 8  # from the start of a promotion to that of the next one, nowadays


def build(world: World) -> None:
    _first_year(world)
    _these_years(world)
    follow(world, TRADE)


def _first_year(world: World) -> None:
    """Unis’Vers from April 2018 to March 2019: eight promotions, 137 people, no unexcused absence, and the reunion."""
    everyone: list[Person] = []
    for number, ((days, members), left) in enumerate(zip(world.crowd.unisvers, GAVE_UP, strict=True), 1):
        leaving = {person: world.rng.randint(4, 14) for person in members[:left]}
        _promotion(world, number, days, members, leaving, ALL_EXCUSED)
        everyone += members
    for rank, person in enumerate(world.rng.sample(everyone, ACCOMPANIED)):
        for week in range(world.rng.randint(1, 3)):
            day = person.arrives_on + timedelta(days=1 + 7 * week)
            day = day if is_open(day) else day + timedelta(days=1)
            at = STARTS[6 + rank % 6]
            worker = TRADE.workers[rank % len(TRADE.workers)]
            write_up(world, WORDS, "emploi", worker, [person], day, at, 45, Interview.Channel.OFFICE)
    hold(
        world, title="Unis’Vers : les anciens se retrouvent", theme="employment", platform="emploi", day=REUNION,
        starts_at=time(14), minutes=180, room=GARDEN, workers=LEADERS, places=100,
        people=world.rng.sample(everyone, FORMER_MEMBERS), marks=[(Status.PRESENT, 1)],
    )  # fmt: skip


def _these_years(world: World) -> None:
    """A promotion every eight weeks; one of them is under way today."""
    monday = world.today - timedelta(days=world.today.weekday() + 21)
    while monday - timedelta(weeks=WEEKS_APART) >= world.begins_on:
        monday -= timedelta(weeks=WEEKS_APART)
    number = len(GAVE_UP) + 34  # those of the years between are in nobody's file any more
    while monday <= world.today:
        number += 1
        days = three_days_a_week(monday, weeks=6)
        monday += timedelta(weeks=WEEKS_APART)
        able = [p for p in world.crowd.regulars(days[0], world.today) if "emploi" in p.platforms]
        able.sort(key=lambda person: -person.loyalty)
        members = world.rng.sample(able[:40], min(len(able[:40]), world.rng.randint(15, 20)))
        if members:
            leaving = {person: world.rng.randint(5, 15) for person in members if world.rng.random() < 0.12}
            _promotion(world, number, days, members, leaving, MARKS)


def _promotion(
    world: World, number: int, days: Sequence[date], members: Sequence[Person], leaving: dict[Person, int], marks
) -> None:
    """Hold the eighteen days of a promotion, all there on the first; ``leaving``: after how many some gave up."""
    group = world.keep(
        Group(
            id=world.uuid(),
            kind=Group.Kind.COHORT,
            name=f"Unis’Vers, promotion {number} ({month(days[0])})",
            platform=world.platforms["emploi"],
            starts_on=days[0],
            ends_on=days[-1],
        )
    )
    for rank, day in enumerate(days):
        space, theme = SPACES[rank % len(SPACES)]
        hold(
            world, title=f"Unis’Vers : espace {space}", theme=theme, platform="emploi", day=day, starts_at=time(9, 30),
            minutes=180, room=COHORT if day > OPENED else BEFORE_ROOM, workers=LEADERS, group=group, places=20,
            people=[person for person in members if rank < leaving.get(person, len(days))],
            marks=marks if rank else [(Status.PRESENT, 1)],
        )  # fmt: skip

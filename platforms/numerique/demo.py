"""The digital platform of the demo place: cycles of eight sessions, and the people it follows."""

from datetime import time, timedelta

from ceis.civil_time import Period
from ceis.demo import World
from ceis.demo_data.openings import in_school_holidays, open_days
from ceis.french import month
from ceis.places.demo import MULTIMEDIA
from platforms.demo import Trade, follow
from platforms.numerique.demo_words import WORDS
from workshops.demo import hold
from workshops.models import Group

TRADE = Trade("numerique", ("sofia", "julien", "meriem", "bastien"), WORDS)
SESSIONS, SMALLEST, LARGEST = 8, 6, 10  # « des cycles de 8 séances, pour des groupes de 6 à 10 personnes »
MONDAY = 0
CYCLES = ("Le numérique pas à pas", "Mon téléphone et moi", "Démarches en ligne, en confiance")


def build(world: World) -> None:
    _hold_cycles(world)
    follow(world, TRADE)


def _hold_cycles(world: World) -> None:
    """One cycle after the other, on Monday mornings out of the school holidays; the one of these weeks goes on."""
    days = open_days(Period(world.begins_on, world.ends_on + timedelta(weeks=10)))
    mondays = [day for day in days if day.weekday() == MONDAY and not in_school_holidays(day)]
    # A cycle is in its middle today.
    now = sum(day <= world.today for day in mondays)
    first = (now + SESSIONS // 2) % SESSIONS
    for rank, start in enumerate(range(first, len(mondays) - SESSIONS + 1, SESSIONS)):
        dates = mondays[start : start + SESSIONS]
        if dates[0] > world.today:
            return
        able = [p for p in world.crowd.regulars(dates[0], world.today) if "numerique" in p.platforms]
        able.sort(key=lambda person: -person.loyalty)
        members = world.rng.sample(able[:30], min(len(able[:30]), world.rng.randint(SMALLEST, LARGEST)))
        title = CYCLES[rank % len(CYCLES)]
        group = world.keep(
            Group(
                id=world.uuid(), kind=Group.Kind.CYCLE, name=f"{title} ({month(dates[0])})",
                platform=world.platforms["numerique"], starts_on=dates[0], ends_on=dates[-1],
            )
        )  # fmt: skip
        for day in dates:
            hold(
                world, title=title, theme="digital", platform="numerique", day=day, starts_at=time(9, 30), minutes=120,
                room=MULTIMEDIA, workers=("sofia", "bastien", "julien"), group=group, places=LARGEST, people=members,
            )  # fmt: skip

"""The health platform of the demo place: the parcours santé bien-être, and the people it follows."""

from datetime import time, timedelta

from ceis.civil_time import Period
from ceis.demo import World
from ceis.demo_data.openings import in_school_holidays, open_days
from ceis.french import month
from ceis.places.demo import COLLECTIVE
from platforms.demo import Trade, follow
from platforms.sante.demo_words import WORDS
from workshops.demo import hold
from workshops.models import Group

TRADE = Trade("sante", ("agathe", "samuel"), WORDS, share=0.9)
TUESDAY = 1
STEPS = ("sommeil", "alimentation", "bouger", "écrans et sommeil", "respirer", "mon bilan de santé")


def build(world: World) -> None:
    _hold_parcours(world)
    follow(world, TRADE)


def _hold_parcours(world: World) -> None:
    """Six Tuesdays on sleep, sport and food, again and again; the last one is under way."""
    days = open_days(Period(world.begins_on, world.ends_on + timedelta(weeks=8)))
    tuesdays = [day for day in days if day.weekday() == TUESDAY and not in_school_holidays(day)]
    now = sum(day <= world.today for day in tuesdays)
    for start in range((now + 3) % len(STEPS), len(tuesdays) - len(STEPS) + 1, len(STEPS)):
        dates = tuesdays[start : start + len(STEPS)]
        if dates[0] > world.today:
            return
        able = [p for p in world.crowd.regulars(dates[0], world.today) if "sante" in p.platforms]
        members = world.rng.sample(able, min(len(able), world.rng.randint(6, 9)))
        group = world.keep(
            Group(
                id=world.uuid(), kind=Group.Kind.CYCLE, name=f"Parcours santé bien-être ({month(dates[0])})",
                platform=world.platforms["sante"], starts_on=dates[0], ends_on=dates[-1],
            )
        )  # fmt: skip
        for day, step in zip(dates, STEPS, strict=True):
            hold(
                world, title=f"Santé bien-être : {step}", theme="health_environment", platform="sante", day=day,
                starts_at=time(10), minutes=90, room=COLLECTIVE, workers=("agathe", "samuel"), group=group, places=10,
                people=members,
            )  # fmt: skip

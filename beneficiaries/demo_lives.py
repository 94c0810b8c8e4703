"""What the people of the demo place live, and what stands in their way: noted by those who follow them."""

from datetime import date, timedelta
from decimal import Decimal

from beneficiaries.demo_people import Person
from beneficiaries.models import Obstacle, Situation
from beneficiaries.terms import OBSTACLE
from ceis.access import Role
from ceis.accounts.demo import ACCOUNTS
from ceis.demo import World

D = Situation.Dimension
ASKED = 0.7  # of the people followed, those with whom the point was made
CHANGES = 0.22  # chance that a value is another one some months later
LATER = (60, 300)  # days

# What each team asks about, and what it hears: codes of the lists, with their weights.
ASKS: dict[str, dict[Situation.Dimension, dict[str, int]]] = {
    "emploi": {
        D.FAMILY: {"single": 30, "single_parent": 27, "couple_children": 20, "couple": 8, "separated": 15},
        D.HOUSING: {"social": 38, "private": 24, "third_party": 18, "shelter": 6, "hotel": 4, "street": 4, "unfit": 3},
        D.EMPLOYMENT: {"seeking": 70, "fixed_term": 10, "insertion": 6, "training": 6, "at_home": 6, "sick_leave": 2},
        D.REGISTRATION: {"registered": 70, "with_mission_locale": 12, "none": 15, "struck_off": 3},
        D.EDUCATION: {"lower": 34, "cap_bep": 28, "bac": 16, "bac_2": 6, "primary": 8, "foreign": 6, "never": 2},
        D.MOBILITY: {"public": 60, "licence_car": 16, "licence": 12, "bike": 8, "none": 4},
        D.LANGUAGE: {"native": 55, "a1": 8, "a2": 12, "b1": 14, "b2": 8, "non_reader": 3},
    },
    "numerique": {
        D.EQUIPMENT: {"smartphone": 62, "computer": 18, "phone": 12, "none": 8},
        D.CONNECTION: {"mobile": 52, "home": 34, "elsewhere": 8, "none": 6},
        D.DIGITAL_LEVEL: {"unable": 24, "beginner": 46, "intermediate": 22, "autonomous": 8},
    },
    "budget": {
        D.INCOME_BAND: {"under_550": 27, "550_900": 34, "900_1250": 20, "1250_1800": 12, "none": 7},
        D.BENEFITS: {"rsa": 48, "rsa_raised": 12, "ass": 8, "activity_bonus": 14, "housing": 12, "aah": 6},
        D.HEALTH_COVER: {"css": 58, "mutual": 18, "basic": 14, "ame": 6, "none": 4},
    },
    "sante": {D.DISABILITY: {"none": 60, "rqth": 26, "asked": 14}, D.HEALTH_COVER: {"css": 60, "ald": 20, "basic": 20}},
}
HEARS: dict[str, list[str]] = {
    "emploi": ["mobility", "childcare", "housing", "language", "training", "job", "confidence", "justice", "violence"],
    "numerique": ["digital", "reading", "rights"],
    "budget": ["money", "debt", "rights", "housing"],
    "sante": ["health", "isolation", "addiction"],
}
# By the month, in euros; what a demo place needs to be believed, not a scale.
AMOUNTS = {"rsa": "607.75", "rsa_raised": "789.20", "ass": "545.10", "activity_bonus": "186.00", "housing": "271.00"}
WORKERS = {
    slug: [a.key for a in ACCOUNTS if a.platform == slug and a.role != Role.COORDINATOR] for slug in ASKS
}  # fmt: skip


def live(world: World) -> None:
    for person in world.crowd.people:
        for slug in () if person.once else person.platforms:
            if world.rng.random() < ASKED:
                worker = world.rng.choice(WORKERS[slug])
                _make_the_point(world, person, slug, worker)
                _hear_of_obstacles(world, person, slug, worker)


def _make_the_point(world: World, person: Person, slug: str, worker: str) -> None:
    for dimension, words in ASKS[slug].items():
        first, second = (world.rng.choices(list(words), list(words.values()))[0] for _ in range(2))
        changed = person.arrives_on + timedelta(days=world.rng.randint(*LATER))
        changes = first != second and changed < world.today and world.rng.random() < CHANGES
        known_since = person.arrives_on - timedelta(days=world.rng.randint(20, 900))
        start = known_since if world.rng.random() < 0.5 else None
        end = changed - timedelta(days=1) if changes else None
        _note(world, person, slug, worker, dimension, first, start, end, person.arrives_on)
        if changes:
            _note(world, person, slug, worker, dimension, second, changed, None, changed)


def _note(
    world: World, person: Person, slug: str, worker: str, dimension: Situation.Dimension, code: str,
    start: date | None, end: date | None, told_on: date,
) -> None:  # fmt: skip
    amount = AMOUNTS.get(code) if dimension.has_amounts else None
    row = Situation(
        id=world.uuid(), beneficiary=person.row, dimension=dimension, term=world.terms[dimension.list_name, code],
        amount=Decimal(amount) if amount else None, starts_on=start, ends_on=end, platform=world.platforms[slug],
        source=world.rng.choices(["person", "document", "prescriber"], [7, 2, 1])[0],
        recorded_by=world.team[worker], recorded_at=world.stamp(told_on, world.somewhen(told_on)),
    )  # fmt: skip
    row.find_slot()
    world.keep(row)


def _hear_of_obstacles(world: World, person: Person, slug: str, worker: str) -> None:
    for code in world.rng.sample(HEARS[slug], world.rng.choice([0, 1, 1, 2])):
        noticed = person.arrives_on
        treated = noticed + timedelta(days=world.rng.randint(0, 40))
        lifted = treated + timedelta(days=world.rng.randint(10, 240))
        lifts = world.rng.random() < 0.45 and lifted <= world.today
        row = Obstacle(
            id=world.uuid(), beneficiary=person.row, term=world.terms[OBSTACLE, code], platform=world.platforms[slug],
            noticed_on=noticed, treated_on=treated if treated <= world.today else None,
            lifted_on=lifted if lifts else None, recorded_by=world.team[worker],
            recorded_at=world.stamp(noticed, world.somewhen(noticed)),
        )  # fmt: skip
        world.keep(row)

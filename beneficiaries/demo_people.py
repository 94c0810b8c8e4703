"""The invented people of the demo place: who they are, before anyone knows what for they come."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random

from beneficiaries.models import Beneficiary
from ceis.demo import World
from ceis.demo_data.names import full_name, last_name, mistyped
from ceis.demo_data.streets import an_address
from ceis.text import name_words

AGES = [(18, 25, 9), (26, 34, 17), (35, 50, 33), (51, 60, 17), (61, 74, 17), (75, 91, 7)]
HOMONYMS, DOUBLES = 0.003, 0.02  # beside the homonyms that chance makes
PROTECTED = 0.015
NEVER_SAID = {"sex": 0.06, "birth": 0.12, "birth_day": 0.2, "phone": 0.16, "address": 0.14}


@dataclass(eq=False, slots=True)
class Person:
    """Someone of the demo place: their row, and how they come."""

    row: Beneficiary
    arrives_on: date
    arrives_at: time
    once: bool = False  # came for one thing, and was not seen again
    loyalty: float = 0.75  # chance to be still there the next month
    platforms: tuple[str, ...] = ()
    referents: dict[str, str] = field(default_factory=dict)  # platform → key of the team


def someone(world: World, age_on: date, ages: tuple[int, int] | None = None, female: float = 0.55) -> Beneficiary:
    """Return a new invented person, ``ages`` old (inclusive, full years) on ``age_on``."""
    rng = world.rng
    low, high = ages or rng.choices([band[:2] for band in AGES], [band[2] for band in AGES])[0]
    sex = "F" if rng.random() < female else "M"
    # Born at least a day less than ``low`` years ago is too young; ``high + 1`` years ago is too old.
    birth = age_on - timedelta(days=rng.randint(int(low * 365.25) + 2, int((high + 1) * 365.25) - 2))
    first, last = full_name(rng, sex, birth.year)
    person = Beneficiary(id=world.uuid(), first_name=first, last_name=last, sex=sex, city="")
    if sex == "F" and rng.random() < 0.3:
        person.birth_name = last_name(rng)
    draw = rng.random()
    if ages or draw > NEVER_SAID["birth"] + NEVER_SAID["birth_day"]:
        person.birth_date = birth
    elif draw > NEVER_SAID["birth"]:
        person.birth_year = birth.year
    if rng.random() < NEVER_SAID["sex"]:
        person.sex = Beneficiary.Sex.UNKNOWN
    give_contact(rng, person)
    return person


def give_contact(rng: Random, person: Beneficiary) -> None:
    """Numbers come from the ranges that ARCEP keeps for fiction, mail from a domain that cannot exist."""
    if rng.random() > NEVER_SAID["phone"]:
        start = "+3363998" if rng.random() < 0.86 else "+3346571"
        # 04 65 71 00 and 01 are the team's and the partners'.
        person.phone = f"{start}{rng.randint(200, 9999):04d}"
    if rng.random() < 0.3:
        person.email = f"{'.'.join(name_words(f'{person.first_name} {person.last_name}'))}@courriel.example"
    if rng.random() > NEVER_SAID["address"]:
        address = an_address(rng)
        person.address, person.postcode, person.city = address.street, address.postcode, address.city
        person.neighbourhood = address.neighbourhood
    person.protected_contact = rng.random() < PROTECTED


def homonym_or_double(world: World, person: Beneficiary, earlier: list[Beneficiary]) -> Beneficiary:
    """Now and then, ``person`` bears the name of another, or is another one, written down twice by a hurried hand."""
    draw = world.rng.random()
    if len(earlier) < 10 or draw > HOMONYMS + DOUBLES:
        return person
    other = world.rng.choice(earlier)
    person.first_name, person.last_name, person.sex = other.first_name, other.last_name, other.sex
    person.birth_name = person.email = ""
    if draw < DOUBLES:
        wrong = world.rng.choice(["first_name", "last_name"])
        setattr(person, wrong, mistyped(world.rng, getattr(other, wrong)))
        person.birth_date, person.birth_year = other.birth_date, other.birth_year
        person.phone = other.phone if world.rng.random() < 0.5 else ""
        person.address, person.postcode = other.address, other.postcode
        person.city, person.neighbourhood = other.city, other.neighbourhood
    return person

"""Where the people of the demo place live: in the drawn square of their neighbourhood; some unlocated, some moved."""

from datetime import timedelta
from random import Random
from uuid import UUID

from beneficiaries.demo_people import Person
from beneficiaries.models import QpvAnswer, Residence
from ceis.demo import World
from ceis.demo_data.streets import an_address
from ceis.territory.demo import squares
from ceis.territory.generations import GENERATIONS
from ceis.territory.map import current_map
from ceis.territory.models import Zone

NOT_LOCATED, MOVED = 0.06, 0.04


def settle(world: World, people: list[Person]) -> None:
    """Keep the residences of ``people``; draws of its own, so that nothing else of the place moves."""
    dice = Random(f"{world.seed} residences")
    rows = []
    for person in people:
        if not person.row.address:
            continue
        rows.append(_at_home(world, dice, person))
        if dice.random() < MOVED and person.arrives_on < world.today:
            rows.append(_before(world, dice, person, rows[-1]))
    _place(world, rows)


def _at_home(world: World, dice: Random, person: Person) -> Residence:
    row = person.row
    where = (row.address, row.postcode, row.city)
    return _residence(world, dice, person, where, row.neighbourhood, located=not row.protected_contact)


def _before(world: World, dice: Random, person: Person, now: Residence) -> Residence:
    """An address the person left while already known here."""
    left_on = person.arrives_on + timedelta(days=dice.randint(1, max(1, (world.today - person.arrives_on).days)))
    now.starts_on = left_on
    old = an_address(dice)
    where = (old.street, old.postcode, old.city)
    before = _residence(world, dice, person, where, old.neighbourhood, located=now.point is not None)
    before.ends_on = left_on - timedelta(days=1)
    return before


def _residence(world: World, dice: Random, person: Person, where, neighbourhood: str, located: bool) -> Residence:
    address, postcode, city = where
    row = Residence(
        id=UUID(int=dice.getrandbits(128), version=4), beneficiary=person.row, address=address, postcode=postcode,
        city=city, recorded_by=person.row.created_by, recorded_at=person.row.created_at,
    )  # fmt: skip
    x, y, chance = dice.random(), dice.random(), dice.random()
    square = squares().get(neighbourhood)
    if located and square and chance > NOT_LOCATED:
        row.longitude = round(square.west + x * square.width, 6)
        row.latitude = round(square.south + y * square.height, 6)
        row.method, row.commune_code = Residence.Method.SERVICE, "34172"
    return world.keep(row)


def _place(world: World, rows: list[Residence]) -> None:
    """Write what the map says of them, as `locating.place` would, for rows that are not in the database yet."""
    edition, atlas = current_map()
    located = [row for row in rows if row.point]
    for row in rows:
        row.placed_edition = edition
    for row, found in zip(located, atlas.locate([row.point for row in located]), strict=True):
        neighbourhood = found.get((Zone.Kind.NEIGHBOURHOOD, 0))
        row.neighbourhood_id = neighbourhood.id if neighbourhood else None
        for known in GENERATIONS:
            zone = found.get((Zone.Kind.QPV, known.year))
            said = QpvAnswer.Answer.YES if zone else QpvAnswer.Answer.NO
            answer = QpvAnswer(residence=row, generation=known.year, answer=said, zone_id=zone.id if zone else None)
            world.keep(answer)

"""Families of the demo place: who lives with whom, who signs, what papers and tags they have."""

from hashlib import sha256

from beneficiaries.demo_people import Person
from beneficiaries.models import (
    Document,
    DocumentContent,
    Household,
    HouseholdMember,
    PersonTag,
    ProtectionMeasure,
    Relative,
)
from beneficiaries.models.household import FIRST_HALF, SECOND_HALF
from beneficiaries.terms import DOCUMENT_TYPE, TAG
from ceis.accounts.models import User
from ceis.demo import World
from ceis.facts import Fact

SHARE = 0.3  # of the people of these years whose home is noted
PARENTS, YOUNG = range(36, 56), range(18, 21)
CHILDREN = ["Yanis", "Inès", "Lina", "Adam", "Jade", "Noé", "Aya", "Ilyes", "Louise", "Sami", "Nour", "Marius"]
FRIENDS = ["Fatou Diallo", "Monique Serre", "Ahmed Cherif", "Rosa Teixeira"]
GUARDIANS = [("tutelle", "UDAF de l’Hérault"), ("curatelle_renforcee", "ATG Occitanie"), ("masp", "CCAS")]
PAPERS = [("identity", None), ("address", None), ("resume", "emploi"), ("income", "budget"), ("bills", "budget")]


def build(world: World, people: list[Person]) -> None:
    """Fill the homes of some of ``people``, in the order in which they came."""
    by = world.team["claire"]
    chosen = [person for person in people if world.rng.random() < SHARE and not person.row.protected_contact]
    young = [person.row for person in chosen if person.row.age_on(world.today) in YOUNG]
    half = [(row, part) for row in young for part in (FIRST_HALF, SECOND_HALF)]  # each is the child of two homes
    for person in chosen:
        age = person.row.age_on(world.today)
        if age in PARENTS:
            _family(world, by, person, half)
        if world.rng.random() < 0.25:
            _keep(world, Relative, by, person, beneficiary=person.row, name=world.rng.choice(FRIENDS),
                  relation="neighbour", phone=f"+3363998{world.rng.randint(200, 9999):04d}", to_call=True)  # fmt: skip
        if world.rng.random() < 0.2:
            _paper(world, by, person)
        if world.rng.random() < 0.12:
            code = world.rng.choice(["to_call_back", "neighbour_guide", "accompanied"])
            _keep(world, PersonTag, by, person, beneficiary=person.row, term=world.terms[TAG, code],
                  starts_on=person.arrives_on)  # fmt: skip
    for person, (kind, organisation) in zip(chosen[::40], GUARDIANS * 3, strict=False):
        _keep(world, ProtectionMeasure, by, person, beneficiary=person.row, kind=kind, organisation=organisation,
              phone="+33465710190", starts_on=person.arrives_on)  # fmt: skip


def _keep(world: World, model: type[Fact], by: User, person: Person, **fields: object):
    at = world.stamp(person.arrives_on, person.arrives_at, minutes=30)
    return world.keep(model(id=world.uuid(), recorded_by=by, recorded_at=at, **fields))


def _family(world: World, by: User, person: Person, half: list) -> None:
    """A couple or a parent alone, with children; one of them may live here half of the time."""
    home = _keep(world, Household, by, person)
    own = _keep(world, HouseholdMember, by, person, household=home, beneficiary=person.row)
    links = {"household": home, "related_to": own}
    if world.rng.random() < 0.45:
        name = world.rng.choice(["Karim", "Sofia", "Thomas", "Amina"])
        _keep(world, HouseholdMember, by, person, relation="partner", first_name=name,
              birth_year=world.today.year - world.rng.randint(30, 58), **links)  # fmt: skip
    for name in world.rng.sample(CHILDREN, world.rng.choice([1, 1, 2, 3])):
        _keep(world, HouseholdMember, by, person, relation="child", first_name=name,
              birth_year=world.today.year - world.rng.randint(1, 17), **links)  # fmt: skip
    if half and world.rng.random() < 0.3:
        child, part = half.pop(0)
        _keep(world, HouseholdMember, by, person, relation="child", beneficiary=child, halves=part, **links)


def _paper(world: World, by: User, person: Person) -> None:
    """A small text, as a phone would have kept it."""
    code, slug = world.rng.choice(PAPERS)
    term = world.terms[DOCUMENT_TYPE, code]
    content = f"{term.label}\n{person.row}\nDocument inventé pour la démonstration.\n".encode()
    document = _keep(
        world, Document, by, person, beneficiary=person.row, type=term, file_name=f"{code}.txt",
        platform=world.platforms[slug] if slug else None, media_type="text/plain", size=len(content),
        sha256=sha256(content).hexdigest(),
    )  # fmt: skip
    world.keep(DocumentContent(document=document, bytes=content))

"""How often a person is found in spite of typing errors, on a few hundred invented people."""

import random
import string

import pytest
from faker import Faker

from beneficiaries.models import Beneficiary
from beneficiaries.search import find
from ceis.access import Role
from tests.factories.ceis import UserFactory

PEOPLE, ASKED = 400, 200
FAMILY_NAMES = [
    "Benali", "Ben Ali", "Bouazza", "El Amrani", "Aït Ouali", "Diallo", "N’Diaye", "Traoré", "Nguyen", "Da Silva",
    "García", "López", "Kaya", "Öztürk", "Ivanova", "Le Goff", "D’Arc", "Durand-Müller", "Ouédraogo", "Haddad",
]  # fmt: skip


def with_one_error(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    letter = chance.choice(string.ascii_lowercase)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        ]
    )


def typed_by_a_hurried_hand(person: Beneficiary, chance: random.Random) -> str:
    """Four words in five carry an error, names come in either order."""
    words = f"{person.first_name} {person.last_name}".replace("’", " ").replace("-", " ").lower().split()
    words = [with_one_error(word, chance) if len(word) > 2 and chance.random() < 0.8 else word for word in words]
    return " ".join(words if chance.random() < 0.5 else reversed(words))


@pytest.mark.django_db
def test_nineteen_people_in_twenty_are_found_in_spite_of_errors():
    agent, chance, fake = UserFactory(role=Role.RECEPTION), random.Random(318), Faker("fr_FR")
    fake.seed_instance(318)
    people = [
        Beneficiary(
            first_name=fake.first_name(),
            last_name=chance.choice(FAMILY_NAMES) if chance.random() < 0.4 else fake.last_name(),
            birth_year=chance.randint(1940, 2010),
            file_number=f"2026-{number:05d}",
            created_by=agent,
        )
        for number in range(PEOPLE)
    ]
    for person in people:
        person.index_names()
    Beneficiary.objects.bulk_create(people)
    missed = []
    for person in chance.sample(people, ASKED):
        typed = typed_by_a_hurried_hand(person, chance)
        if person not in [match.beneficiary for match in find(typed, user=agent, wide=True)]:
            missed.append((typed, str(person)))
    assert len(missed) <= ASKED * 0.05, missed

"""Two files of one person, and rows of every kind for one of them."""

import uuid
from datetime import time

from beneficiaries.duplicates.merging import merge_people
from beneficiaries.models import Beneficiary, Merge
from ceis.access import Role
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.platforms import appointment, interview, referral, task, worker
from tests.factories.reception import visit
from tests.factories.workshops import registered, session


def merger(**fields):
    return UserFactory(role=Role.SOCIAL_WORKER, **fields)


def two(**fields) -> tuple[Beneficiary, Beneficiary]:
    """The file that goes on, and the one that is merged into it."""
    survivor = BeneficiaryFactory(first_name="Khadija", last_name="Benali", **fields)
    return survivor, BeneficiaryFactory(first_name="Kadija", last_name="Benali")


def merge(survivor: Beneficiary, loser: Beneficiary, *, by=None, taken=()) -> Merge:
    return merge_people(by=by or merger(), id=uuid.uuid4(), survivor=survivor, loser=loser, taken=taken)


def life(person: Beneficiary) -> None:
    """One row of each kind the house holds about a person."""
    of = worker("sante")
    appointment(of=of, person=person, slug="sante", at=time(9), until=time(10))
    interview(by=of, person=person, slug="sante", private="à moi seule")
    task(of=of, person=person, slug="sante")
    referral(person=person)
    visit(person=person)
    registered(session(), person)

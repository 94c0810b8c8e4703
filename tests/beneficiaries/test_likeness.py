from datetime import date

import pytest

from beneficiaries.likeness import likely_same
from ceis.access import Role
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db


def likely(user, **asked):
    nobody = {"first_name": "", "last_name": "", "birth_date": None, "birth_year": None, "phone": ""}
    return [(str(like.beneficiary), like.reasons) for like in likely_same(**nobody | asked, user=user)]


@pytest.fixture
def agent():
    return UserFactory(role=Role.RECEPTION)


@pytest.fixture(autouse=True)
def khadija():
    return BeneficiaryFactory(
        first_name="Khadija", last_name="Benali", birth_date=date(1984, 3, 12), phone="+33612345678"
    )


@pytest.mark.parametrize(
    ("asked", "reasons"),
    [
        ({"first_name": "khadija", "last_name": "BENALI"}, ("mêmes nom et prénom",)),
        ({"first_name": "Benali", "last_name": "Kadija"}, ("nom à une lettre près", "nom et prénom inversés")),
        (
            {"first_name": "Khadija", "last_name": "Benali", "birth_year": 1984},
            ("mêmes nom et prénom", "même année de naissance"),
        ),
        (
            {"first_name": "Khadija", "last_name": "Benali", "birth_year": 1984, "birth_date": date(1984, 3, 12)},
            ("mêmes nom et prénom", "même date de naissance"),
        ),
        ({"first_name": "Anne", "last_name": "Martin", "phone": "+33612345678"}, ("même téléphone",)),
    ],
)
def test_why_they_may_be_the_same(agent, asked, reasons):
    assert likely(agent, **asked) == [("Khadija Benali", reasons)]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"phone": "+33612345678"},
        {"first_name": "Khadija", "last_name": "Benali", "birth_year": 1991},
        {"first_name": "Khadija", "last_name": "Martin"},
        {"first_name": "Anne", "last_name": "Martin", "phone": "+33612345679"},
    ],
)
def test_who_is_somebody_else(agent, asked):
    assert likely(agent, **asked) == []


def test_the_likeliest_comes_first_and_few_are_shown(agent):
    for _ in range(6):
        BeneficiaryFactory(first_name="Kadija", last_name="Benali", birth_year=None)
    found = likely(agent, first_name="Khadija", last_name="Benali", birth_year=1984)
    assert len(found) == 5 and found[0] == ("Khadija Benali", ("mêmes nom et prénom", "même année de naissance"))


def test_a_protected_phone_is_no_reason(agent, khadija):
    khadija.protected_contact = True
    khadija.save()
    assert likely(agent, first_name="Anne", last_name="Martin", phone="+33612345678") == []
    ((_, reasons),) = likely(agent, first_name="Khadija", last_name="Benali", phone="+33612345678")
    assert reasons == ("mêmes nom et prénom",)


def test_whoever_may_not_look_people_up_learns_nothing():
    assert likely(UserFactory(role=Role.MANAGER), first_name="Khadija", last_name="Benali") == []

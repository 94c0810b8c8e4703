"""Who may already be there: one letter apart, born the same year or one knows not when, or same phone."""

from datetime import date

import pytest

from beneficiaries.imports.twins import likely_twins, people_of_the_place
from tests.factories.beneficiaries import BeneficiaryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def khadija():
    return BeneficiaryFactory(
        first_name="Khadija", last_name="Ben Ali", birth_name="Saïdi", birth_date=date(1984, 3, 12), birth_year=1984,
        phone="+33612345678",
    )  # fmt: skip


def twin(**values):
    return likely_twins([(2, values)], people_of_the_place()).get(2)


@pytest.mark.parametrize(
    "values, exact",
    [
        ({"first_name": "khadija", "last_name": "BEN ALI", "birth_date": "1984-03-12", "birth_year": 1984}, True),
        ({"first_name": "Ben Ali", "last_name": "Khadija", "birth_date": "1984-03-12", "birth_year": 1984}, True),
        ({"first_name": "Kadija", "last_name": "Benali", "birth_year": 1984}, False),
        ({"first_name": "Khadija", "last_name": "Saidi"}, False),
        ({"first_name": "Khadija", "last_name": "Durand", "phone": "+33612345678", "birth_year": 1990}, False),
    ],
)
def test_the_same_person_written_otherwise(khadija, values, exact):
    found = twin(**values)
    assert (found.id, found.exact) == (khadija.pk, exact)


@pytest.mark.parametrize(
    "values",
    [
        {"first_name": "Khadija", "last_name": "Ben Ali", "birth_year": 1990},
        {"first_name": "Samir", "last_name": "Ben Ali", "phone": "+33612345678"},
        {"first_name": "Khadija", "last_name": "Durand"},
    ],
)
def test_somebody_else(khadija, values):
    assert twin(**values) is None


def test_a_protected_phone_never_tells():
    BeneficiaryFactory(first_name="Khadija", last_name="Saïdi", phone="+33612345678", protected_contact=True)
    assert twin(first_name="Khadija", last_name="Durand", phone="+33612345678") is None


def test_of_two_lines_alike_the_second_repeats_the_first():
    same = {"first_name": "Awa", "last_name": "Diallo", "birth_date": "1990-01-02", "birth_year": 1990}
    found = likely_twins([(2, same), (3, {"first_name": "Li", "last_name": "Wei"}), (9, same)], [])
    assert set(found) == {9} and (found[9].number, found[9].exact) == (2, True)


def test_someone_there_is_likelier_than_a_line_of_the_file(khadija):
    same = {"first_name": "Khadija", "last_name": "Ben Ali", "birth_date": "1984-03-12", "birth_year": 1984}
    assert likely_twins([(2, same), (3, same)], people_of_the_place())[3].id == khadija.pk

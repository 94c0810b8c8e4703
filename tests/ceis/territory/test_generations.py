from datetime import date

import pytest

from ceis.territory.generations import can_say_no, departement_of, departements_of, generation_on


@pytest.mark.parametrize(
    "day, year",
    [
        (date(2014, 12, 31), None),
        (date(2015, 1, 1), 2015),
        (date(2023, 12, 31), 2015),
        (date(2024, 1, 1), 2024),
        (date(2040, 1, 1), 2024),
    ],
)
def test_the_list_in_force(day, year):
    found = generation_on(day)
    assert (found and found.year) == year


@pytest.mark.parametrize(
    "code, departement",
    [
        ("34080", "034"), ("34172", "034"), ("01000", "001"), ("97400", "974"), ("20000", "02A"), ("20200", "02B"),
        ("2A004", "02A"), ("2B033", "02B"), ("", ""), ("3408", ""), ("Lattes", ""), ("340800", ""),
    ],
)  # fmt: skip
def test_the_departement_of_a_commune_or_of_a_postcode(code, departement):
    assert departement_of(code) == departement


def test_the_departements_a_list_covers():
    codes = ["QN03404M", "QP034001", "QN02B01M", "qn97401M", "n’importe quoi", "", "QN9"]
    assert departements_of(codes) == {"034", "02B", "974"}


@pytest.mark.parametrize(
    "covered, code, no",
    [
        ({"034"}, "34172", True),
        ({"034"}, "30189", False),  # the Gard is not in the file: nobody knows
        ({"034"}, "", False),
        (set(), "34172", False),
        ({f"0{n:02}" for n in range(1, 70)}, "48095", True),  # the national file, which has nothing in the Lozère
    ],
)
def test_a_list_says_no_only_where_it_knows(covered, code, no):
    assert can_say_no(frozenset(covered), code) is no

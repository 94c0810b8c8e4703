from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beneficiaries.birth import read_birth
from ceis.civil_time import today


@pytest.mark.parametrize(
    "typed",
    [
        "12/03/1984", "12/3/1984", "12-03-1984", "12.03.1984", "12 03 1984", "12031984", "1984-03-12", "12 mars 1984",
        " 12  MARS 1984 ",
    ],
)  # fmt: skip
def test_a_date_is_read_however_it_is_typed(typed):
    assert read_birth(typed) == (date(1984, 3, 12), 1984)


def test_the_first_of_the_month_and_accents_are_read():
    assert read_birth("1er août 1990")[0] == date(1990, 8, 1)
    assert read_birth("29 fevrier 2000")[0] == date(2000, 2, 29)


def test_a_year_alone_or_nothing_is_enough():
    assert read_birth("1984") == (None, 1984)
    assert read_birth("  ") == (None, None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/1984", "n’existe pas"), ("29/02/1900", "n’existe pas"), ("00/01/1984", "n’existe pas"),
        ("1899", "commence à 1900"), ("12/03/0084", "commence à 1900"), ("3000", "avenir"), ("12/03/3000", "avenir"),
        ("12/03/84", "Écrivez une date"), ("mars", "Écrivez une date"), ("12 brumaire 1984", "Écrivez une date"),
        ("١٢/٠٣/١٩٨٤", "Écrivez une date"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(typed, said):
    with pytest.raises(ValueError, match=said):
        read_birth(typed)


def test_tomorrow_is_not_a_birth_date():
    with pytest.raises(ValueError, match="avenir"):
        read_birth(f"{today() + timedelta(days=1):%d/%m/%Y}")


@given(st.text())
def test_any_text_is_read_or_refused(typed):
    try:
        born, year = read_birth(typed)
    except ValueError as refusal:
        assert str(refusal).endswith((".", "1900."))
    else:
        assert year is None or 1900 <= year <= today().year
        assert born is None or born.year == year

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beneficiaries.typed_query import TypedQuery, read_query
from ceis.civil_time import today


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Benali Khadija", TypedQuery(words=("benali", "khadija"))),
        ("Mme BENALI", TypedQuery(words=("benali",))),
        ("mme", TypedQuery(words=("mme",))),
        ("D’Arc Jean-Noël", TypedQuery(words=("d", "arc", "jean", "noel"))),
        ("benali 1984", TypedQuery(words=("benali",), birth_year=1984)),
        ("benali 12/3/84", TypedQuery(words=("benali",), birth_date=date(1984, 3, 12))),
        ("benali 318", TypedQuery(words=("benali",))),
        ("12/03/1984", TypedQuery(birth_date=date(1984, 3, 12))),
        ("1984-03-12", TypedQuery(birth_date=date(1984, 3, 12))),
        ("12031984", TypedQuery(birth_date=date(1984, 3, 12))),
        ("01021984", TypedQuery(birth_date=date(1984, 2, 1), phone_beginning="+331021984")),
        ("05/11/1972", TypedQuery(birth_date=date(1972, 11, 5))),
        ("05111972", TypedQuery(birth_date=date(1972, 11, 5), phone_beginning="+335111972")),
        ("31/02/1984", TypedQuery()),
        ("06 12 34 56 78", TypedQuery(phone="+33612345678")),
        ("0033 6 12 34 56 78", TypedQuery(phone="+33612345678")),
        ("+33 (0)6.12.34.56.78", TypedQuery(phone="+33612345678")),
        ("06 12 34", TypedQuery(phone_beginning="+3361234")),
        ("06", TypedQuery(file_numbers=tuple(f"{year}-00006" for year in range(2018, today().year + 1)))),
        ("2026-00318", TypedQuery(file_numbers=("2026-00318",))),
        ("2026-318", TypedQuery(file_numbers=("2026-00318",))),
        ("Khadija@Exemple.org", TypedQuery(email="khadija@exemple.org")),
        ("", TypedQuery()),
        ("%_' \\ : & | ! *", TypedQuery()),
    ],
)
def test_what_is_typed_is_understood(typed, meant):
    assert read_query(typed) == meant


def test_a_number_alone_is_a_file_of_any_year():
    numbers = read_query("318").file_numbers
    assert "2026-00318" in numbers and "2018-00318" in numbers


@given(st.text(st.characters()))
def test_any_text_is_read(text):
    read = read_query(text)
    assert all(word.isalnum() for word in read.words)

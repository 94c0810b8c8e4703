import pytest
from hypothesis import given
from hypothesis import strategies as st

from beneficiaries.phone import as_dialled, beginning, e164


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 12 34 56 78", "+33612345678"), ("06.12.34.56.78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"), ("04-67-00-00-00", "+33467000000"), ("+213 551 23 45 67", "+213551234567"),
        ("06", None), ("06 12 34 56 7x", None), ("", None), ("0000000000", None), ("bonjour", None),
    ],
)  # fmt: skip
def test_a_number_is_kept_as_the_world_dials_it(typed, kept):
    assert e164(typed) == kept


def test_a_number_is_shown_as_it_is_dialled_here():
    assert as_dialled("+33612345678") == "06\u00a012\u00a034\u00a056\u00a078"
    assert as_dialled("+213551234567").startswith("+213")
    assert as_dialled("") == "" and as_dialled("poste 12") == "poste 12"


@pytest.mark.parametrize(
    ("typed", "start"), [("0612", "+33612"), ("0033612", "+33612"), ("+3361", "+3361"), ("12", "")]
)
def test_a_number_being_typed_has_a_beginning(typed, start):
    assert beginning(typed) == start


@given(st.text())
def test_any_text_is_a_number_or_none(typed):
    number = e164(typed)
    assert number is None or (number.startswith("+") and e164(as_dialled(number)) == number)

"""Letters of chips, and names read from what was typed."""

import pytest

from reception.forms.chip_keys import letters
from reception.typed_name import birth, first_and_last


@pytest.mark.parametrize(
    "labels, given",
    [
        (["Renseignement", "Rendez-vous"], ["r", "e"]),
        (["Emploi", "Énergie", "E"], ["e", "n", ""]),
        (["12", ""], ["", ""]),
        ([], []),
    ],
)
def test_each_choice_has_a_letter_of_its_own(labels, given):
    assert letters(labels) == given


@pytest.mark.parametrize(
    "typed, first, last",
    [
        ("benali kadija", "Kadija", "Benali"),
        ("BEN ALI kadija", "Kadija", "Ben Ali"),
        ("Kadija ben ali", "Kadija", "Ben Ali"),
        ("arc jean-noël", "Jean-Noël", "Arc"),
        ("d'arc jeanne 1984", "Jeanne", "D'Arc"),
        ("benali", "", "Benali"),
        ("0612345678", "", ""),
        ("", "", ""),
        ("x" * 300, "", "X" + "x" * 79),
    ],
)
def test_what_was_typed_read_as_a_name(typed, first, last):
    assert first_and_last(typed) == (first, last)


@pytest.mark.parametrize("typed, read", [("benali 1984", "1984"), ("benali 12/03/1984", "12/03/1984"), ("benali", "")])
def test_a_birth_typed_with_the_name(typed, read):
    assert birth(typed) == read

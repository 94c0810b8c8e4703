"""The score: what adds, what takes away, and what is said of it."""

from datetime import date

import pytest

from beneficiaries.duplicates.closeness import Closeness, compare, jaro_winkler
from beneficiaries.duplicates.scoring import LISTED, REASONS, RESEMBLES, STRONG, SURE, Traits, how_likely, score
from ceis.text import name_words

BORN = {"birth_date": date(1984, 3, 12), "birth_year": 1984}


def someone(first="Khadija", last="Benali", *others, **known) -> Traits:
    return Traits.of(first=(first,), last=(last, *others), **known)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Khadija", "khadija", Closeness.SAME),
        ("Hélène", "Helene", Closeness.SAME),
        ("Ben Ali", "Benali", Closeness.SAME),
        ("Khadija", "Kadija", Closeness.ONE_ERROR),
        ("Benali", "Benalli", Closeness.ONE_ERROR),
        ("Marie", "Marie-Thérèse", Closeness.PART),
        ("Da-Silva", "Silva", Closeness.PART),
        ("Khadija", "Khadidja B", Closeness.PART),
        ("Mohamed", "Mouhammed", Closeness.ALIKE),
        ("Li", "La", Closeness.DIFFERENT),
        ("Ana", "Anna", Closeness.ALIKE),
        ("Martin", "Benali", Closeness.DIFFERENT),
        ("", "Benali", Closeness.UNKNOWN),
    ],
)
def test_how_close_two_names_are(left, right, expected):
    assert compare(name_words(left), name_words(right)) == compare(name_words(right), name_words(left)) == expected


def test_jaro_winkler_is_the_published_one():
    # The examples of Winkler's paper.
    examples = {("martha", "marhta"): 0.961, ("dixon", "dicksonx"): 0.813, ("dwayne", "duane"): 0.84}
    assert {pair: round(jaro_winkler(*pair), 3) for pair in examples} == examples
    assert jaro_winkler("a", "a") == 1 and jaro_winkler("abc", "xyz") == 0


@pytest.mark.parametrize(
    ("left", "right", "reasons"),
    [
        (someone(), someone(), ("names",)),
        (someone(**BORN), someone(**BORN), ("names", "birth")),
        (someone(), someone("Benali", "Khadija"), ("names", "names_swapped")),
        (someone("Kadija"), someone(), ("names_near",)),
        (someone("Marie"), someone("Marie-Thérèse"), ("names_part",)),
        (someone(), someone("Khadija", "Martin", "Benali"), ("names",)),
        (someone("Anne"), someone(), ("last_name",)),
        (
            someone(**BORN),
            someone(birth_date=date(1984, 12, 3), birth_year=1984),
            ("names", "birth_swapped"),
        ),
        (someone(**BORN), someone(birth_date=date(1984, 3, 13), birth_year=1984), ("names", "birth_digit")),
        (someone(**BORN), someone(birth_date=date(1948, 3, 12), birth_year=1948), ("names", "birth_digit")),
        (someone(**BORN), someone(birth_year=1984), ("names", "birth_year")),
        (someone(**BORN), someone(birth_year=1991), ("names",)),
        (someone("Anne", "Roux", phones=("+331",)), someone(phones=("+332", "+331")), ("phone",)),
        (someone(email="k@exemple.org"), someone(email="k@exemple.org"), ("names", "email")),
        (someone(address="3, rue du Pont"), someone(address="3 rue du pont"), ("names", "address")),
    ],
)  # fmt: skip
def test_why(left, right, reasons):
    assert score(left, right).reasons == reasons
    assert score(right, left).bits == score(left, right).bits
    assert all(score(left, right).words)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (someone(**BORN), someone(birth_year=1984)),
        (someone(birth_year=1984), someone()),
        (someone(), someone("Kadija")),
        (someone("Kadija"), someone("Anne")),
        (someone(), someone(birth_year=1991)),
        (someone(sex="F"), someone(sex="M")),
        (someone(phones=("+331",)), someone(phones=("+332",))),
        (someone(address="3 rue du Pont"), someone(address="5 rue du Pont")),
    ],
)
def test_what_weighs_more(more, less):
    asked = someone(sex="F", phones=("+331",), address="3 rue du Pont", **BORN)
    assert score(asked, more).bits > score(asked, less).bits


@pytest.mark.parametrize(
    ("left", "right", "bits"),
    [
        (someone(**BORN), someone(**BORN), SURE),
        (someone("Kadija", **BORN), someone(**BORN), STRONG),
        (someone(), someone(), LISTED),
        (someone(), someone("Kadija"), RESEMBLES),
    ],
)
def test_what_is_enough(left, right, bits):
    assert score(left, right).bits >= bits


@pytest.mark.parametrize(
    "other",
    [
        someone(birth_year=1961),  # a mother and her daughter of the same name
        someone("Anne", address="3 rue du Pont", phones=("+331",), birth_year=2010),  # her child at home
        someone("Omar", "Tazi", **BORN),
    ],
)
def test_who_is_somebody_else(other):
    assert score(someone(address="3 rue du Pont", phones=("+331",), **BORN), other).bits < LISTED


def test_what_is_not_known_weighs_nothing():
    assert score(Traits(), Traits()).bits == 0 and score(Traits(), Traits()).reasons == ()


def test_every_reason_is_said_in_french_and_short_enough_to_be_kept():
    assert all(len(code) <= 20 and words for code, words in REASONS.items())
    assert [how_likely(bits) for bits in (LISTED, STRONG, SURE)] == ["possible", "probable", "presque sûr"]

"""What people of one household are to one another, and what follows, on a day."""

from datetime import date

import pytest

from beneficiaries import kinship
from beneficiaries.kinship import Member, across, inverse, living_with, raises_alone, relations_to
from beneficiaries.models import HouseholdMember

D = date(2026, 6, 1)
ALL = [kinship.PARTNER, kinship.CHILD, kinship.PARENT, kinship.SIBLING, kinship.GRANDPARENT, kinship.GRANDCHILD,
       kinship.FAMILY, kinship.OTHER]  # fmt: skip


@pytest.mark.parametrize("relation", ALL)
def test_every_relation_is_a_choice_and_turns_back_on_itself(relation):
    assert relation in HouseholdMember.Relation.values
    assert inverse(inverse(relation)) == relation


@pytest.mark.parametrize(
    "mine, theirs, said",
    [
        ("child", "child", "sibling"),
        ("child", "partner", "parent"),
        ("partner", "child", "child"),
        ("parent", "parent", "partner"),
        ("sibling", "parent", "parent"),
        ("child", "grandchild", "family"),
        ("partner", "partner", "family"),
        ("child", "other", "other"),
        ("other", "child", "other"),
    ],
)
def test_across_a_third_person(mine, theirs, said):
    assert across(mine, theirs) == said


@pytest.mark.parametrize("mine", ALL)
@pytest.mark.parametrize("theirs", ALL)
def test_seen_from_the_other_side_it_is_the_inverse(mine, theirs):
    assert across(theirs, mine) == inverse(across(mine, theirs))


LINKS = {
    "partner": ("me", "partner"),
    "child": ("me", "child"),
    "his": ("partner", "child"),
    "mum": ("child", "grandparent"),
}


@pytest.mark.parametrize(
    "who, found",
    [
        ("me", {"partner": "partner", "child": "child", "his": "child", "mum": "family"}),
        ("partner", {"me": "partner", "his": "child", "child": "child", "mum": "family"}),
        ("child", {"me": "parent", "mum": "grandparent", "partner": "parent", "his": "sibling"}),
        ("stranger", {}),
    ],
)
def test_relations_are_read_along_the_links_nearest_first(who, found):
    assert relations_to(who, LINKS) == found


def test_a_link_that_goes_round_ends():
    assert relations_to("a", {"a": ("b", "sibling"), "b": ("a", "sibling")}) == {"b": "sibling"}


@pytest.mark.parametrize(
    "start, end, there",
    [
        (None, None, True),
        (D, None, True),
        (None, D, True),
        (D, D, True),
        (date(2026, 6, 2), None, False),
        (None, date(2026, 5, 31), False),
    ],
)
def test_a_stay_holds_both_its_ends(start, end, there):
    assert Member("x", 1, start, end).lives_there_on(D) is there


def test_a_child_of_two_homes_lives_with_both():
    members = [Member("mum", 1), Member("kid", 1), Member("dad", 2), Member("kid", 2), Member("stranger", 3)]
    assert {m.who for m in living_with("kid", members, D)} == {"mum", "dad"}
    assert {m.who for m in living_with("mum", members, D)} == {"kid"}
    assert living_with("stranger", members, D) == []


def test_who_left_is_not_there_and_finds_nobody():
    members = [Member("mum", 1), Member("kid", 1, ends_on=date(2026, 5, 31))]
    assert living_with("mum", members, D) == [] and living_with("kid", members, D) == []


KID, BABY, GROWN, UNKNOWN = 2015, 2026, 2001, None


@pytest.mark.parametrize(
    "others, alone",
    [
        ([], False),
        ([("child", KID)], True),
        ([("child", UNKNOWN)], True),
        ([("child", BABY), ("child", GROWN)], True),
        ([("child", GROWN)], False),  # twenty-five this year: no child any more
        ([("child", 2002)], True),  # twenty-four
        ([("child", KID), ("partner", 1980)], False),
        ([("partner", 1980)], False),
        ([("child", KID), ("grandparent", 1950)], True),
        ([("child", KID), ("parent", 1955), ("sibling", 1990)], True),
        ([("child", KID), ("other", 1980)], True),  # a lodger is no partner
        ([("grandchild", KID)], False),
        ([("family", KID)], None),  # perhaps their child: nothing says so
        ([("family", 1970)], False),
        ([("sibling", KID), ("parent", 1980)], False),
    ],
)
def test_raising_children_alone(others, alone):
    members = [Member(rank, 1, birth_year=year) for rank, (_, year) in enumerate(others)]
    relations = {rank: relation for rank, (relation, _) in enumerate(others)}
    assert raises_alone(members, relations, D) is alone

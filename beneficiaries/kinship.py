"""What people of one household are to one another, and what follows of it: living alone, raising children alone.

Each member is written down as the « enfant », the « conjoint·e »… of one other member; what any two of them are to each
other is read along these links. Codes are those of `HouseholdMember.Relation`.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

PARTNER, CHILD, PARENT, SIBLING = "partner", "child", "parent", "sibling"
GRANDPARENT, GRANDCHILD, FAMILY, OTHER = "grandparent", "grandchild", "family", "other"
SELF = ""  # the member the household was first written for

GROWN_UP = 25  # Source: CASF, art. R. 262-3, a child counts in the home until twenty-five

INVERSE = {PARENT: CHILD, CHILD: PARENT, GRANDPARENT: GRANDCHILD, GRANDCHILD: GRANDPARENT}

# (what I am to someone, what the other is to the same someone) → what the other is to me. All else is « family ».
ACROSS = {
    (CHILD, CHILD): SIBLING,
    (CHILD, PARTNER): PARENT,
    (CHILD, PARENT): GRANDPARENT,
    (PARTNER, CHILD): CHILD,
    (PARTNER, GRANDCHILD): GRANDCHILD,
    (PARENT, PARENT): PARTNER,
    (PARENT, SIBLING): CHILD,
    (PARENT, CHILD): GRANDCHILD,
    (SIBLING, SIBLING): SIBLING,
    (SIBLING, PARENT): PARENT,
    (SIBLING, GRANDPARENT): GRANDPARENT,
    (GRANDPARENT, SIBLING): GRANDCHILD,
    (GRANDCHILD, PARTNER): GRANDPARENT,
}


def inverse(relation: str) -> str:
    """What I am to someone, when they are ``relation`` to me."""
    return INVERSE.get(relation, relation)


def across(mine: str, theirs: str) -> str:
    """What the other is to me, when we are ``mine`` and ``theirs`` to the same third person."""
    if OTHER in (mine, theirs):
        return OTHER
    return ACROSS.get((mine, theirs), FAMILY)


@dataclass(frozen=True)
class Member:
    """One stay of someone in one household, both ends included; None is unknown, or still there."""

    who: Hashable
    household: Hashable
    starts_on: date | None = None
    ends_on: date | None = None
    birth_year: int | None = None

    def lives_there_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)

    def may_be_a_child_on(self, day: date) -> bool:
        return self.birth_year is None or day.year - self.birth_year < GROWN_UP


Links = Mapping[Hashable, tuple[Hashable, str]]  # who → (of whom, relation)


def relations_to(me: Hashable, links: Links) -> dict[Hashable, str]:
    """Return what everyone who can be reached is to ``me``, nearest link first."""
    beside: dict[Hashable, list[tuple[Hashable, str]]] = {}
    for who, (other, relation) in links.items():
        beside.setdefault(other, []).append((who, relation))
        beside.setdefault(who, []).append((other, inverse(relation)))
    found, waiting = {me: SELF}, [me]
    while waiting:
        here = waiting.pop(0)
        for who, relation in beside.get(here, []):
            if who not in found:
                found[who] = relation if here == me else across(inverse(found[here]), relation)
                waiting.append(who)
    del found[me]
    return found


def living_with(me: Hashable, members: Iterable[Member], day: date) -> list[Member]:
    """Return those who live in a household where ``me`` lives on ``day``, ``me`` apart."""
    there = [member for member in members if member.lives_there_on(day)]
    mine = {member.household for member in there if member.who == me}
    return [member for member in there if member.household in mine and member.who != me]


def raises_alone(members: Iterable[Member], relations: Mapping[Hashable, str], day: date) -> bool | None:
    """Whether someone raises their children alone, among ``members``, who live with them on ``day``.

    Returns: None when someone young may be their child and nothing says so.
    Source: Insee, « famille monoparentale »: one or more children, and no partner in the home.
    """
    members = list(members)
    young = [relations.get(member.who, OTHER) for member in members if member.may_be_a_child_on(day)]
    if CHILD in young:
        return PARTNER not in [relations.get(member.who, OTHER) for member in members]
    return None if FAMILY in young else False

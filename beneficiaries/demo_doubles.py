"""The doubles of the demo place: the pairs that its night found, and one that the desk reported."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from beneficiaries.duplicates.candidates import traits_of
from beneficiaries.duplicates.pairs import compared
from beneficiaries.duplicates.scoring import LISTED, score
from beneficiaries.models import Beneficiary, DuplicatePair
from ceis.demo import World

MOST = 12  # the others were examined long ago


def keep_pairs(world: World, people: list[Beneficiary]) -> None:
    found = [(score(traits_of(one), traits_of(other)).bits, one, other) for one, other in _alike(people)]
    likely = sorted(
        ((bits, *sorted(pair, key=lambda p: p.pk)) for bits, *pair in found), key=lambda f: (-f[0], f[1].pk)
    )
    for rank, (bits, left, right) in enumerate(likely[:MOST]):
        if bits < LISTED:
            break
        world.keep(
            DuplicatePair(
                id=world.uuid(),
                left=left,
                right=right,
                found_at=world.stamp(world.today - timedelta(days=1 + rank % 5), world.clock),
                proposed_by=world.team["accueil"] if rank == 2 else None,
                **compared(left, right),
            )
        )


def _alike(people: list[Beneficiary]) -> Iterator[tuple[Beneficiary, Beneficiary]]:
    """Pairs born the same day, or the same year when no day is known, who share a name."""
    groups: dict[tuple, list[Beneficiary]] = defaultdict(list)
    for person in people:
        for name in (person.first_name, person.last_name):
            if person.birth_year:
                groups[person.birth_date or person.birth_year, name].append(person)
    seen = set()
    for group in groups.values():
        for one, other in combinations(group, 2):
            if frozenset((one.pk, other.pk)) not in seen:
                seen.add(frozenset((one.pk, other.pk)))
                yield one, other

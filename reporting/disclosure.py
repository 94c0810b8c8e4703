"""No published cell singles anyone out: small counts of people are kept quiet, and cannot be subtracted back.

A cell from 1 to k−1 prints « < k ». The total stays, so another cell is kept quiet too (« masqué ») until every value
from 1 to k−1 remains possible for each small cell. When no other cell is large enough, the whole breakdown is kept
quiet, empty cells included: « 3 in all, 0 men » would say 3 women.

Source: Insee, *Manuel de protection des données tabulées*; complementary suppression, smallest cell first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST_DENOMINATOR = 11  # under it, no percentage is printed


@dataclass(frozen=True)
class Shown:
    """What is printed of a cell: ``value``; or « < below »; or, when both are None, « masqué »."""

    value: int | None
    below: int | None = None

    @property
    def suppressed(self) -> bool:
        return self.value is None


def protect(values: Sequence[int], smallest: int, wanted: int | None = None) -> list[Shown]:
    """Return what may be printed of the cells of a breakdown whose total is printed.

    Takes: counts of people, each person in one cell; ``smallest``, the smallest publishable count; ``wanted``, the
    rank of the cell readers come for: it is the last one kept quiet for another's sake.
    """
    small = {rank for rank, value in enumerate(values) if 0 < value < smallest}
    if not small:
        return [Shown(value) for value in values]
    guards = set(guarding(values, small, smallest, wanted))
    if not undecided([values[rank] for rank in small], [values[rank] for rank in guards], smallest):
        return [Shown(None) for _ in values]
    return [
        Shown(None, smallest) if rank in small else Shown(None) if rank in guards else Shown(value)
        for rank, value in enumerate(values)
    ]


def guarding(values: Sequence[int], small: set[int], smallest: int, wanted: int | None) -> list[int]:
    """Return the ranks of the cells kept quiet for the small ones: the smallest first, as few as will do."""
    large = [rank for rank, value in enumerate(values) if value >= smallest]
    candidates = sorted(large, key=lambda rank: (rank == wanted, values[rank]))
    guards: list[int] = []
    while candidates and not undecided([values[r] for r in small], [values[r] for r in guards], smallest):
        guards.append(candidates.pop(0))
    return guards


def undecided(small: Sequence[int], guards: Sequence[int], smallest: int) -> bool:
    """Whether, of cells that a reader knows the sum of, each small one may still be anything from 1 to k−1."""
    total = sum(small) + sum(guards)
    others = len(small) - 1
    highest = total - others - smallest * len(guards)  # the other cells being as low as they may
    lowest = 1 if guards else total - others * (smallest - 1)  # the other ones as high: a guard has no upper bound
    return highest >= smallest - 1 and lowest <= 1

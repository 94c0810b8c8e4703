"""How a new span of days finds its place among those already there. Inclusive dates; None is « we do not know ».

An unknown first day reaches back as far as one looks, an unknown last day means « still ».
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    start: date | None = None
    end: date | None = None

    def begins_before(self, day: date | None) -> bool:
        return day is not None and (self.start is None or self.start < day)

    def meets(self, other: "Span") -> bool:
        """Whether the two have a day in common."""
        return not (
            (self.end is not None and other.start is not None and self.end < other.start)
            or (other.end is not None and self.start is not None and other.end < self.start)
        )


class Covered(ValueError):
    """The new span would wipe out the one of ``rank``, or leave two ends of it."""

    def __init__(self, rank: int):
        super().__init__(rank)
        self.rank = rank


@dataclass(frozen=True)
class Placed:
    """``new``: the span as it is kept; ``shortened``: rank → what becomes of those that must end earlier."""

    new: Span
    shortened: dict[int, Span]


def place(new: Span, others: Sequence[Span], *, on: date) -> Placed:
    """Return how ``new`` takes its place: what was there ends the day before, what comes later stays.

    Takes: ``others``, which do not overlap one another; ``on``, the day it was learnt. An unknown first day is kept
    unknown when nothing was there before; otherwise the change is dated of the day it was learnt.
    Raises: Covered when another span begins inside the new one and cannot both stay and give way.
    """
    start = new.start
    if start is None and any(Span(None, new.end).meets(other) for other in others):
        start = on if new.end is None or new.end >= on else new.end
    end = new.end
    if end is None:
        later = [other.start for other in others if other.start is not None and start is not None]
        end = min((day - A_DAY for day in later if day > start), default=None)
    kept, shortened = Span(start, end), {}
    for rank, other in enumerate(others):
        if not kept.meets(other):
            continue
        overhangs = kept.end is not None and (other.end is None or other.end > kept.end)
        if not other.begins_before(kept.start) or overhangs:
            raise Covered(rank)
        shortened[rank] = Span(other.start, kept.start - A_DAY)
    return Placed(kept, shortened)

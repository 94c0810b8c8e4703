from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.disclosure import Shown, protect

SMALL, QUIET = Shown(None, 5), Shown(None)


@pytest.mark.parametrize(
    "values, expected",
    [
        ([], []),
        ([0, 0], [Shown(0), Shown(0)]),
        ([5, 12], [Shown(5), Shown(12)]),
        # One small cell: the smallest other large one hides it.
        ([3, 20, 9], [SMALL, Shown(20), QUIET]),
        # « 1 and 5 make 6 » would give the 1 back: another cell is kept quiet.
        ([1, 5, 30], [SMALL, QUIET, QUIET]),
        # Two ones that make 2 need a guard too.
        ([1, 1, 9, 40], [SMALL, SMALL, QUIET, Shown(40)]),
        # Two small cells that leave every value possible need none.
        ([2, 3, 40], [SMALL, SMALL, Shown(40)]),
        # Nothing can hide it: the whole breakdown is kept quiet, its zeros too.
        ([3, 0, 0], [QUIET, QUIET, QUIET]),
        ([1, 5], [QUIET, QUIET]),
    ],
)
def test_what_is_printed(values, expected):
    assert protect(values, 5) == expected


def test_the_cell_readers_come_for_is_hidden_last():
    """77 newcomers, 4 who came back, 250 known: the 250 hide the 4."""
    assert protect([77, 4, 250], 5, wanted=0) == [Shown(77), SMALL, QUIET]
    assert protect([77, 4, 0], 5, wanted=0) == [QUIET, SMALL, Shown(0)]


def fitting(shown: list[Shown], total: int, smallest: int) -> list[tuple[int, ...]]:
    """All the tables a reader may imagine: the printed cells, the total, and what the marks mean."""
    hidden = [cell for cell in shown if cell.suppressed]
    left = total - sum(cell.value for cell in shown if not cell.suppressed)
    whole = all(cell.below is None for cell in hidden)
    ranges = [
        range(1, smallest) if cell.below else range(0 if whole else smallest, left + 1) for cell in hidden
    ]  # fmt: skip
    return [guess for guess in product(*ranges[:-1]) for last in [left - sum(guess)] if last in ranges[-1]
            for guess in [(*guess, last)]] if hidden else []  # fmt: skip


@given(st.lists(st.integers(0, 14), min_size=2, max_size=5), st.integers(3, 6), st.sampled_from([None, 0, 1]))
def test_no_hidden_cell_is_given_back_by_the_total(values, smallest, wanted):
    shown = protect(values, smallest, wanted)
    assert [cell.value for cell in shown if not cell.suppressed] == [
        value for value, cell in zip(values, shown, strict=True) if not cell.suppressed
    ]
    assert not any(0 < value < smallest for value in (cell.value or 0 for cell in shown))
    hidden = [cell for cell in shown if cell.suppressed]
    guesses = fitting(shown, sum(values), smallest)
    for rank, cell in enumerate(hidden):
        possible = {guess[rank] for guess in guesses}
        if cell.below:
            assert possible == set(range(1, smallest))
        else:
            assert len(possible) >= 2


@given(st.lists(st.integers(0, 400), min_size=1, max_size=12))
def test_large_counts_are_all_printed(values):
    values = [value + 5 if value else 0 for value in values]
    assert [cell.value for cell in protect(values, 5)] == values


def test_hiding_the_small_cell_alone_would_give_it_back():
    """The control of the property above: what it refuses is seen as refused."""
    naive = [Shown(None, 5), Shown(20), Shown(9)]
    assert {guess[0] for guess in fitting(naive, 32, 5)} == {3}

"""How a new span takes its place, worked out by hand."""

from datetime import date

import pytest

from beneficiaries.periods import Covered, Span, place

TODAY = date(2026, 11, 24)


def day(text: str | None) -> date | None:
    return date(2026, *map(int, text.split("-"))) if text else None


def span(text: str) -> Span:
    """« 03-01/04-30 »; nothing on one side of the bar is unknown."""
    start, _, end = text.partition("/")
    return Span(day(start), day(end))


@pytest.mark.parametrize(
    "new, there, kept, shortened",
    [
        # Nothing was there: what is unknown stays unknown.
        ("/", [], "/", {}),
        ("03-01/", [], "03-01/", {}),
        ("/06-30", [], "/06-30", {}),
        # « Ça a changé le… » : what was there ends the day before.
        ("05-02/", ["/"], "05-02/", {0: "/05-01"}),
        ("05-01/", ["01-01/"], "05-01/", {0: "01-01/04-30"}),
        ("03-01/", ["01-15/"], "03-01/", {0: "01-15/02-28"}),
        # It changed and nobody knows when: from the day it was learnt.
        ("/", ["01-01/"], "11-24/", {0: "01-01/11-23"}),
        ("/", ["/"], "11-24/", {0: "/11-23"}),
        # What had already ended stays as it was.
        ("05-02/", ["01-01/04-30"], "05-02/", {}),
        ("05-02/", ["01-01/04-30", "/"], "05-02/", {1: "/05-01"}),
        # Writing backwards: an older value ends when the next one began.
        ("01-01/", ["05-01/"], "01-01/04-30", {}),
        ("01-01/", ["05-01/06-30", "09-01/"], "01-01/04-30", {}),
        ("07-01/", ["05-01/06-30", "09-01/"], "07-01/08-31", {}),
        ("01-01/03-31", ["05-01/"], "01-01/03-31", {}),
        # An older value that ended before anything began.
        ("/04-30", ["05-01/"], "/04-30", {}),
        # It overlaps the end of one and stops before the next.
        ("04-01/05-31", ["01-01/04-30", "06-01/"], "04-01/05-31", {0: "01-01/03-31"}),
    ],
)
def test_it_finds_its_place(new, there, kept, shortened):
    placed = place(span(new), [span(other) for other in there], on=TODAY)
    assert placed.new == span(kept)
    assert placed.shortened == {rank: span(text) for rank, text in shortened.items()}


@pytest.mark.parametrize(
    "new, there, rank",
    [
        ("05-01/", ["05-01/"], 0),  # same first day: one of the two is a mistake
        ("04-01/06-30", ["05-01/05-31"], 0),  # it would be wiped out
        ("04-01/06-30", ["01-01/"], 0),  # it would be cut in two
        ("04-01/06-30", ["/"], 0),
        ("/06-30", ["05-01/"], 0),
        ("04-01/06-30", ["01-01/03-31", "06-30/"], 1),
    ],
)
def test_what_would_be_wiped_out_or_cut_in_two_is_refused(new, there, rank):
    with pytest.raises(Covered) as refusal:
        place(span(new), [span(other) for other in there], on=TODAY)
    assert refusal.value.rank == rank


@pytest.mark.parametrize(
    "one, other, meet",
    [
        ("/", "/", True),
        ("01-01/02-28", "03-01/", False),
        ("01-01/03-01", "03-01/", True),
        ("/02-28", "02-28/", True),
        ("/02-28", "03-01/04-01", False),
    ],
)
def test_two_spans_meet_on_a_common_day(one, other, meet):
    assert span(one).meets(span(other)) is span(other).meets(span(one)) is meet

from datetime import date

import pytest

from workshops.week import Week

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text, monday",
    [
        ("2026-W47", date(2026, 11, 16)),
        ("2026-W53", date(2026, 12, 28)),
        ("2025-W53", date(2026, 11, 16)),  # 2025 has 52 weeks
        ("2026-W00", date(2026, 11, 16)),
        ("0001-W01", date(2026, 11, 16)),
        ("9999-W52", date(2026, 11, 16)),
        ("2026-W٤٧", date(2026, 11, 16)),
        ("abc", date(2026, 11, 16)),
        ("", date(2026, 11, 16)),
    ],
)
def test_a_week_is_read_or_is_this_one(text, monday):
    assert Week.read(text, TODAY).monday == monday


def test_weeks_follow_one_another_across_the_year():
    last = Week(date(2026, 12, 28))
    assert (last.name, last.next.name, last.next.previous) == ("2026-W53", "2027-W01", last)
    assert [day.weekday() for day in last.days] == list(range(7))

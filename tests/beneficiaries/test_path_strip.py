from datetime import date, timedelta

from beneficiaries.path_strip import DAYS, THINNEST, Bar, strip

END = date(2026, 11, 22)


def days_ago(*ago, label="Emploi"):
    return [(label, label.lower(), END - timedelta(days=days)) for days in ago]


def test_one_coming_is_wide_enough_to_be_seen_and_stays_inside():
    (row,) = strip(days_ago(0), END)
    assert row.bars == (Bar(DAYS - THINNEST, THINNEST),)
    (row,) = strip(days_ago(DAYS - 1), END)
    assert row.bars == (Bar(0, THINNEST),)


def test_comings_close_to_one_another_are_one_stretch():
    (row,) = strip(days_ago(100, 80, 60), END)
    assert row.bars == (Bar(264, 41),)


def test_a_long_silence_begins_another_stretch():
    (row,) = strip(days_ago(200, 100), END)
    assert [bar.x for bar in row.bars] == [164, 264]


def test_rows_keep_their_order_and_what_is_older_is_left():
    rows = strip(days_ago(400) + days_ago(10, label="Budget") + days_ago(20), END)
    assert [row.slug for row in rows] == ["budget", "emploi"]
    assert strip([], END) == []


def test_a_row_is_said_in_words():
    (row,) = strip(days_ago(70, 0, 0), END)
    assert row.said.replace("\u00a0", " ") == "Emploi : 2 jours, de septembre 2026 à novembre 2026"
    (row,) = strip(days_ago(3), END)
    assert row.said.replace("\u00a0", " ") == "Emploi : 1 jour, en novembre 2026"

"""Charts are drawn by pure functions: what is printed, what is drawn, what is read aloud."""

import re
from xml.etree import ElementTree

import pytest

from ceis import charts
from ceis.charts import Bar

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>\"'&"
BARS = [Bar("emploi", 31, "31/64 · 48,4 %"), Bar("santé", None, "< 5"), Bar("budget", 0, "0")]


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(f'<div xmlns="http://www.w3.org/2000/svg">{svg}</div>')


def widths(svg: str) -> list[float]:
    return [float(found) for found in re.findall(r'class="bar now"[^>]* width="([\d.]+)"', svg)]


@pytest.mark.parametrize("draw", [charts.columns, charts.rows])
def test_every_value_is_printed_and_read_aloud(draw):
    drawing = parsed(draw("Personnes par plateforme", BARS))
    texts = [text.text for text in drawing.iter(f"{SVG}text")]
    assert {"31/64 · 48,4 %", "< 5", "0"} <= set(texts)
    (title,) = drawing.iter(f"{SVG}title")
    assert title.text == "Personnes par plateforme. emploi : 31/64 · 48,4 % ; santé : < 5 ; budget : 0."


def test_a_hidden_cell_and_an_empty_one_have_no_size():
    first, hidden, empty = widths(charts.rows("x", BARS))
    assert first > 0 and hidden == empty == 0
    heights = re.findall(r'<rect class="bar[^>]* height="([\d.]+)"', charts.columns("x", BARS))
    assert [float(height) > 0 for height in heights] == [True, False, False]


def test_sizes_are_in_proportion():
    assert widths(charts.rows("x", [Bar("a", 10, "10"), Bar("b", 5, "5")]))[0] / 2 == pytest.approx(
        widths(charts.rows("x", [Bar("a", 10, "10"), Bar("b", 5, "5")]))[1]
    )


@pytest.mark.parametrize("value, level", [(0, 0), (1, 1), (25, 1), (26, 2), (50, 2), (75, 3), (76, 4), (100, 4)])
def test_heat_levels(value, level):
    assert charts.heat_level(value, 100) == level


def test_a_heat_map_prints_its_grid():
    cells = [[Bar("lundi matin", 7, "7"), Bar("mardi matin", 0, "0")]]
    drawing = parsed(charts.heat("Passages", ["lundi", "mardi"], ["matin"], cells))
    assert [text.text for text in drawing.iter(f"{SVG}text")] == ["lundi", "mardi", "matin", "7", "0"]


@pytest.mark.parametrize(
    "svg",
    [
        charts.rows(HOSTILE, [Bar(HOSTILE, 3, HOSTILE)]),
        charts.columns(HOSTILE, [Bar(HOSTILE, 3, HOSTILE, HOSTILE, HOSTILE)]),
        charts.heat(HOSTILE, [HOSTILE], [HOSTILE], [[Bar(HOSTILE, 3, HOSTILE)]]),
        charts.progress(40, HOSTILE),
    ],
)
def test_text_stays_text(svg):
    assert "<script" not in svg and "style=" not in svg
    assert [tag.tag for tag in parsed(svg).iter() if "script" in tag.tag] == []


@pytest.mark.parametrize("draw", [charts.columns, charts.rows])
@pytest.mark.parametrize("bars", [[], [Bar("a", 0, "0")], [Bar("a", None, "masqué")]])
def test_nothing_to_draw_is_still_a_drawing(draw, bars):
    assert parsed(draw("x", bars)).find(f"{SVG}svg") is not None


@pytest.mark.parametrize("percent, width", [(-5, "0"), (0, "0"), (50, "360"), (100, "720"), (180, "720")])
def test_progress(percent, width):
    assert f'class="bar now" width="{width}"' in charts.progress(percent, "x")


def test_the_same_figures_give_the_same_bytes():
    assert charts.rows("x", BARS) == charts.rows("x", BARS)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground, ink", charts.HEAT)
def test_figures_are_read_on_their_ground(ground, ink):
    dark, light = sorted((luminance(ground), luminance(ink)))
    assert (light + 0.05) / (dark + 0.05) >= 4.5

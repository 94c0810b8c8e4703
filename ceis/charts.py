"""Charts as SVG, the same ones on screen and on paper: pure functions, no style attribute, no script.

Colours are attributes, so that a chart stands alone in a PDF, under classes, so that the screen's own colours win.
Nothing is said by colour alone: every value is printed, and the title reads the whole chart aloud.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join

PINE, PINE_SOFT, PINE_TINT, SAND, INK, SOFT = "#0f5257", "#7fa9ab", "#e2eeee", "#d9d0c1", "#1f2a30", "#55606a"
FONT = "Source Sans 3, Source Sans Pro, Lato, sans-serif"
WIDTH = 720
# Five grounds of a heat map and the ink that is read on each (all at least 4.5:1).
HEAT = [("#faf7f2", INK), ("#dcebea", INK), ("#a9cfcd", INK), ("#2f7a7c", "#ffffff"), (PINE, "#ffffff")]


@dataclass(frozen=True)
class Bar:
    """``value`` None: kept quiet, nothing is drawn; ``text`` is what is printed. ``under``: a second line of label."""

    label: str
    value: float | None
    text: str
    under: str = ""
    spoken: str = ""


def columns(title: str, bars: Sequence[Bar]) -> str:
    """Vertical columns through time, the last one in full colour: the period the report is about."""
    top, foot, height = 26, 40, 220
    tallest = max([bar.value or 0 for bar in bars], default=0) or 1
    step = WIDTH / max(len(bars), 1)
    base = height - foot
    parts: list[str] = []
    for rank, bar in enumerate(bars):
        drawn = (bar.value or 0) / tallest * (base - top)
        x, middle = rank * step + step * 0.16, rank * step + step / 2
        last = rank == len(bars) - 1
        parts.append(
            format_html(
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2" fill="{}"/>',
                "bar now" if last else "bar", at(x), at(base - drawn), at(step * 0.68), at(drawn),
                PINE if last else PINE_SOFT,
            )
        )  # fmt: skip
        parts.append(text(bar.text, middle, base - drawn - 6, bold=last))
        parts.append(text(bar.label, middle, base + 17, soft=not last, bold=last))
        parts.append(text(bar.under, middle, base + 33, soft=True))
    parts.append(line(0, base, WIDTH, base))
    return drawing(title, bars, height, parts)


def rows(title: str, bars: Sequence[Bar]) -> str:
    """Horizontal bars: one line a cell, its name on the left, its figure at the end of the bar."""
    step, left, right = 26, 236, 130
    longest = max([bar.value or 0 for bar in bars], default=0) or 1
    parts = []
    for rank, bar in enumerate(bars):
        middle = rank * step + step / 2
        drawn = (bar.value or 0) / longest * (WIDTH - left - right)
        parts.append(text(short(bar.label), left - 12, middle + 5, anchor="end"))
        parts.append(
            format_html(
                '<rect class="bar now" x="{}" y="{}" width="{}" height="{}" rx="2" fill="{}"/>',
                left, at(middle - 8), at(drawn), 16, PINE,
            )
        )  # fmt: skip
        parts.append(text(bar.text, left + drawn + 8, middle + 5, anchor="start", bold=True))
    parts.append(line(left, 0, left, step * len(bars)))
    return drawing(title, bars, step * max(len(bars), 1), parts)


def heat(title: str, across: Sequence[str], down: Sequence[str], cells: Sequence[Sequence[Bar]]) -> str:
    """A grid whose ground grows darker with the value printed in it. Takes: ``cells``, one sequence a line."""
    left, top, high = 110, 28, 46
    highest = max([bar.value or 0 for line_ in cells for bar in line_], default=0) or 1
    wide = (WIDTH - left) / max(len(across), 1)
    parts = [text(name, left + rank * wide + wide / 2, 18, soft=True) for rank, name in enumerate(across)]
    for depth, (name, line_) in enumerate(zip(down, cells, strict=True)):
        y = top + depth * (high + 4)
        parts.append(text(name, left - 12, y + high / 2 + 5, anchor="end"))
        for rank, bar in enumerate(line_):
            level = heat_level(bar.value or 0, highest)
            ground, ink = HEAT[level]
            parts.append(
                format_html(
                    '<rect class="heat heat-{}" x="{}" y="{}" width="{}" height="{}" rx="4" fill="{}" stroke="{}"/>',
                    level, at(left + rank * wide + 2), y, at(wide - 4), high, ground, SAND if level == 0 else ground,
                )
            )  # fmt: skip
            x = left + rank * wide + wide / 2
            parts.append(
                format_html(
                    '<text class="on-heat-{}" x="{}" y="{}" text-anchor="middle" font-weight="600" fill="{}">{}</text>',
                    level, at(x), at(y + high / 2 + 5), ink, bar.text,
                )
            )  # fmt: skip
    return drawing(title, [bar for line_ in cells for bar in line_], top + len(down) * (high + 4), parts)


def heat_level(value: float, highest: float) -> int:
    """0 for nothing, then four equal steps up to the highest."""
    return 0 if value <= 0 else min(4, 1 + int(value / highest * 4 - 1e-9))


def progress(percent: int, label: str) -> str:
    """How far a piece of work has come: a bar that says its number."""
    percent = max(0, min(100, percent))
    return format_html(
        '<svg class="progress-line" role="img" viewBox="0 0 720 14" width="720" height="14"'
        ' preserveAspectRatio="none"><title>{}</title>'
        '<rect class="track" width="720" height="14" rx="7" fill="{}"/>'
        '<rect class="bar now" width="{}" height="14" rx="7" fill="{}"/></svg>',
        label, SAND, at(percent * 7.2), PINE,
    )  # fmt: skip


def drawing(title: str, bars: Sequence[Bar], height: float, parts: Sequence[str]) -> str:
    read = " ; ".join(f"{bar.spoken or bar.label} : {bar.text}" for bar in bars)
    return format_html(
        '<svg class="chart-drawing" role="img" viewBox="0 0 {} {}" width="{}" height="{}" font-family="{}"'
        ' font-size="14"><title>{}. {}.</title>{}</svg>',
        WIDTH, at(height), WIDTH, at(height), FONT, title, read, joined(parts),
    )  # fmt: skip


def joined(parts: Sequence[str]) -> str:
    return format_html_join("", "{}", ((part,) for part in parts))


def text(said: str, x: float, y: float, anchor: str = "middle", soft: bool = False, bold: bool = False) -> str:
    if not said:
        return ""
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="{}" font-weight="{}" fill="{}">{}</text>',
        "soft" if soft else "ink", at(x), at(y), anchor, 600 if bold else 400, SOFT if soft else INK, said,
    )  # fmt: skip


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    return format_html(
        '<path class="axis" d="M{} {}L{} {}" stroke="{}" fill="none"/>', at(x1), at(y1), at(x2), at(y2), SOFT
    )


def at(number: float) -> str:
    """A coordinate, to a tenth: the same bytes on every machine."""
    return f"{number:.1f}".removesuffix(".0")


def short(label: str, longest: int = 34) -> str:
    return label if len(label) <= longest else f"{label[: longest - 1].rstrip()}…"

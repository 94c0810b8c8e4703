"""What a bilan is: sections of indicators and breakdowns, declared as data."""

from dataclasses import dataclass

from ceis.indicators import Breakdown, Indicator, Rate


@dataclass(frozen=True)
class Section:
    """``place_only``: these figures have no meaning for one platform. ``series``: breakdowns over thirteen months."""

    title: str
    figures: tuple[Indicator | Rate, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    series: tuple[Breakdown, ...] = ()
    place_only: bool = False


@dataclass(frozen=True)
class Bilan:
    """``charts``: code of a breakdown → how it is drawn, in lines when not said; ``key_figures``: the first page's."""

    slug: str
    title: str
    sections: tuple[Section, ...]
    key_figures: tuple[str, ...]
    charts: dict[str, str]
    left_out: tuple[str, ...] = ()

    def sections_for(self, platform_id: int | None) -> list[Section]:
        return [section for section in self.sections if platform_id is None or not section.place_only]

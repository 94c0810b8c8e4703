"""Which zones a point is in: prepared polygons in a tree. No Django here; degrees, WGS84, (longitude, latitude)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import shape

Point = tuple[float, float]


@dataclass(frozen=True)
class Ground:
    """A zone as the atlas needs it. ``layer``: what it is one of, e.g. ("qpv", 2024)."""

    id: Any
    layer: tuple[str, int]
    code: str
    name: str
    geometry: dict[str, Any]


class Atlas:
    """Zones that can be asked where a point lies; made once, asked thousands of times."""

    def __init__(self, grounds: Iterable[Ground]):
        self.grounds = sorted(grounds, key=lambda ground: (ground.layer, ground.code))
        polygons = [shape(ground.geometry) for ground in self.grounds]
        shapely.prepare(polygons)
        self.tree = shapely.STRtree(polygons)
        self.layers = frozenset(ground.layer for ground in self.grounds)

    def codes(self, layer: tuple[str, int]) -> list[str]:
        return [ground.code for ground in self.grounds if ground.layer == layer]

    def locate(self, points: Sequence[Point]) -> list[dict[tuple[str, int], Ground]]:
        """Return, for each point, the zone of each layer it lies in; a layer where it lies in none is absent.

        The border belongs to the zone; on the border of two zones of one layer, to the one whose code comes first.
        """
        found: list[dict[tuple[str, int], Ground]] = [{} for _ in points]
        if not points or not self.grounds:
            return found
        pairs = self.tree.query(shapely.points(points), predicate="intersects")
        # Backwards, so that the first code is written last.
        for place, zone in sorted(zip(*pairs.tolist(), strict=True), reverse=True):
            ground = self.grounds[zone]
            found[place][ground.layer] = ground
        return found

"""The zones of the demo place: squares drawn on a grid, invented, with the names of its streets' neighbourhoods."""

from dataclasses import dataclass
from functools import cache

from ceis.demo import World
from ceis.demo_data.streets import neighbourhoods
from ceis.territory.generations import GENERATIONS
from ceis.territory.models import Zone, ZoneFile

WEST, SOUTH, SIDE, A_ROW = 3.80, 43.56, 0.015, 5  # degrees
FILE_NAME = "zones-inventees-pour-la-demonstration.geojson"
# Part of each square, from its west side, that is in the QPV of each list: perimeters changed between the two.
QPV = {
    "Mosson": (0.95, 1.0), "Petit Bard Pergola": (0.7, 0.9), "Celleneuve": (0.3, 0.45), "Cévennes": (0.6, 0.5),
    "Paul Valéry – Pas du Loup – Val de Croze": (0.5, 0.6), "Gély – Figuerolles": (0.55, 0.4),
    "Lemasson – Croix d’Argent": (0.35, 0.35), "Tournezy – Saint-Martin": (0.3, 0.3), "Pompignane": (0.4, 0.5),
    "Aiguelongue": (0.25, 0.3),
}  # fmt: skip


@dataclass(frozen=True)
class Square:
    """South-west corner and side, in degrees."""

    west: float
    south: float
    width: float = SIDE
    height: float = SIDE

    def geometry(self) -> dict:
        west, south, east, north = self.bbox()
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        return {"type": "MultiPolygon", "coordinates": [[ring]]}

    def bbox(self) -> list[float]:
        sides = (self.west, self.south, self.west + self.width, self.south + self.height)
        return [round(side, 7) for side in sides]


@cache
def squares() -> dict[str, Square]:
    """Neighbourhood → its square."""
    return {
        name: Square(round(WEST + rank % A_ROW * SIDE, 7), round(SOUTH + rank // A_ROW * SIDE, 7))
        for rank, name in enumerate(neighbourhoods())
    }


def build(world: World) -> None:
    drawn = squares()
    for rank, (name, square) in enumerate(drawn.items(), 1):
        _zone(world, Zone.Kind.NEIGHBOURHOOD, 0, f"DEMO-{rank:02d}", name, square)
    for column, known in enumerate(GENERATIONS):
        for rank, (name, shares) in enumerate(QPV.items(), 1):
            whole = drawn[name]
            part = Square(whole.west, whole.south, whole.width * shares[column])
            # No code of the State has a D there.
            _zone(world, Zone.Kind.QPV, known.year, f"{known.prefix}034D{rank:02d}", name, part)
    lists = [(Zone.Kind.NEIGHBOURHOOD, 0, len(drawn))]
    lists += [(Zone.Kind.QPV, known.year, len(QPV)) for known in GENERATIONS]
    for edition, (kind, generation, count) in enumerate(lists, 1):
        _file(world, kind, generation, edition, count)


def _zone(world: World, kind: Zone.Kind, generation: int, code: str, name: str, square: Square) -> None:
    world.keep(
        Zone(
            id=world.uuid(), kind=kind, generation=generation, code=code, name=name, geometry=square.geometry(),
            bbox=square.bbox(),
        )
    )  # fmt: skip


def _file(world: World, kind: Zone.Kind, generation: int, edition: int, count: int) -> None:
    taken = world.stamp(world.today, world.clock)
    world.keep(
        ZoneFile(
            id=world.uuid(), kind=kind, generation=generation, file_name=FILE_NAME, edition=edition, given_at=taken,
            applied_at=taken, outcome=f"{count}\u00a0ajoutées",
        )
    )  # fmt: skip

import time

import pytest

from ceis.territory.atlas import Atlas, Ground
from tests.factories.territory import at, square

QPV, OLD, TOWN = ("qpv", 2024), ("qpv", 2015), ("neighbourhood", 0)


def ground(code: str, layer, *polygons: list) -> Ground:
    geometry = {"type": "MultiPolygon", "coordinates": list(polygons)}
    return Ground(id=code, layer=layer, code=code, name=code, geometry=geometry)


ATLAS = Atlas(
    [
        ground("B", TOWN, [square(2, 0, 2)]),
        ground("A", TOWN, [square(0, 0, 2)]),
        ground("TROU", QPV, [square(0, 0, 2), square(0.5, 0.5)]),
        ground("DEUX", OLD, [square(0, 0)], [square(3, 0)]),
    ]
)


@pytest.mark.parametrize(
    "point, zones",
    [
        ((0.2, 0.2), {TOWN: "A", QPV: "TROU", OLD: "DEUX"}),
        ((1, 1), {TOWN: "A", OLD: "DEUX"}),  # in the hole; on the corner of the other
        ((1.2, 1.2), {TOWN: "A"}),
        ((1.8, 0.2), {TOWN: "A", QPV: "TROU"}),
        ((3.5, 0.5), {TOWN: "B", OLD: "DEUX"}),  # the second piece
        ((2, 0.5), {TOWN: "A", QPV: "TROU"}),  # on the border of both neighbourhoods: the first code
        ((4, 2), {TOWN: "B"}),  # a corner belongs to its zone
        ((4.001, 2), {}),
    ],
)
def test_where_a_point_is(point, zones):
    (found,) = ATLAS.locate([at(*point)])
    assert {layer: ground.code for layer, ground in found.items()} == zones


def test_many_points_keep_their_order():
    points = [at(0.2, 0.2), at(9, 9), at(3.5, 0.5)]
    assert [sorted(ground.code for ground in found.values()) for found in ATLAS.locate(points)] == [
        ["A", "DEUX", "TROU"],
        [],
        ["B", "DEUX"],
    ]


def test_no_point_and_no_zone():
    assert ATLAS.locate([]) == [] and Atlas([]).locate([at(0, 0)]) == [{}]


def test_one_point_takes_less_than_five_milliseconds():
    grid = [ground(f"{x}-{y}", TOWN, [square(x, y)]) for x in range(20) for y in range(20)]
    atlas = Atlas(grid)
    best = min(timed(lambda: atlas.locate([at(10.5, 10.5)])) for _ in range(5))
    assert best < 0.005


def timed(act) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start

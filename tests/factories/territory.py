"""Small drawn zones, nowhere real: squares of a hundredth of a degree, east of Montpellier, out at sea."""

import json
import uuid

from ceis.territory.actions import give_file, take_file
from ceis.territory.models import ZoneFile

WEST, SOUTH = 3.9, 43.5


def square(x: float, y: float, side: float = 1) -> list[list[float]]:
    """A closed ring, from its south-west corner, in hundredths of a degree."""
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    return [at(*corner) for corner in corners]


def at(x: float, y: float) -> list[float]:
    return [round(WEST + x / 100, 7), round(SOUTH + y / 100, 7)]


def feature(code: str, name: str, *rings: list, kind: str = "qpv", **properties) -> dict:
    """A polygon; the rings after the first are its holes."""
    names = ("code_qp", "lib_qp") if kind == "qpv" else ("code", "nom")
    return {
        "type": "Feature",
        "properties": dict(zip(names, (code, name), strict=True)) | properties,
        "geometry": {"type": "Polygon", "coordinates": list(rings)},
    }


def geojson(*features: dict, **more) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)} | more).encode()


def waiting_zones(*features: dict, by=None, kind: str = "qpv", generation: int = 2024) -> ZoneFile:
    features = features or (feature("QN034X1", "Les Vagues", square(0, 0)),)
    content = geojson(*features)
    return give_file(
        by=by, id=uuid.uuid4(), kind=kind, generation=generation, file_name="dessin.geojson", content=content
    )


def taken_zones(*features: dict, remove_gone: bool = False, **about) -> ZoneFile:
    return take_file(by=about.get("by"), zone_file=waiting_zones(*features, **about), remove_gone=remove_gone)


def two_lists() -> None:
    """Two lists of QPV that overlap differently: at (0.5, 0.5) old only, (1.5, 0.5) both, (2.5, 0.5) new only."""
    taken_zones(feature("QP034901", "Vieux Port", square(0, 0, 2)), generation=2015)
    taken_zones(feature("QN034901", "Port Neuf", square(1, 0, 2)), generation=2024)


def two_neighbourhoods() -> None:
    taken_zones(
        feature("A", "Rivage", square(0, 0, 2), kind="neighbourhood"),
        feature("B", "Large", square(2, 0, 2), kind="neighbourhood"),
        kind="neighbourhood",
        generation=0,
    )

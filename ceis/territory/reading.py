"""Read a GeoJSON of zones that someone gives: nothing in it is trusted, every refusal says what to do. No Django here.

Source: RFC 7946; the property names are those met in the files of the State and of towns.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry import mapping, shape

from ceis.territory.generations import GENERATIONS
from ceis.text import clean_text, name_words

LARGEST = 25_000_000
MOST_ZONES = 5_000
LONGEST_CODE, LONGEST_NAME = 40, 120
DIGITS = 7  # of a degree: one centimetre
SMALLEST = 1e-10  # square degrees: about a square metre
# Longitude and latitude from, longitude and latitude to.
FRANCE = [
    (-5.6, 41.2, 9.8, 51.3),  # metropolitan France
    (-63.3, 14.2, -60.7, 18.3),  # West Indies, Saint-Martin
    (-54.8, 2.0, -51.4, 6.0),  # Guyane
    (44.9, -13.2, 45.4, -12.5),  # Mayotte
    (55.1, -21.5, 56.0, -20.7),  # La Réunion
    (-56.6, 46.6, -56.0, 47.3),  # Saint-Pierre-et-Miquelon
    (-154.8, -28.0, -134.3, -7.8),  # Polynésie
    (163.3, -22.9, 168.3, -19.3),  # Nouvelle-Calédonie
]
# The first one a file has is taken; case does not matter.
CODE_NAMES = {
    "qpv": ("code_qp", "codeqp", "code_qpv", "code_quartier", "code"),
    "neighbourhood": ("code_quartier", "quartmno", "squartmno", "code_quart", "num_quartier", "id_quartier", "code"),
    "commune": ("code_insee", "insee_com", "codgeo", "code_com", "insee", "code"),
}
NAME_NAMES = {
    "qpv": ("nom_qp", "lib_qp", "libqp", "nom_qpv", "lib_qpv", "nom_quartier", "libelle", "nom", "name"),
    "neighbourhood": ("libquart", "libsquart", "nom_quartier", "lib_quartier", "libelle", "nom", "name", "quartier"),
    "commune": ("nom_com", "nom_commune", "libgeo", "nom", "libelle", "name"),
}
KINDS_FR = {"qpv": "quartiers prioritaires", "neighbourhood": "quartiers", "commune": "communes"}
LAMBERT = (
    "Ce fichier est en mètres (Lambert 93), pas en degrés. Téléchargez la version « WGS84 » ou « GeoJSON », "
    "ou convertissez-le en EPSG:4326."
)
PIECES = "réunie de plusieurs morceaux"
SWAPPED = "La latitude y est écrite avant la longitude : un GeoJSON commence par la longitude."
ELSEWHERE = "Ses coordonnées sont hors de France."


class Refused(ValueError):
    """The file cannot be taken; the message is French, fit for the form."""


@dataclass(frozen=True)
class ReadZone:
    """``geometry``: GeoJSON, valid, in degrees; ``bbox``: west, south, east, north; ``note``: what was mended."""

    code: str
    name: str
    geometry: dict[str, Any]
    bbox: list[float]
    note: str = ""


@dataclass(frozen=True)
class Reading:
    """``errors``: (which zone, why it was left out)."""

    zones: list[ReadZone] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)


def read(content: bytes, *, kind: str, generation: int) -> Reading:
    """Return the zones of a file, and what could not be read in it.

    Raises: Refused when nothing can be taken from it.
    """
    features = _features(content)
    code_name, name_name = _property_names(features, kind)
    errors: list[tuple[str, str]] = []
    grounds: dict[str, Ground] = {}
    for rank, feature in enumerate(features, 1):
        said = f"zone n° {rank}"
        try:
            code, name = _labels(feature["properties"], code_name, name_name)
            said = name or code or said
            _check_code(code, name, kind, generation)
            geometry, note = _polygons(feature.get("geometry"))
            if kind == "neighbourhood" and code in grounds and grounds[code].name != name:
                code = f"{code}-{'-'.join(name_words(name))}"[:LONGEST_CODE]  # towns reuse theirs: the name tells
            grounds[code] = _joined(grounds.get(code), Ground(code, name, geometry, note))
        except Refused as refusal:
            errors.append((said, str(refusal)))
    if not grounds:
        raise Refused(f"Aucune zone de ce fichier n’a pu être lue. {errors[0][1]}")
    return Reading([ground.as_zone() for ground in grounds.values()], errors)


@dataclass(frozen=True)
class Ground:
    """A zone while its file is being read; ``geometry``: a shapely surface."""

    code: str
    name: str
    geometry: Any
    note: str

    def as_zone(self) -> ReadZone:
        bbox = [round(value, DIGITS) for value in self.geometry.bounds]
        return ReadZone(self.code, self.name, _as_geojson(self.geometry), bbox, self.note)


def _joined(before: Ground | None, piece: Ground) -> Ground:
    """A zone may come in several pieces; two zones of different names may not share a code."""
    if before is None:
        return piece
    if before.name != piece.name:
        raise Refused(f"Le code {piece.code} est déjà celui de « {before.name} ».")
    both = shapely.union(before.geometry, piece.geometry, grid_size=10**-DIGITS)
    notes = [*filter(None, (before.note, piece.note)), PIECES]
    return Ground(piece.code, piece.name, both, ", ".join(dict.fromkeys(notes)))


def _features(content: bytes) -> list[dict]:
    if len(content) > LARGEST:
        raise Refused(f"Ce fichier dépasse {LARGEST // 1_000_000} Mo. Prenez celui de votre département.")
    document = _json(content)
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise Refused("Ce fichier n’est pas une collection de zones GeoJSON (« FeatureCollection »).")
    if _crs(document).endswith(("2154", "lamb93", "rgf93")):
        raise Refused(LAMBERT)
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise Refused("Ce fichier GeoJSON ne contient aucune zone.")
    if len(features) > MOST_ZONES:
        raise Refused(f"Ce fichier contient plus de {MOST_ZONES} zones : prenez celui de votre département.")
    for feature in features:
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise Refused("Une des zones de ce fichier n’a pas de description (« properties »).")
    return features


def _json(content: bytes) -> Any:
    def refuse(constant: str) -> None:
        raise Refused("Ce fichier contient une coordonnée qui n’est pas un nombre.")

    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=refuse)
    except UnicodeDecodeError as error:
        raise Refused("Ce fichier n’est pas un GeoJSON : il n’est pas écrit en UTF-8.") from error
    except RecursionError as error:
        raise Refused("Ce fichier n’est pas un GeoJSON de zones : il est imbriqué trop profondément.") from error
    except ValueError as error:
        if isinstance(error, Refused):
            raise
        raise Refused("Ce fichier n’est pas un GeoJSON : il ne se lit pas comme du JSON.") from error


def _crs(document: dict) -> str:
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return str(properties.get("name", "")).lower() if isinstance(properties, dict) else ""


def _property_names(features: list[dict], kind: str) -> tuple[str, str]:
    """Return the names under which this file gives the code and the name of its zones; a town may give no code."""
    present: dict[str, str] = {}
    for feature in features:
        present |= {name.lower(): name for name in feature["properties"]}
    code = next((present[name] for name in CODE_NAMES[kind] if name in present), "")
    name = next((present[name] for name in NAME_NAMES[kind] if name in present), "")
    if kind == "neighbourhood" and name:
        return code, name
    for found, looked_for, what in ((code, CODE_NAMES, "code"), (name, NAME_NAMES, "nom")):
        if not found:
            there = ", ".join(sorted(clean_text(key)[:30] for key in present)[:12]) or "rien"
            raise Refused(
                f"Le {what} des {KINDS_FR[kind]} n’est pas dans ce fichier. Noms cherchés : "
                f"{', '.join(looked_for[kind])}. Trouvés : {there}."
            )
    return code, name


def _labels(properties: dict, code_name: str, name_name: str) -> tuple[str, str]:
    name = _text(properties.get(name_name))[:LONGEST_NAME]
    code = _text(properties.get(code_name)) if code_name else "-".join(name_words(name))
    return code[:LONGEST_CODE], name


def _text(value: Any) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return " ".join(clean_text(str(value)).split())


def _check_code(code: str, name: str, kind: str, generation: int) -> None:
    if not code or not name:
        raise Refused("Son code ou son nom manque.")
    if kind == "qpv":
        expected = next(known for known in GENERATIONS if known.year == generation)
        if not code.upper().startswith(expected.prefix):
            raise Refused(
                f"Les codes de la liste {expected.year} commencent par {expected.prefix} ; celui-ci est {code}. "
                "Est-ce la bonne liste ?"
            )


def _polygons(geometry: Any) -> tuple[Any, str]:
    """Return the ground of a zone, valid, and what had to be mended."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise Refused("Son contour n’est pas une surface (« Polygon » ou « MultiPolygon »).")
    coordinates = geometry.get("coordinates")
    parts = [coordinates] if geometry["type"] == "Polygon" else coordinates
    rings = list(_rings(parts))
    _check_place(rings)
    notes = [] if all(ring[0] == ring[-1] for ring in rings) else ["contour refermé"]
    flat = [[[point[:2] for point in ring] for ring in part] for part in parts]
    ground = shape({"type": "MultiPolygon", "coordinates": flat})
    if not ground.is_valid:
        ground = _surfaces(shapely.make_valid(ground))
        notes.append("contour qui se croisait, réparé")
    ground = shapely.set_precision(ground, 10**-DIGITS)
    if ground.area < SMALLEST:
        raise Refused("Son contour n’entoure aucune surface.")
    return ground, ", ".join(notes)


def _rings(parts: Any) -> Iterator[list]:
    if not isinstance(parts, list) or not parts:
        raise Refused("Son contour est vide.")
    for part in parts:
        if not isinstance(part, list) or not part:
            raise Refused("Son contour est vide.")
        for ring in part:
            if not isinstance(ring, list) or not all(map(_is_point, ring)):
                raise Refused("Une de ses coordonnées n’est pas un nombre.")
            if len({tuple(point[:2]) for point in ring}) < 3:
                raise Refused("Son contour a moins de trois points.")
            yield ring


def _is_point(point: Any) -> bool:
    if not isinstance(point, list) or not 2 <= len(point) <= 4:
        return False
    return all(type(number) in (int, float) and abs(number) < 1e9 and math.isfinite(number) for number in point[:2])


def _check_place(rings: list[list]) -> None:
    points = [point for ring in rings for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise Refused(LAMBERT)
    if not _in_france(west, south, east, north):
        raise Refused(SWAPPED if _in_france(south, west, north, east) else ELSEWHERE)


def _in_france(west: float, south: float, east: float, north: float) -> bool:
    return any(w <= west and east <= e and s <= south and north <= n for w, s, e, n in FRANCE)


def _surfaces(geometry: Any) -> Any:
    """Keep the surfaces of what mending a contour gave: a crossing may leave lines and points behind."""
    parts = [part for part in getattr(geometry, "geoms", [geometry]) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.unary_union(parts)


def _as_geojson(geometry: Any) -> dict[str, Any]:
    """Return lists, never tuples: what is kept as JSON compares equal to what is read again."""
    return json.loads(json.dumps(mapping(geometry)))

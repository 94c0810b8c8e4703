"""Files that people give: each trap is named in French, and what is good in the file is kept."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from ceis.territory.reading import LARGEST, Reading, Refused, read
from tests.factories.territory import at, feature, geojson, square


def qpv(content: bytes, generation: int = 2024) -> Reading:
    return read(content, kind="qpv", generation=generation)


def refusal(content: bytes, **kind) -> str:
    with pytest.raises(Refused) as refused:
        read(content, **({"kind": "qpv", "generation": 2024} | kind))
    return str(refused.value)


GOOD = feature("QN034901", "Port Neuf", square(0, 0))


@pytest.mark.parametrize(
    "properties",
    [
        {"code_qp": "QN034901", "lib_qp": "Port Neuf"},
        {"code_qp": "QN034901", "nom_qp": "Port Neuf"},
        {"CODE_QP": "QN034901", "LIB_QP": " Port  Neuf\u202e"},
        {"codeqp": "QN034901", "libelle": "Port Neuf", "insee_com": "34172"},
        {"code_qpv": "QN034901", "nom_qpv": "Port Neuf"},
    ],
)
def test_the_spellings_of_the_state_are_known(properties):
    (zone,) = qpv(geojson(GOOD | {"properties": properties})).zones
    assert (zone.code, zone.name) == ("QN034901", "Port Neuf")
    assert zone.bbox == [3.9, 43.5, 3.91, 43.51]


def test_a_town_may_give_no_code():
    town = GOOD | {"properties": {"NOM": "Les Aubes – Pompignane"}}
    (zone,) = read(geojson(town), kind="neighbourhood", generation=0).zones
    assert (zone.code, zone.name) == ("les-aubes-pompignane", "Les Aubes – Pompignane")


def test_what_was_looked_for_and_what_was_there_are_both_named():
    said = refusal(geojson(GOOD | {"properties": {"zone": "x", "<b>": 1}}))
    assert "code_qp" in said and "Trouvés : <b>, zone." in said and "quartiers prioritaires" in said


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "ne se lit pas comme du JSON"),
        (b"\xff\xfe\x00", "pas écrit en UTF-8"),
        (b"PK\x03\x04 archive", "ne se lit pas comme du JSON"),
        (b"[" * 200_000, "imbriqué trop profondément"),
        (b'{"type": "FeatureCollection", "features": ' + b"[" * 90_000, "imbriqué trop profondément"),
        (b"[]", "FeatureCollection"),
        (b'{"type": "Topology"}', "FeatureCollection"),
        (geojson(), "ne contient aucune zone"),
        (b'{"type": "FeatureCollection", "features": {"a": 1}}', "ne contient aucune zone"),
        (b'{"type": "FeatureCollection", "features": [1]}', "pas de description"),
        (geojson(GOOD | {"properties": None}), "pas de description"),
        (geojson(*[GOOD] * 5001), "plus de 5000 zones"),
        (geojson(GOOD, crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}), "Lambert 93"),
        (b" " * (LARGEST + 1), "dépasse 25 Mo"),
        (b"1" * 10_000, "ne se lit pas comme du JSON"),
    ],
)
def test_what_is_no_file_of_zones(content, words):
    assert words in refusal(content)


def polygon(*rings) -> bytes:
    return geojson(feature("QN034901", "Port Neuf", *rings))


@pytest.mark.parametrize(
    "rings, words",
    [
        ([[[770_000, 6_280_000], [771_000, 6_280_000], [771_000, 6_281_000]]], "en mètres (Lambert 93)"),
        ([[[43.5, 3.9], [43.6, 3.9], [43.6, 4.0]]], "La latitude y est écrite avant la longitude"),
        ([[[-3.7, 40.4], [-3.6, 40.4], [-3.6, 40.5]]], "hors de France"),
        ([[[0, 0], [1, 0], [1, 1]]], "hors de France"),
        ([[at(0, 0), at(1, 1)]], "moins de trois points"),
        ([[at(0, 0)] * 5], "moins de trois points"),
        ([[at(0, 0), at(1, 1), at(2, 2), at(0, 0)]], "n’entoure aucune surface"),
        ([[["3.9", 43.5], at(1, 0), at(1, 1)]], "n’est pas un nombre"),
        ([[[True, 43.5], at(1, 0), at(1, 1)]], "n’est pas un nombre"),
        ([[[None, 43.5], at(1, 0), at(1, 1)]], "n’est pas un nombre"),
        ([[[10**400, 43.5], at(1, 0), at(1, 1)]], "n’est pas un nombre"),
        ([[3.9, 43.5]], "n’est pas un nombre"),
        (["3.9"], "n’est pas un nombre"),
        ([], "contour est vide"),
    ],
)
def test_ground_that_cannot_be(rings, words):
    assert words in refusal(polygon(*rings))


@pytest.mark.parametrize("constant", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
def test_numbers_that_are_none(constant):
    assert "n’est pas un nombre" in refusal(polygon(square(0, 0)).replace(b"3.91", constant))


@pytest.mark.parametrize("kind", ["Point", "LineString", "GeometryCollection", "Curve", 3, None])
def test_only_surfaces(kind):
    assert "n’est pas une surface" in refusal(geojson(GOOD | {"geometry": {"type": kind, "coordinates": [3.9, 43.5]}}))
    assert "n’est pas une surface" in refusal(geojson(GOOD | {"geometry": None}))


def test_an_open_ring_is_closed_and_said():
    (zone,) = qpv(polygon(square(0, 0)[:-1])).zones
    assert zone.note == "contour refermé" and shape(zone.geometry).equals(shape(read_one(square(0, 0))))


def read_one(*rings) -> dict:
    (zone,) = qpv(polygon(*rings)).zones
    return zone.geometry


def test_a_ring_that_crosses_itself_is_mended_and_said():
    bow = [at(0, 0), at(1, 1), at(1, 0), at(0, 1), at(0, 0)]
    (zone,) = qpv(polygon(bow)).zones
    ground = shape(zone.geometry)
    assert zone.note == "contour qui se croisait, réparé"
    assert ground.is_valid and ground.area == pytest.approx(0.5e-4, rel=1e-3)


def test_holes_heights_and_pieces_are_kept():
    three = [[*point, 12.5] for point in square(0, 0, 3)]
    ground = shape(read_one(three, square(1, 1)))
    assert ground.area == pytest.approx(8e-4) and not ground.has_z
    pieces = {"type": "MultiPolygon", "coordinates": [[square(0, 0)], [square(5, 5)]]}
    (zone,) = qpv(geojson(GOOD | {"geometry": pieces})).zones
    assert shape(zone.geometry).area == pytest.approx(2e-4)


def test_one_bad_zone_does_not_hide_the_good_ones():
    bad = [
        feature("QN034902", "Sans surface", [at(0, 0), at(1, 1)]),
        feature("QN034901", "Double", square(2, 2)),
        feature("QP034001", "De l’autre liste", square(2, 2)),
        feature("", "Sans code", square(2, 2)),
        feature("QN034903", {"a": 1}, square(2, 2)),
    ]
    reading = qpv(geojson(GOOD, *bad))
    assert [zone.code for zone in reading.zones] == ["QN034901"]
    assert [which for which, _ in reading.errors] == [
        "Sans surface",
        "Double",
        "De l’autre liste",
        "Sans code",
        "QN034903",
    ]
    reasons = [why for _, why in reading.errors]
    for reason, words in zip(reasons, ["trois points", "déjà", "commencent par QN", "manque", "manque"], strict=True):
        assert words in reason


def test_a_zone_in_several_pieces_is_one_zone():
    """Towns publish some of their neighbourhoods so."""
    pieces = [feature("A", "Rivage", square(x, 0), kind="neighbourhood") for x in (0, 1, 5)]
    reading = read(geojson(*pieces), kind="neighbourhood", generation=0)
    (zone,) = reading.zones
    assert shape(zone.geometry).area == pytest.approx(3e-4) and not reading.errors
    assert zone.note == "réunie de plusieurs morceaux" and zone.bbox == [3.9, 43.5, 3.96, 43.51]


def test_two_neighbourhoods_of_a_town_may_share_a_code():
    names = ["La Pompignane", "Port Marianne"]
    two = [feature("MIP", name, square(x, 0), kind="neighbourhood") for x, name in enumerate(names)]
    reading = read(geojson(*two), kind="neighbourhood", generation=0)
    assert [(zone.code, zone.name) for zone in reading.zones] == [
        ("MIP", "La Pompignane"),
        ("MIP-port-marianne", "Port Marianne"),
    ]
    assert not reading.errors


def test_the_wrong_list_is_named():
    assert "Les codes de la liste 2015 commencent par QP" in refusal(geojson(GOOD), generation=2015)


def test_names_are_cleaned_and_cut():
    (zone,) = qpv(geojson(feature("QN034901", "\x00<script>\u202e" + "a" * 500, square(0, 0)))).zones
    assert zone.name.startswith("<script>aaa") and len(zone.name) == 120


values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=True) | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(geometry=values, properties=values, coordinates=values)
@settings(max_examples=120, deadline=None)
def test_whatever_is_given_is_read_or_refused(geometry, properties, coordinates):
    for part in (
        {"geometry": geometry},
        {"properties": properties},
        {"geometry": {"type": "Polygon", "coordinates": coordinates}},
        {"geometry": {"type": "MultiPolygon", "coordinates": coordinates}},
    ):
        content = json.dumps({"type": "FeatureCollection", "features": [GOOD | part]}).encode()
        with suppress(Refused):
            assert qpv(content).zones

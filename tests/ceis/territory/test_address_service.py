"""The client against a real server of this machine: slow, broken, chatty, wrong; and what leaves the house."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from ceis.territory import address_service
from ceis.territory.address_service import Found, Unavailable, find, fit_to_send


@contextmanager
def serving(answer):
    """A server whose ``answer(handler)`` writes what it likes; yields its address and the questions it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            answer(self)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def says(body: bytes, status: int = 200):
    def answer(handler):
        handler.send_response(status)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def place(coordinates=(3.87, 43.61), **properties) -> bytes:
    said = {
        "score": 0.97, "label": "3 Rue du Pont 34070 Montpellier", "postcode": "34070", "city": "Montpellier",
        "citycode": "34172", "type": "housenumber",
    } | properties  # fmt: skip
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": coordinates}, "properties": said}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


WHERE = {"address": "3, rue du Pont", "postcode": "34070", "city": "Montpellier"}
THERE = Found(point=(3.87, 43.61), commune_code="34172")


def test_a_door_is_found_and_only_its_address_is_told():
    with serving(says(place())) as (url, asked):
        assert find(url + "/", **(WHERE | {"address": "chez Mme Benali, 3, rue du Pont"})) == THERE
    (path,) = asked
    assert urlsplit(path).path == "/search/"
    assert parse_qs(urlsplit(path).query) == {
        "q": ["3, rue du Pont Montpellier"], "postcode": ["34070"], "limit": ["1"]
    }  # fmt: skip


@pytest.mark.parametrize(
    "answer, found",
    [
        ({"type": "street"}, Found(None, "34172")),
        ({"type": "municipality"}, Found(None, "34172")),
        ({"score": 0.4}, Found(None, "34172")),
        ({"score": None}, Found(None, "34172")),
        ({"score": "0.9"}, Found(None, "34172")),
        ({"city": "Pérols", "postcode": "34470"}, None),
        ({"city": None}, None),
        ({"coordinates": []}, Found(None, "34172")),
        ({"coordinates": None}, Found(None, "34172")),
        ({"coordinates": ["a", "b"]}, Found(None, "34172")),
        ({"coordinates": [770000, 6280000]}, Found(None, "34172")),
        ({"citycode": None}, Found((3.87, 43.61), "")),
    ],
)
def test_what_is_not_sure_is_no_point(answer, found):
    with serving(says(place(**answer))) as (url, _):
        assert find(url, **WHERE) == found


@pytest.mark.parametrize(
    "typed, said, same",
    [
        ("St Jean de Vedas", "Saint-Jean-de-Védas", True),
        ("MONTPELLIER CEDEX 2", "Montpellier", True),
        ("Paris 12e", "Paris", True),
        ("Lattes", "Mauguio", False),
        ("", "Montpellier", True),  # then the postcode tells
    ],
)
def test_the_commune_is_the_one_that_was_typed(typed, said, same):
    with serving(says(place(city=said))) as (url, _):
        assert bool(find(url, **(WHERE | {"city": typed}))) is same


def test_nobody_found_is_no_failure():
    with serving(says(b'{"type": "FeatureCollection", "features": []}')) as (url, _):
        assert find(url, **WHERE) is None
    with serving(says(b"{}", status=400)) as (url, _):
        assert find(url, **WHERE) is None


@pytest.mark.parametrize("where", [{"address": ""}, {"address": "3"}, {"postcode": "", "city": ""}])
def test_too_little_to_ask_is_not_asked(where):
    with serving(says(place())) as (url, asked):
        assert find(url, **(WHERE | where)) is None
    assert asked == []


@pytest.mark.parametrize(
    "body, status",
    [
        (b"", 500), (b"", 429), (b"", 503), (b"", 302), (b"<html>", 200), (b"", 200), (b"[]", 200), (b"{}", 200),
        (b"null", 200), (b'{"features": [1]}', 200), (b'{"features": [{"properties": 1}]}', 200),
        (b"[" * 100_000, 200), (b" " * 300_000, 200), (b"\xff\xfe", 200),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_asked_again_later(body, status):
    with serving(says(body, status)) as (url, _), pytest.raises(Unavailable):
        find(url, **WHERE)


def test_nobody_there():
    with pytest.raises(Unavailable):
        find("http://127.0.0.1:9", **WHERE)
    with pytest.raises(Unavailable):
        find("nulle part", **WHERE)


def test_a_slow_answer_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(address_service, "PATIENCE", 0.4)
    let_go = threading.Event()
    with serving(lambda handler: let_go.wait(5)) as (url, _):
        assert_given_up(url)
        let_go.set()


def test_an_answer_that_drips_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(address_service, "PATIENCE", 0.4)

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(60):
                handler.wfile.write(b" ")
                time.sleep(0.05)
        except OSError:
            return

    with serving(drip) as (url, _):
        assert_given_up(url)


def assert_given_up(url: str) -> None:
    start = time.monotonic()
    with pytest.raises(Unavailable):
        find(url, **WHERE)
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    "typed, sent",
    [
        ("3, rue du Pont", "3, rue du Pont"),
        ("chez M. Benali, 3 rue du Pont", "3 rue du Pont"),
        ("3 rue du Pont, chez Leïla Zerrouki", "3 rue du Pont"),
        ("3 rue du Pont\nc/o Zerrouki", "3 rue du Pont"),
        ("Mme Zerrouki, 3 rue du Pont", "3 rue du Pont"),
        ("Mme Zerrouki 3 rue du Pont", "3 rue du Pont"),
        ("12 rue Monsieur le Prince", "12 rue Monsieur le Prince"),
        ("12 place de la Madeleine", "12 place de la Madeleine"),
        ("", ""),
    ],
)
def test_no_name_leaves(typed, sent):
    assert fit_to_send(typed) == sent

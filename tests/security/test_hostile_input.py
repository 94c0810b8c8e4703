"""Whatever is typed, in an address or in a form: words in French, a 404 or a 400, and never an error of ours."""

import re
from functools import cache
from urllib.parse import urlencode
from zlib import crc32

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.architecture.access_table import ROWS
from tests.architecture.tree import product_modules, text
from tests.security.world import World, undone

LONG = "a" * 200_000
ALWAYS = ["\x00", "%00", "\udcff", "abc", "31/02/2026", "-1"]
SOMETIMES = [
    "", "\u202eabc\u2066", "0", "99999999999999999999999", "1e999", "2026-02-31", "0000-00-00", "99999-01-01", "25:61",
    "'\"><script>alert(1)</script>", "=1+1", "../../etc/passwd", "00000000-0000-0000-0000-000000000000",
    "٣", "²", "👩‍🦽", "\r\nX: y", "null", "[]", "a" * 5_000,
]  # fmt: skip
NAMES = re.compile(r"""(?:<(?:input|select|textarea)[^>]*\sname=["']([^"']+)["'])""")
COMMON = {"q", "page", "id", "next", "jour", "semaine", "mois", "du", "au", "plateforme", "type", "person", "person_id"}
# Between them they open every page.
READERS = ["coordinator", "manager", "administrator"]


def client_of(world: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.users[role])
    return client


def raw(value: str) -> bytes:
    return value.encode("utf-8", "surrogateescape")


def hostile(url: str) -> list[str]:
    """Each address gets the worst values and a third of the others, another third than its neighbour."""
    return ALWAYS + SOMETIMES[crc32(re.sub("[0-9a-f-]{36}", "", url).encode()) % 3 :: 3]


def refused(client: Client, method: str, url: str, data: dict) -> str | None:
    """Return what went wrong, or None when the house kept its head."""
    query = urlencode({name: raw(value) for name, value in data.items()})
    with undone():
        if method == "GET":
            response = client.get(f"{url}?{query}")
        else:
            response = client.post(url, query, content_type="application/x-www-form-urlencoded")
    return f"{method} {url} {str(data)[:120]!r}: {response.status_code}" if response.status_code >= 500 else None


def opened(world: World, role: str, method: str) -> dict[str, set[str]]:
    """Address → names of the fields of its page and of the query strings the house is known to read."""
    client, found = client_of(world, role), {}
    for row in ROWS:
        if row.method != method or row.expected[role] in (302, 403, 405) or row.url_name.startswith("account_"):
            continue
        url = reverse(row.url_name, args=world.objects[row.thing])
        with undone():
            names = set(NAMES.findall(client.get(url).content.decode("utf-8", "replace")))
        found[url] = names - {"csrfmiddlewaretoken"}
    return found


@cache
def parameters() -> set[str]:
    """Every name that a page of the house reads from its address, found where it is written."""
    asked = re.compile(r"""\.GET\.(?:get|getlist)\(\s*["']([^"']+)["']|GET\[["']([^"']+)["']\]""")
    return COMMON | {a or b for path in product_modules() for a, b in asked.findall(text(path))}


@pytest.mark.parametrize("role", READERS)
def test_hostile_addresses(world, role):
    client, broken = client_of(world, role), []
    for url, names in opened(world, role, "GET").items():
        for value in hostile(url):
            broken.append(refused(client, "GET", url, dict.fromkeys(sorted(names | parameters()), value)))
    assert [line for line in broken if line] == []


@pytest.mark.parametrize("role", READERS)
def test_hostile_forms(world, role):
    client, broken = client_of(world, role), []
    for url, names in opened(world, role, "POST").items():
        for value in hostile(url):
            broken.append(refused(client, "POST", url, dict.fromkeys(names | COMMON, value)))
    assert [line for line in broken if line] == []


@pytest.mark.parametrize("role", READERS)
def test_two_hundred_thousand_characters(world, role):
    client, broken = client_of(world, role), []
    for url, names in opened(world, role, "POST").items():
        broken += [refused(client, "POST", url, dict.fromkeys(names, LONG))]
    for url in opened(world, role, "GET"):
        broken += [refused(client, "GET", url, {"q": LONG})]
    assert [line for line in broken if line] == []


def test_one_field_at_a_time(world):
    """A form whose other fields are empty stops at the first one: here each field in turn meets each value."""
    client, broken = client_of(world, "coordinator"), []
    for url, names in opened(world, "coordinator", "POST").items():
        for name in sorted(names)[:8]:
            broken += [refused(client, "POST", url, {name: value}) for value in ALWAYS]
    assert [line for line in broken if line] == []


def test_addresses_that_are_none(world):
    client = client_of(world, "coordinator")
    for path in (
        "/personnes/abc/",
        "/personnes/%00/",
        "/rapports/-1/",
        "/%ff%fe/",
        "/" + "a/" * 900,
        "/équipe/",
    ):
        assert client.get(path).status_code in (400, 404)


typed = st.text(st.characters(codec="utf-8"), max_size=60) | st.text(
    alphabet="\x00\u202e=+-@'\"<>&%{}\n\t0123456789/:é"
)


@given(value=typed)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_no_list_foresees(world, value):
    client = client_of(world, "coordinator")
    for url in (reverse("beneficiaries:results"), reverse("reception:found"), reverse("platforms:agenda")):
        assert refused(client, "GET", url, dict.fromkeys(sorted(parameters()), value)) is None
    for name in ("beneficiaries:create", "reception:register", "platforms:book"):
        assert (
            refused(client, "POST", reverse(name), dict.fromkeys(["first_name", "last_name", "who", "q"], value))
            is None
        )


def test_the_test_sees_an_error(world, monkeypatch):
    """It can fail: a view that breaks is told."""

    def broken(user):
        raise ValueError("broken")

    monkeypatch.setattr("ceis.views.entries_for", broken)
    assert refused(client_of(world, "coordinator"), "GET", reverse("home"), {}) is not None

"""The access table is walked, address by address, role by role: what it says is what the house answers."""

import pytest
from django.test import Client
from django.urls import reverse

from ceis.access import Role
from tests.architecture.access_table import COLUMNS, ROWS, Row
from tests.architecture.routes import routes
from tests.security.world import World, undone


def client_of(world: World, column: str, **options) -> Client:
    client = Client(**options)
    if column != "anonymous":
        client.force_login(world.users[column])
    return client


def answer(client: Client, row: Row, world: World, **headers) -> int:
    url = reverse(row.url_name, args=world.objects[row.thing])
    with undone():
        return client.generic(row.method, url, headers=headers).status_code


def test_the_table_has_every_role():
    assert sorted(COLUMNS) == sorted(["anonymous", *Role.values])


def test_every_address_is_in_the_table_for_both_ways():
    known = {route.name for route in routes()}
    for method in ("GET", "POST"):
        listed = {row.url_name for row in ROWS if row.method == method}
        assert known - listed == set(), f"write who may {method} these"
        assert listed - known == set(), "no such address any more"


def test_every_object_of_the_table_fits_its_address(world):
    for row in ROWS:
        assert reverse(row.url_name, args=world.objects[row.thing])


@pytest.mark.parametrize("column", COLUMNS)
def test_the_table_is_what_the_house_answers(world, column):
    client = client_of(world, column)
    differences = []
    for row in ROWS:
        if row.url_name == "account_logout" and row.method == "POST":
            client = client_of(world, column)
        status = answer(client, row, world)
        if status != row.expected[column]:
            differences.append(f"{row} {column}: {row.expected[column]} in the table, answered {status}")
        if row.url_name == "account_logout":
            client = client_of(world, column)
    assert not differences, "\n".join(differences)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_part_of_a_page_is_no_other_door(world, column):
    """The same requests as htmx sends them: same answers, but the way to sign-in, which htmx follows by a header."""
    client = client_of(world, column)
    differences = []
    for row in ROWS:
        if row.method != "GET":
            continue
        status, expected = answer(client, row, world, hx_request="true"), row.expected[column]
        if column == "anonymous" and expected == 302 and row.url_name != "account_logout":
            expected = 204
        if status != expected:
            differences.append(f"{row} {column}: {expected} expected, answered {status}")
    assert not differences, "\n".join(differences)


def test_the_way_to_sign_in_is_told_and_leads_back(world):
    client = Client()
    for row in ROWS:
        if row.method == "GET" and row.expected["anonymous"] == 302 and row.url_name != "account_logout":
            url = reverse(row.url_name, args=world.objects[row.thing])
            assert client.get(url).headers["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("column", [*COLUMNS[1:], "anonymous"])
def test_no_form_is_taken_without_its_token(world, column):
    client = client_of(world, column, enforce_csrf_checks=True)
    taken = {str(row) for row in ROWS if row.method == "POST" and answer(client, row, world) != 403}
    assert taken == set()

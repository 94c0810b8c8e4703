"""The traps of this suite catch what they are set for."""

import random

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from ceis.accounts.models import User
from ceis.models import Heartbeat
from ceis.terms.models import TermMapping
from tests.factories.ceis import UserFactory
from tests.traps import OUR_TEMPLATES, UndefinedVariable


def render(source: str, origin: str = f"{OUR_TEMPLATES}/x.html", **context) -> str:
    from django.template import Context, Origin, Template

    return Template(source, origin=Origin(origin), engine=engines["django"].engine).render(Context(context))


@pytest.mark.parametrize(
    "source",
    ["{{ nobody }}", "{{ given.nobody }}", "{{ nobody|upper }}", "{{ nobody|day_month_year }}",
     "{% if not nobody %}{{ nobody }}{% endif %}", "{% with a=nobody %}{{ a }}{% endwith %}"],
)  # fmt: skip
def test_printing_an_undefined_variable_fails(source):
    with pytest.raises(UndefinedVariable):
        render(source, given={})


@pytest.mark.parametrize(
    "source", ["{% if nobody %}no{% endif %}", '{{ nobody|default:"" }}', "{% if given.nobody.there %}no{% endif %}"]
)
def test_asking_whether_a_variable_is_there_does_not(source):
    assert render(source, given={}) == ""


def test_a_missing_related_row_is_false_and_cannot_be_printed(db):
    mapping = TermMapping()
    assert render("{% if mapping.term %}no{% endif %}", mapping=mapping) == ""
    with pytest.raises(UndefinedVariable):
        render("{{ mapping.term }}", mapping=mapping)


def test_templates_that_come_with_packages_keep_their_indulgence():
    assert render(mark_safe("{{ nobody }}"), origin="/elsewhere/x.html") == ""


@pytest.fixture
def heartbeats(db):
    Heartbeat.objects.bulk_create([Heartbeat(name=f"{rank:02}", beaten_at="2026-01-01T00:00Z") for rank in range(30)])
    return [f"{rank:02}" for rank in range(30)]


def test_rows_without_an_order_are_shuffled(heartbeats):
    names = list(Heartbeat.objects.values_list("name", flat=True))
    assert sorted(names) == heartbeats and names != heartbeats
    streamed = [beat.name for beat in Heartbeat.objects.iterator()]
    assert sorted(streamed) == heartbeats and streamed != heartbeats
    assert {Heartbeat.objects.all()[0].name for _ in range(30)} != {"00"}


def test_rows_with_an_order_keep_it(heartbeats):
    assert list(Heartbeat.objects.order_by("name").values_list("name", flat=True)) == heartbeats
    assert [b.name for b in Heartbeat.objects.order_by("name")[:3]] == heartbeats[:3]
    UserFactory(last_name="Zola"), UserFactory(last_name="Arnaud")
    assert [user.last_name for user in User.objects.all()] == ["Arnaud", "Zola"]


def test_the_shuffle_leaves_the_dice_of_the_tests_alone(heartbeats):
    state = random.getstate()
    list(Heartbeat.objects.all())
    assert random.getstate() == state


def test_the_network_is_off():
    import socket

    with pytest.raises((RuntimeError, UserWarning), match="192.0.2.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_the_suite_runs_as_the_role_that_owns_nothing(db):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
            " EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid)"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False,) * 5

"""`manage.py demo`: the same place every time, once, and never over somebody's real place."""

from datetime import date, datetime, time
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.db.transaction import set_rollback

from beneficiaries.models import Beneficiary
from ceis.access import Role
from ceis.accounts.models import User
from ceis.management.commands.demo import present_moment
from tests.architecture.tree import PARTS
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db


def demo(*arguments: str) -> str:
    said = StringIO()
    call_command("demo", *arguments, stdout=said)
    return said.getvalue()


def all_rows() -> dict[str, list[str]]:
    """Every row of every table of ours, what the database numbers by itself apart."""
    rows = {}
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.split(".")[0] in PARTS and model._meta.label not in ("ceis.Platform", "terms.Term"):
            fields = [f.attname for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]
            rows[model._meta.label] = sorted(map(repr, model._base_manager.values_list(*fields).order_by("pk")))
    return {label: found for label, found in rows.items() if found}


def rows_of_a_demo(*arguments: str) -> dict[str, list[str]]:
    with transaction.atomic():
        demo(*arguments)
        rows = all_rows()
        set_rollback(True)
    return rows


def test_same_seed_and_day_give_the_same_rows():
    once = rows_of_a_demo("--people=40", "--today=2026-11-20")
    again = rows_of_a_demo("--people=40", "--today=2026-11-20")
    assert len(once) > 20
    assert [label for label in once if once[label] != again.get(label)] == []
    other = rows_of_a_demo("--people=40", "--today=2026-11-20", "--seed=figuerolles")
    alike = set(once["beneficiaries.Beneficiary"]) & set(other["beneficiaries.Beneficiary"])
    assert not alike


def test_a_second_run_says_so_and_changes_nothing():
    demo("--people=40", "--today=2026-11-20")
    rows = all_rows()
    assert "déjà là" in demo("--people=900", "--today=2026-11-23", "--seed=other")
    assert all_rows() == rows
    UserFactory(role=Role.RECEPTION)  # the place is used now: it is still the demo
    assert "déjà là" in demo()


def test_it_refuses_a_place_that_is_somebody_s():
    UserFactory()
    with pytest.raises(CommandError, match="n’est pas vide"):
        demo("--people=40")
    assert Beneficiary.objects.count() == 0
    assert User.objects.count() == 1


@pytest.mark.parametrize("people", ["0", "19", "20001", "-3"])
def test_it_refuses_an_impossible_size(people):
    with pytest.raises(CommandError, match="--people"):
        demo(f"--people={people}")


def test_there_are_no_accounts_without_a_demo():
    with pytest.raises(CommandError, match="pas de lieu de démonstration"):
        demo("--accounts")


@pytest.mark.parametrize(
    "clock, lived",
    [(time(3, 20), time(9, 50)), (time(11, 7), time(11, 7)), (time(23, 55), time(16, 40))],
    ids=["night", "morning", "late"],
)
def test_the_place_lives_in_opening_hours(clock, lived):
    moment = datetime.combine(date(2026, 1, 20), clock)
    assert present_moment(None, moment) == (date(2026, 1, 20), lived)
    assert present_moment(date(2024, 2, 29), moment) == (date(2024, 2, 29), time(10, 30))

"""« Ça a changé », « c’était une erreur », « n’a plus » : what becomes of the rows."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from beneficiaries.models import Situation
from beneficiaries.situation_actions import (
    ChangedMeanwhile,
    correct_situation,
    end_situation,
    withdraw_situation,
)
from ceis.access import Role
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.journal.models import Entry
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.platforms import platform, worker
from tests.factories.situations import Dimension, say, word

pytestmark = pytest.mark.django_db
HOUSING, INCOME, MOBILITY = Dimension.HOUSING, Dimension.INCOME, Dimension.MOBILITY


@pytest.fixture
def claire():
    return worker("emploi")


@pytest.fixture
def person():
    return BeneficiaryFactory()


def told(rows) -> list[tuple]:
    return [(row.term.code, row.starts_on, row.ends_on) for row in rows]


def test_an_unknown_beginning_is_kept_unknown(claire, person):
    assert told(say(HOUSING, "street", by=claire, person=person)) == [("street", None, None)]


def test_it_changed_on_closes_the_day_before_and_opens(claire, person):
    say(HOUSING, "street", by=claire, person=person)
    rows = say(HOUSING, "third_party", by=claire, person=person, start=date(2025, 3, 1))
    assert told(rows) == [("third_party", date(2025, 3, 1), None), ("street", None, date(2025, 2, 28))]
    assert [row.said for row in Situation.objects.of_person(person).on(date(2025, 2, 28))] == ["à la rue"]
    assert [row.said for row in Situation.objects.of_person(person).on(date(2025, 3, 1))] == ["hébergé chez un tiers"]


def test_the_situation_of_a_day_is_one_query(claire, person, django_assert_num_queries):
    say(HOUSING, "street", by=claire, person=person)
    say(MOBILITY, "bike", "public", by=claire, person=person)
    with django_assert_num_queries(1):
        assert len([row.said for row in Situation.objects.of_person(person).on(today()).for_list()]) == 3


def test_several_values_hold_together_and_each_ends_by_itself(claire, person):
    yesterday = today() - timedelta(days=1)
    say(MOBILITY, "bike", "public", by=claire, person=person)
    rows = say(MOBILITY, "public", "licence", by=claire, person=person)
    assert sorted(told(rows)) == [("bike", None, yesterday), ("licence", None, None), ("public", None, None)]


def test_none_at_all_ends_the_others(claire, person):
    say(MOBILITY, "bike", by=claire, person=person, start=date(2024, 1, 1))
    rows = say(MOBILITY, "none", by=claire, person=person, start=date(2025, 1, 1))
    assert told(rows) == [("none", date(2025, 1, 1), None), ("bike", date(2024, 1, 1), date(2024, 12, 31))]


def test_an_amount_that_changes_is_a_change(claire, person):
    wage = {"wage": Decimal("812.50")}
    say(INCOME, "wage", by=claire, person=person, start=date(2025, 1, 1), amounts=wage)
    rows = say(INCOME, "wage", by=claire, person=person, start=date(2026, 1, 1), amounts={"wage": Decimal("900")})
    assert [row.said for row in rows] == ["salaire, 900,00\xa0€ par mois", "salaire, 812,50\xa0€ par mois"]
    assert rows[1].ends_on == date(2025, 12, 31)


def test_the_same_form_twice_and_what_is_already_so_change_nothing(claire, person):
    same = uuid.uuid4()
    say(HOUSING, "street", by=claire, person=person, form=same)
    say(HOUSING, "social", by=claire, person=person)
    say(HOUSING, "street", by=claire, person=person, form=same)
    before = Entry.objects.count()
    rows = say(HOUSING, "social", by=claire, person=person)
    assert [row.term.code for row in rows if row.ends_on is None] == ["social"]
    assert Entry.objects.count() == before


def test_the_second_of_two_writers_is_told(claire, person):
    say(HOUSING, "street", by=claire, person=person)
    say(HOUSING, "social", by=worker("numerique"), person=person, slug="numerique")
    with pytest.raises(ChangedMeanwhile) as told:
        say(HOUSING, "hotel", by=claire, person=person, seen="older")
    assert told.value.dimensions == [HOUSING]
    assert Situation.objects.of_person(person).filter(term__code="hotel").count() == 0


def test_dates_that_would_wipe_out_a_value_are_refused_in_french(claire, person):
    say(HOUSING, "street", by=claire, person=person, start=date(2025, 5, 1))
    with pytest.raises(RuleViolation, match="« à la rue » est déjà noté depuis le") as refusal:
        say(HOUSING, "hotel", by=claire, person=person, start=date(2025, 5, 1))
    assert refusal.value.field == HOUSING


def test_one_does_not_write_for_a_platform_that_is_not_ones_own(claire, person):
    with pytest.raises(RuleViolation, match="pas sur cette plateforme"):
        say(HOUSING, "street", by=claire, person=person, slug="budget")


def test_a_mistake_is_replaced_with_history(claire, person):
    (row,) = say(HOUSING, "street", by=claire, person=person)
    truth = {"term": word(HOUSING, "hotel"), "amount": None, "starts_on": None, "ends_on": None, "source": "document"}
    fixed = correct_situation(by=claire, row=row, version=1, **truth)
    assert (fixed.term.code, fixed.source, fixed.version) == ("hotel", "document", 2)
    assert row.past.get().term.code == "street"
    assert correct_situation(by=claire, row=fixed, version=1, **truth) == fixed, "sent twice"
    with pytest.raises(ChangedMeanwhile):
        correct_situation(by=claire, row=fixed, version=1, **truth | {"source": "person"})


def test_a_correction_may_not_lie_over_another_value(claire, person):
    say(HOUSING, "street", by=claire, person=person, start=date(2024, 1, 1))
    newer, older = say(HOUSING, "hotel", by=claire, person=person, start=date(2025, 1, 1))
    truth = {"term": older.term, "amount": None, "starts_on": older.starts_on, "source": "person"}
    with pytest.raises(RuleViolation, match="« hôtel » est déjà noté"):
        correct_situation(by=claire, row=older, version=older.version, ends_on=date(2025, 2, 1), **truth)
    correct_situation(by=claire, row=older, version=older.version, ends_on=date(2024, 11, 1), **truth)
    assert newer.past.count() == 0


def test_what_ends_and_what_was_never_true(claire, person):
    (row,) = say(MOBILITY, "bike", by=claire, person=person, start=date(2024, 1, 1))
    ended = end_situation(by=claire, row=row, last=date(2024, 6, 30), version=1)
    assert ended.ends_on == date(2024, 6, 30)
    with pytest.raises(RuleViolation, match="retirez-la"):
        end_situation(by=claire, row=ended, last=date(2023, 1, 1), version=2)
    withdraw_situation(by=claire, row=ended, version=2)
    assert not Situation.objects.standing().of_person(person).exists()


def test_the_same_value_said_again_takes_the_date_it_had_not(claire, person):
    say(HOUSING, "street", by=claire, person=person)
    assert told(say(HOUSING, "street", by=claire, person=person, start=date(2024, 1, 1))) == [
        ("street", date(2024, 1, 1), None)
    ]
    with pytest.raises(RuleViolation, match="C’est déjà ce qui est noté"):
        say(HOUSING, "street", by=claire, person=person, start=date(2025, 1, 1))
    ended = say(HOUSING, "street", by=claire, person=person, end=date(2025, 6, 30))
    assert told(ended) == [("street", date(2024, 1, 1), date(2025, 6, 30))]


def test_what_another_team_keeps_is_theirs(claire, person):
    (row,) = say(INCOME, "wage", by=claire, person=person)
    with pytest.raises(RuleViolation, match="demandez-lui"):
        end_situation(by=worker("budget"), row=row, last=today(), version=1)


@pytest.mark.parametrize(
    "fields, constraint",
    [
        ({"starts_on": date(2025, 1, 2), "ends_on": date(2025, 1, 1)}, "dates_in_order"),
        ({"amount": Decimal("12")}, "amount_where_there_is_one"),
        ({"dimension": "income", "amount": Decimal("-1")}, "amount_where_there_is_one"),
        ({}, "one_at_a_time"),
        ({"ends_on": date(2020, 1, 1)}, "one_at_a_time"),
    ],
)
def test_the_database_refuses(claire, person, fields, constraint):
    (row,) = say(HOUSING, "street", by=claire, person=person)
    bad = Situation(
        **{"beneficiary": person, "dimension": "housing", "term": row.term, "platform": platform("emploi")} | fields,
        recorded_by=claire,
    )
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        bad.save()


def test_nobody_else_reads_or_writes():
    (row,) = say(HOUSING, "street")
    for role in (Role.RECEPTION, Role.VOLUNTEER, Role.MANAGER, Role.DPO, Role.ADMINISTRATOR, Role.PARTNER):
        assert row not in Situation.objects.known_to(UserFactory(role=role))

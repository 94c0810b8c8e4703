"""Noticed, treated, lifted; noticed again later is another row."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from beneficiaries.models import Obstacle
from beneficiaries.obstacle_actions import bring_to, notice, withdraw_obstacle
from beneficiaries.obstacle_lines import lines_of, timeline
from ceis.access import Role
from ceis.civil_time import today
from ceis.facts import RuleViolation
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.platforms import platform, worker
from tests.factories.situations import obstacle, obstacle_word

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY = date(2026, 3, 2), date(2026, 4, 6), date(2026, 5, 4)


@pytest.fixture
def claire():
    return worker("emploi")


@pytest.fixture
def person():
    return BeneficiaryFactory()


def test_it_is_noticed_treated_then_lifted(claire, person):
    row = obstacle(by=claire, person=person, day=MARCH)
    row = bring_to(by=claire, obstacle=row, state="treated", day=APRIL)
    row = bring_to(by=claire, obstacle=row, state="lifted", day=MAY)
    (line,) = lines_of(claire, person)
    assert (
        line.days == "vu le\xa02\xa0mars\xa02026, en cours depuis le\xa06\xa0avril\xa02026, levé le\xa04\xa0mai\xa02026"
    )
    assert [(told.day, told.title) for told in timeline([line])] == [
        (MARCH, "Frein repéré : Mobilité"),
        (APRIL, "Frein en cours : Mobilité"),
        (MAY, "Frein levé : Mobilité"),
    ]
    assert row.past.count() == 2
    assert [Obstacle.objects.on(day).count() for day in (MARCH - timedelta(days=1), MARCH, MAY)] == [0, 1, 0]


def test_twice_is_once(claire, person):
    row = obstacle(by=claire, person=person, day=MARCH)
    again = {"by": claire, "beneficiary": person, "platform": platform("emploi"), "terms": [row.term]}
    assert notice(**again, form=uuid.uuid4()) == []
    bring_to(by=claire, obstacle=row, state="lifted", day=MAY)
    assert bring_to(by=claire, obstacle=row, state="lifted", day=MAY).past.count() == 1
    (new,) = notice(**again, form=uuid.uuid4())
    assert Obstacle.objects.of_person(person).count() == 2
    with pytest.raises(RuleViolation, match="noté de nouveau"):
        bring_to(by=claire, obstacle=row, state="noticed")
    withdraw_obstacle(by=claire, obstacle=new)
    withdraw_obstacle(by=claire, obstacle=Obstacle.objects.get(pk=new.pk))
    assert bring_to(by=claire, obstacle=row, state="noticed").lifted_on is None


@pytest.mark.parametrize("day", [MARCH - timedelta(days=1), today() + timedelta(days=1)])
def test_days_follow_one_another(claire, person, day):
    row = obstacle(by=claire, person=person, day=MARCH)
    with pytest.raises(RuleViolation, match="entre celui où il a été vu et aujourd’hui"):
        bring_to(by=claire, obstacle=row, state="lifted", day=day)


def test_the_database_keeps_one_open_and_days_in_order(claire, person):
    row = obstacle(by=claire, person=person, day=MARCH)
    fields = {"beneficiary": person, "term": row.term, "platform": row.platform, "recorded_by": claire}
    for bad, constraint in (({}, "open_once"), ({"lifted_on": MARCH, "noticed_on": MAY}, "dates_in_order")):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Obstacle.objects.create(**fields, **bad)


def test_each_reader_knows_what_is_theirs(claire, person):
    for code in ("mobility", "money", "violence"):
        obstacle(code, by=claire, person=person)
    readable = {user: [line.row.term.code for line in lines_of(user, person) if not line.locked] for user in (
        claire, worker("budget"), worker("numerique"), UserFactory(role=Role.RECEPTION),
    )}  # fmt: skip
    assert [sorted(codes) for codes in readable.values()] == [
        ["mobility", "money", "violence"], ["mobility"], ["mobility"], [],
    ]  # fmt: skip
    mediator = worker("numerique")
    locked = [line for line in lines_of(mediator, person) if line.locked]
    assert [line.row.term.code for line in locked] == ["money"]
    assert "Difficultés" not in str([(told.title, told.text) for told in timeline(locked)])
    assert not [line for line in lines_of(mediator, person) if line.mine]


def test_what_another_team_follows_is_theirs(claire, person):
    row = obstacle(by=claire, person=person)
    with pytest.raises(RuleViolation, match="demandez-lui"):
        bring_to(by=worker("budget"), obstacle=row, state="lifted")
    (own,) = notice(
        by=(budget := worker("budget")), beneficiary=person, platform=platform("budget"),
        terms=[obstacle_word("mobility")], form=uuid.uuid4(),
    )  # fmt: skip
    assert bring_to(by=budget, obstacle=own, state="lifted").lifted_on == today()
    assert Obstacle.objects.open().get() == row

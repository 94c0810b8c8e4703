"""What one team keeps neither shows, nor helps, nor hinders another."""

from datetime import date, timedelta

import pytest

from beneficiaries.models import Situation
from beneficiaries.situation_actions import Known, correct_situation
from beneficiaries.situation_history import facets, history_of
from ceis.access import Role
from ceis.civil_time import today
from ceis.terms.actions import change_readers
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.platforms import platform, worker
from tests.factories.situations import Dimension, say, word

pytestmark = pytest.mark.django_db
HOUSING, EMPLOYMENT, BENEFITS = Dimension.HOUSING, Dimension.EMPLOYMENT, Dimension.BENEFITS
MARCH = date(2025, 3, 1)


@pytest.fixture
def person():
    return BeneficiaryFactory()


def read_by(user, person) -> list[str]:
    rows = Situation.objects.visible_to(user).standing().of_person(person)
    return sorted(row.term.code for row in rows.for_list())


def test_ordinary_reserved_and_secret_have_their_readers(person):
    emploi, budget, mediator = worker("emploi"), worker("budget"), worker("numerique")
    say(HOUSING, "street", by=emploi, person=person)
    say(BENEFITS, "rsa", "aah", by=emploi, person=person)
    assert read_by(emploi, person) == ["aah", "rsa", "street"]
    assert read_by(budget, person) == read_by(mediator, person) == ["street"]
    known = Situation.objects.known_to(budget).of_person(person)
    assert sorted(row.term.code for row in known.for_list()) == ["rsa", "street"]


def test_the_mediator_of_the_same_team_never_meets_a_secret(person):
    coordinator = UserFactory(role=Role.COORDINATOR, platform="numerique")
    mediator = worker("numerique")
    say(EMPLOYMENT, "sick_leave", by=coordinator, person=person, slug="numerique")
    assert read_by(coordinator, person) == ["sick_leave"]
    assert read_by(mediator, person) == []
    assert not Situation.objects.known_to(mediator).exists()
    assert list(facets(mediator, person)) == [] == history_of(mediator, person, EMPLOYMENT)


@pytest.mark.parametrize("secret_slug, by", [("sante", None), ("emploi", None), ("numerique", Role.COORDINATOR)])
@pytest.mark.parametrize("code", ["sick_leave", "seeking"])
def test_what_one_may_not_know_never_hinders(person, secret_slug, by, code):
    """Somebody writes over the whole of time; everybody else still writes as if nothing were there."""
    writer = UserFactory(role=by, platform=secret_slug) if by else worker(secret_slug)
    say(EMPLOYMENT, code, by=writer, person=person, slug=secret_slug)
    for slug in ("numerique", "budget"):
        mine = say(EMPLOYMENT, "permanent", by=worker(slug), person=person, slug=slug, start=MARCH)
        assert "permanent" in [row.term.code for row in mine]
    rows = Situation.objects.standing().of_person(person).of_dimension(EMPLOYMENT).filter(recorded_by=writer)
    if code == "sick_leave" or secret_slug == "sante":
        assert [row.ends_on for row in rows] == [None], "nobody moved what they could not see"


def test_what_is_ordinary_is_one_for_the_place(person):
    say(HOUSING, "street", by=worker("emploi"), person=person)
    rows = say(HOUSING, "social", by=worker("numerique"), person=person, slug="numerique", start=MARCH)
    assert [(row.term.code, row.ends_on) for row in rows] == [("social", None), ("street", MARCH - timedelta(days=1))]


def test_a_secret_team_moves_nothing_that_others_read(person):
    """They would see it end without knowing why."""
    say(HOUSING, "street", by=worker("emploi"), person=person)
    adviser = worker("sante")
    say(HOUSING, "hotel", by=adviser, person=person, slug="sante", start=MARCH)
    assert read_by(worker("budget"), person) == ["street"]
    assert read_by(adviser, person) == ["hotel", "street"]
    assert Situation.objects.of_person(person).get(term__code="street").version == 1
    known = Known.by(adviser, person, platform("sante"))
    assert [row.term.code for row in known.kept(HOUSING)] == ["hotel"]


def test_what_becomes_secret_leaves_the_way_free(person):
    """An ordinary word raised to secret: its rows hinder nobody who reads them no more."""
    coordinator = UserFactory(role=Role.COORDINATOR)
    say(HOUSING, "makeshift", by=worker("emploi"), person=person)
    change_readers(by=coordinator, term=word(HOUSING, "makeshift"), sensitivity="secret")
    mediator = worker("numerique")
    rows = say(HOUSING, "social", by=mediator, person=person, slug="numerique", start=MARCH)
    assert [row.term.code for row in rows] == ["social"]
    assert read_by(worker("emploi"), person) == ["makeshift", "social"]


def test_what_is_lowered_is_read_at_once_and_closed_by_the_next_change(person):
    say(BENEFITS, "rsa", by=worker("budget"), person=person, slug="budget")
    emploi = worker("emploi")
    assert read_by(emploi, person) == []
    manager = UserFactory(role=Role.MANAGER)
    change_readers(by=manager, term=word(BENEFITS, "rsa"), sensitivity="ordinary", reason="convention")
    assert read_by(emploi, person) == ["rsa"]
    rows = say(BENEFITS, "ass", by=emploi, person=person, start=MARCH)
    assert {row.term.code: row.ends_on for row in rows} == {"ass": None, "rsa": MARCH - timedelta(days=1)}


def test_a_secret_mistake_put_right_stays_secret(person):
    """The row is ordinary now; what it said before is not, and its history does not tell it."""
    emploi, budget = worker("emploi"), worker("budget")
    (row,) = say(HOUSING, "prison", by=emploi, person=person)
    correct_situation(
        by=emploi, row=row, version=1, term=word(HOUSING, "street"), amount=None, starts_on=None, ends_on=None,
        source="person",
    )  # fmt: skip
    (line,) = history_of(emploi, person, HOUSING)
    assert line.mistakes and "détention" in line.mistakes[0]
    (line,) = history_of(budget, person, HOUSING)
    assert (line.row.term.code, line.mistakes) == ("street", [])


def test_a_locked_dimension_says_who_holds_it(person):
    say(BENEFITS, "rsa", "aah", by=worker("budget"), person=person, slug="budget")
    (facet,) = facets(worker("emploi"), person)
    assert (facet.rows, [one.slug for one in facet.holders]) == ([], ["budget"])
    (line,) = history_of(worker("emploi"), person, BENEFITS)
    assert line.locked and not line.mine


def test_today_and_on_a_day_agree(person):
    say(HOUSING, "street", by=worker("emploi"), person=person)
    assert list(Situation.objects.on(today())) == list(Situation.objects.on())

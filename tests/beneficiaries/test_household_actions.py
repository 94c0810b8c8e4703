"""Households, relatives, measures: what is kept, what is refused, what the database promises."""

import threading
import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from beneficiaries import household_actions as act
from beneficiaries.home import home_of
from beneficiaries.models import Household, HouseholdMember, ProtectionMeasure
from beneficiaries.models.household import FIRST_HALF, SECOND_HALF, WHOLE
from ceis.access import Role
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.journal.models import Entry
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.family import lives_with, measure, near

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def agent():
    return UserFactory(role=Role.SOCIAL_WORKER)


@pytest.fixture
def mother():
    return BeneficiaryFactory(first_name="Khadija", last_name="Benali", birth_year=1984)


def said(person, user, day=None) -> dict[str, str]:
    return {str(line.member): line.what for line in home_of(person, user=user, day=day).lines}


def test_the_first_member_opens_the_household_and_the_next_ones_join_it(agent, mother):
    lives_with(mother, "partner", by=agent, first_name="Karim")
    lives_with(mother, "child", by=agent, first_name="Yanis", birth_year=2015)
    assert Household.objects.count() == 1
    assert said(mother, agent) == {"Karim": "conjoint·e", "Yanis": "enfant"}
    assert Entry.objects.filter(action="create", object_type="beneficiaries.HouseholdMember").count() == 3


def test_seen_from_a_child_the_same_household_says_parents_and_siblings(agent, mother):
    son = BeneficiaryFactory(first_name="Yanis", birth_year=2010)
    lives_with(mother, "partner", by=agent, first_name="Karim")
    lives_with(mother, "child", by=agent, beneficiary=son)
    lives_with(son, "sibling", by=agent, first_name="Inès")
    assert said(son, agent) == {
        "Khadija Benali": "parent ou beau-parent", "Karim": "parent ou beau-parent", "Inès": "frère ou sœur",
    }  # fmt: skip
    assert said(mother, agent)["Inès"] == "enfant"


def test_sent_twice_it_is_kept_once(agent, mother):
    number = uuid.uuid4()
    for _ in range(2):
        act.add_to_household(by=agent, id=number, person=mother, relation="child", first_name="Yanis")
    assert HouseholdMember.objects.exclude(beneficiary=mother).count() == 1


def test_a_form_of_somebody_else_is_not_taken_again(agent, mother):
    kept = lives_with(mother, first_name="Yanis", by=agent)
    with pytest.raises(RuleViolation, match="a déjà servi"):
        act.add_to_household(
            by=UserFactory(role=Role.SOCIAL_WORKER), id=kept.pk, person=mother, relation="child", first_name="Inès"
        )


def test_nobody_lives_with_themselves(agent, mother):
    with pytest.raises(RuleViolation, match="déjà celle de ce dossier"):
        lives_with(mother, "partner", by=agent, beneficiary=mother)


def test_a_child_lives_in_two_homes_and_not_in_three(agent, mother):
    child = BeneficiaryFactory(first_name="Yanis", birth_year=2015)
    for home in (mother, BeneficiaryFactory()):
        lives_with(home, by=agent, beneficiary=child, shared_custody=True)
    stays = HouseholdMember.objects.of_person(child).order_by("halves")
    assert [stay.halves for stay in stays] == [FIRST_HALF, SECOND_HALF]
    with pytest.raises(RuleViolation, match="déjà notée dans un foyer"):
        lives_with(BeneficiaryFactory(), by=agent, beneficiary=child, shared_custody=True)


def test_who_lives_somewhere_all_the_time_does_not_live_elsewhere(agent, mother):
    child = BeneficiaryFactory(first_name="Yanis", birth_year=2015)
    stay = lives_with(mother, by=agent, beneficiary=child)
    father = BeneficiaryFactory()
    with pytest.raises(RuleViolation, match="déjà notée dans un foyer"):
        lives_with(father, by=agent, beneficiary=child, shared_custody=True)
    act.share_custody(by=agent, member=stay)
    lives_with(father, by=agent, beneficiary=child, shared_custody=True)
    assert len(home_of(child, user=agent).lines) == 2


def test_a_grown_up_is_in_one_home_only(agent, mother):
    partner = BeneficiaryFactory(birth_year=1980)
    lives_with(mother, "partner", by=agent, beneficiary=partner)
    with pytest.raises(RuleViolation, match="déjà notée"):
        lives_with(BeneficiaryFactory(), "partner", by=agent, beneficiary=partner)
    for relation, who in (("partner", partner), ("child", BeneficiaryFactory(birth_year=1990))):
        with pytest.raises(RuleViolation, match="Seul un enfant"):
            lives_with(mother, relation, by=agent, beneficiary=who, shared_custody=True)


def test_moving_out_is_one_date_and_frees_the_day(agent, mother):
    partner = BeneficiaryFactory(birth_year=1980)
    stay = lives_with(mother, "partner", by=agent, beneficiary=partner)
    act.leave_household(by=agent, member=stay, day=today() - DAY)
    assert said(mother, agent) == {} and said(mother, agent, today() - 2 * DAY) == {str(partner): "conjoint·e"}
    lives_with(BeneficiaryFactory(), "partner", by=agent, beneficiary=partner, starts_on=today() - DAY)


def test_one_does_not_leave_before_coming_nor_tomorrow(agent, mother):
    stay = lives_with(mother, first_name="Yanis", by=agent, starts_on=today() - DAY)
    for day in (today() - DAY, today() + DAY):
        with pytest.raises(RuleViolation):
            act.leave_household(by=agent, member=stay, day=day)


def test_a_mistake_is_cancelled_and_remembered(agent, mother):
    stay = lives_with(mother, first_name="Yanis", by=agent)
    for _ in range(2):
        act.take_back_member(by=agent, member=stay)
    stay.refresh_from_db()
    assert stay.cancel_reason and said(mother, agent) == {}
    assert Entry.objects.filter(action="cancel", object_id=str(stay.pk)).count() == 1
    assert HouseholdMember.past.rel.related_model.objects.filter(pgh_obj_id=stay.pk).exists()


def test_alone_and_single_parent_are_read_from_the_household_and_asked_where_it_is_empty(agent, mother):
    act.say_household(by=agent, person=mother, lives_alone=True, single_parent=False)
    mother.refresh_from_db()
    home = home_of(mother, user=agent)
    assert (home.is_filled, home.lives_alone, home.single_parent) == (False, True, False)
    stay = lives_with(mother, first_name="Yanis", birth_year=today().year - 8, by=agent)
    home = home_of(mother, user=agent)
    assert (home.is_filled, home.lives_alone, home.single_parent) == (True, False, True)
    act.leave_household(by=agent, member=stay, day=today())
    home = home_of(mother, user=agent)
    assert (home.is_filled, home.lives_alone, home.single_parent) == (True, True, False)


def test_what_is_said_twice_is_one_line_of_the_journal(agent, mother):
    for _ in range(2):
        act.say_household(by=agent, person=mother, lives_alone=True, single_parent=None)
    assert Entry.objects.filter(action="update", object_id=str(mother.pk)).count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"beneficiary": None, "first_name": ""},
        {"beneficiary": "someone", "first_name": "Yanis"},
        {"beneficiary": "someone", "birth_year": 2015},
        {"first_name": "Yanis", "birth_year": 1800},
        {"first_name": "Yanis", "starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)},
        {"first_name": "Yanis", "relation": "child"},
        {"first_name": "Yanis", "halves": (0, 7)},
    ],
)
def test_the_database_refuses_a_bad_member(agent, mother, bad):
    household = Household.objects.create(recorded_by=agent)
    bad = bad | ({"beneficiary": BeneficiaryFactory()} if bad.get("beneficiary") else {})
    with pytest.raises(IntegrityError), transaction.atomic():
        HouseholdMember.objects.create(recorded_by=agent, household=household, **bad)


def test_a_relative_may_be_of_the_file_or_not_and_is_not_oneself(agent, mother):
    near(mother, by=agent, name="Fatou Diallo", phone="+33612345678", to_call=True)
    near(mother, "sibling", by=agent, person=BeneficiaryFactory())
    with pytest.raises(RuleViolation, match="son propre proche"):
        near(mother, by=agent, person=mother)
    with pytest.raises(RuleViolation, match="écrivez un nom"):
        near(mother, by=agent, name="")


def test_two_measures_do_not_cover_the_same_days(agent, mother):
    first = measure(mother, "curatelle", by=agent)
    with pytest.raises(RuleViolation, match="couvre déjà ces dates"):
        measure(mother, "tutelle", by=agent)
    act.end_measure(by=agent, measure=first, day=date(2026, 1, 31))
    measure(mother, "tutelle", by=agent, organisation="UDAF 34", starts_on=date(2026, 2, 1))
    with pytest.raises(RuleViolation, match="couvre déjà"):
        act.end_measure(by=agent, measure=first, day=date(2026, 2, 1))


def test_both_parents_stand_for_a_minor_and_the_family_budget_goes_beside(agent, mother):
    for kind, who in (("mineur", "Sa mère"), ("mineur", "Son père"), ("mjagbf", "UDAF"), ("curatelle", "Maître Roux")):
        measure(mother, kind, by=agent, holder_name=who)
    assert ProtectionMeasure.objects.in_force().of_person(mother).count() == 4


@pytest.mark.parametrize("bad", [{}, {"holder": "someone", "holder_name": "X"}, {"holder": "herself"}])
def test_a_measure_is_held_by_one_other(agent, mother, bad):
    people = {"someone": BeneficiaryFactory(), "herself": mother}
    bad = {"phone": "", **bad} | ({"holder": people[bad["holder"]]} if "holder" in bad else {})
    with pytest.raises(RuleViolation):
        measure(mother, by=agent, **bad)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("shared, kept", [(False, 1), (True, 2)])
def test_two_homes_claim_the_same_person_at_once(agent, shared, kept):
    """Six colleagues, six homes: one keeps a grown-up, two keep a child in shared custody, whoever is first."""
    child = BeneficiaryFactory(birth_year=2015)
    homes = [BeneficiaryFactory() for _ in range(6)]
    start, outcomes = threading.Barrier(6), []

    def claim(home):
        start.wait()
        try:
            act.add_to_household(
                by=agent, id=uuid.uuid4(), person=home, relation="child", beneficiary=child, shared_custody=shared
            )
            outcomes.append("kept")
        except RuleViolation:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=claim, args=(home,)) for home in homes]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (outcomes.count("kept"), outcomes.count("refused")) == (kept, 6 - kept)
    assert HouseholdMember.objects.of_person(child).count() == kept


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_colleagues_fill_an_empty_household_at_once(agent, mother):
    start, wrong = threading.Barrier(2), []

    def add(name):
        start.wait()
        try:
            act.add_to_household(by=agent, id=uuid.uuid4(), person=mother, relation="child", first_name=name)
        except RuleViolation as refused:
            wrong.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=add, args=(name,)) for name in ("Yanis", "Inès")]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert wrong == [] and Household.objects.count() == 1 and len(said(mother, agent)) == 2


def test_without_the_constraint_nothing_would_stop_it(agent):
    """The race above can fail: a half that overlaps is refused by the database alone, whatever the code."""
    child, values = BeneficiaryFactory(), {"recorded_by": agent, "relation": "", "halves": WHOLE}
    homes = [Household.objects.create(recorded_by=agent) for _ in range(2)]
    HouseholdMember.objects.create(household=homes[0], beneficiary=child, **values)
    with pytest.raises(IntegrityError, match="one_home_at_a_time"), transaction.atomic():
        HouseholdMember.objects.create(household=homes[1], beneficiary=child, **values)

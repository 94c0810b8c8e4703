"""Two hundred hands add the same person, a hundred merge the same files crosswise: real PostgreSQL, real threads."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import cycle, islice, permutations
from threading import Barrier

import pytest
from django.db import connection, transaction

from beneficiaries import actions
from beneficiaries.actions import open_record
from beneficiaries.duplicates.merging import merge_people
from beneficiaries.duplicates.person_columns import holders
from beneficiaries.models import Beneficiary, FileCounter, Merge
from ceis.facts import RuleViolation
from tests.beneficiaries.duplicates.made import merger
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.reception import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
AT_ONCE = 10  # connections at a time; each hand acts in its turn


def by_many(acts: list) -> list:
    """Do each act in a thread with a connection of its own; return what each gave, or the rule that refused it."""

    def run(act):
        try:
            return act()
        except RuleViolation as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, acts))


def khadija(first="Khadija", last="Benali") -> Beneficiary:
    return Beneficiary(first_name=first, last_name=last, birth_date=date(1984, 3, 12))


def added(by, namesake=False, **names):
    return lambda: open_record(by=by, beneficiary=khadija(**names), namesake=namesake)


def test_two_hundred_creations_of_one_person_are_one():
    by = UserFactory()
    spelt = [{}, {"first": "khadija"}, {"last": "BÉNALI"}, {"first": "Khâdija "}]
    given = by_many([added(by, **names) for names in islice(cycle(spelt), 200)])
    made = [person for person in given if isinstance(person, Beneficiary)]
    assert len(made) == Beneficiary.objects.count() == 1
    refused = [str(refusal) for refusal in given if isinstance(refusal, RuleViolation)]
    assert len(refused) == 199 and all(made[0].file_number in words for words in refused)


def test_somebody_else_of_the_same_names_is_added_when_one_says_so():
    by = UserFactory()
    given = by_many([added(by)] * 10 + [added(by, namesake=True)] * 2)
    assert sum(isinstance(person, Beneficiary) for person in given) in (2, 3)
    assert Beneficiary.objects.count() in (2, 3)  # the first may come after a namesake, and is refused then


def test_without_a_full_birth_date_it_only_warns():
    by = UserFactory()
    for _ in range(2):
        open_record(by=by, beneficiary=Beneficiary(first_name="Khadija", last_name="Benali", birth_year=1984))
    assert Beneficiary.objects.count() == 2


def test_without_the_lock_several_would_be_made(monkeypatch):
    """The control of the first test: the same look before writing, but nobody waits for anybody."""
    by, both_looked = UserFactory(), Barrier(2)
    FileCounter.take(2026)

    def looks(asked):
        found = Beneficiary.objects.present().filter(birth_date=asked.birth_date).first()
        both_looked.wait(20)
        return found

    monkeypatch.setattr(actions, "_same_person", looks)
    by_many([added(by), added(by)])
    assert Beneficiary.objects.count() == 2


def test_a_hundred_crossed_merges_end_without_deadlock_or_orphan():
    by, people = merger(), BeneficiaryFactory.create_batch(5, last_name="Benali")
    for person in people:
        visit(person=person)
    crossed = list(islice(cycle(permutations(people, 2)), 100))
    given = by_many(
        [
            lambda survivor=survivor, loser=loser: merge_people(
                by=by, id=uuid.uuid4(), survivor=survivor, loser=loser, taken=["first_name"]
            )
            for survivor, loser in crossed
        ]
    )
    assert len(given) == 100 and all(isinstance(answer, Merge | RuleViolation) for answer in given)
    (last,) = Beneficiary.objects.present()
    assert Merge.objects.standing().count() == 4
    assert {person.merged_into_id for person in people_again(people) if person != last} == {last.pk}
    held = {holder.label for holder in holders() for row in holder.rows_of(*(p.pk for p in people if p != last))}
    assert held == set()


def people_again(people) -> list[Beneficiary]:
    return list(Beneficiary.objects.filter(pk__in=[person.pk for person in people]))


def test_locks_taken_in_the_order_they_come_would_deadlock():
    """The control of the test above: two hands that lock one file, then the other, end each other."""
    one, other = BeneficiaryFactory(), BeneficiaryFactory()
    both_hold_one = Barrier(2)

    def lock(first, second):
        with transaction.atomic():
            Beneficiary.objects.select_for_update().get(pk=first.pk)
            both_hold_one.wait(20)
            Beneficiary.objects.select_for_update().get(pk=second.pk)

    def told(act):
        try:
            return act()
        except Exception as error:  # whichever PostgreSQL chooses
            return type(error).__name__

    given = by_many([lambda: told(lambda: lock(one, other)), lambda: told(lambda: lock(other, one))])
    assert sorted(map(str, given)) == ["None", "OperationalError"]


def test_the_same_form_sent_by_ten_is_one_merge():
    by, id = merger(), uuid.uuid4()
    one, other = BeneficiaryFactory.create_batch(2)
    given = by_many([lambda: merge_people(by=by, id=id, survivor=one, loser=other)] * 10)
    assert {merge.pk for merge in given} == {id} and Merge.objects.count() == 1

"""Undoing a merge: exactly what it moved goes back, in whatever order merges are undone."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from beneficiaries.actions import correct_identity
from beneficiaries.duplicates.acts import doubles, later_acts
from beneficiaries.duplicates.merging import move_stragglers
from beneficiaries.duplicates.nightly import purge_moves
from beneficiaries.duplicates.person_columns import holders
from beneficiaries.duplicates.undoing import undo_merge
from beneficiaries.models import Beneficiary, DuplicatePair, Encounter, Merge, MergeMove
from ceis.facts import RuleViolation
from ceis.places.models import Occupation
from platforms.models import Interview
from reception.models import Visit
from tests.beneficiaries.duplicates.made import life, merge, merger, two
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.platforms import appointment, interview, worker
from tests.factories.reception import visit
from tests.factories.workshops import registered, session
from workshops.models import Attendance

pytestmark = pytest.mark.django_db


def everything() -> dict:
    """Every row that holds a person, with whom it holds and whether it is cancelled."""
    return {
        (holder.label, row.pk): (
            [getattr(row, column) for column in holder.columns],
            getattr(row, "cancelled_at", None),
            getattr(row, "cancel_reason", ""),
        )
        for holder in holders()
        for row in holder.model._base_manager.order_by("pk")
    }


def identities() -> dict:
    names = ("first_name", "last_name", "phone", "email", "protected_contact", "merged_into_id", "search_name")
    return {person.pk: [getattr(person, name) for name in names] for person in Beneficiary.objects.order_by("pk")}


def undo(done: Merge, **choices) -> Merge:
    return undo_merge(by=merger(), merge=done, **choices)


def test_undoing_puts_everything_back():
    survivor, loser = two(phone="+33600000001")
    Beneficiary.objects.filter(pk=loser.pk).update(email="k@exemple.org", protected_contact=True)
    life(survivor), life(loser)
    place, both = session(), appointment(person=survivor, at=time(14), until=time(15))
    registered(place, survivor), registered(place, loser)
    both.people.add(loser)
    before = everything(), identities()
    done = merge(survivor, loser, taken=["first_name", "email"])
    assert (everything(), identities()) != before
    undo(done)
    assert (everything(), identities()) == before
    assert DuplicatePair.objects.of(survivor, loser).get().state == DuplicatePair.State.SET_ASIDE


def test_undoing_twice_changes_nothing():
    done = merge(*two())
    undo(done)
    before = everything(), identities()
    undo(done)
    assert (everything(), identities()) == before


def test_after_thirty_days_it_is_refused_in_words():
    done = merge(*two())
    Merge.objects.filter(pk=done.pk).update(merged_at=timezone.now() - timedelta(days=30))
    with pytest.raises(RuleViolation, match="plus de trente jours"):
        undo(done)
    assert MergeMove.objects.exists()
    purge_moves()
    assert not MergeMove.objects.exists()


def test_moves_of_a_recent_merge_are_not_purged():
    merge(*two())
    purge_moves()
    assert MergeMove.objects.exists()


def test_a_later_correction_stays():
    survivor, loser = two()
    done = merge(survivor, loser, taken=["first_name"])
    survivor.refresh_from_db()
    correct_identity(by=merger(), beneficiary=survivor, typed={"first_name": "Khadidja"}, seen=survivor.version)
    undo(done)
    survivor.refresh_from_db()
    assert survivor.first_name == "Khadidja"


# --- Out of order: A into B, then B into C ---


def three():
    (b, a), c = two(), BeneficiaryFactory()
    life(a), life(b)
    before = everything()
    return a, b, c, before, merge(b, a, taken=["first_name"]), merge(c, b, taken=["first_name"])


def test_the_first_of_two_merges_is_undone():
    a, b, c, before, first, second = three()
    undo(first)
    now = everything()
    for row, (people, *_) in before.items():
        assert now[row][0] == [{b.pk: c.pk}.get(person, person) for person in people] or row[1] == b.pk, row
    for person in (a, b):
        person.refresh_from_db()
    assert (a.merged_into, b.merged_into) == (None, c)
    undo(second)
    assert everything() == before
    names = [Beneficiary.objects.get(pk=person.pk).first_name for person in (a, b, c)]
    assert names == ["Kadija", "Khadija", c.first_name]


def test_the_last_merge_is_undone_first():
    a, b, c, before, first, second = three()
    undo(second)
    undo(first)
    assert everything() == before


def test_undone_first_then_merged_elsewhere_it_is_not_pulled_back():
    a, b, c, before, first, second = three()
    undo(first)
    merge(c, a)
    undo(second)
    assert {visit.beneficiary_id for visit in Visit.objects.all()} == {b.pk, c.pk}
    # At the hour both had something, the one booked first holds the place: a « doublon » stays with its old file.
    assert {type(row) for row in rows(a)} == {Occupation} and Beneficiary.objects.get(pk=a.pk).merged_into == c


def test_two_merged_files_are_parted():
    a, b = two()
    c, d = two()
    for person in (a, b, c, d):
        life(person)
    before = everything()
    left, right, both = merge(a, b), merge(c, d), merge(a, c)
    undo(right)
    assert Beneficiary.objects.get(pk=d.pk).merged_into is None
    undo(left)
    undo(both)
    assert everything() == before


def rows(person) -> list:
    return [row for holder in holders() for row in holder.rows_of(person.pk) if row.pk != person.pk]


# --- What came since ---


def test_what_came_since_stays_or_goes():
    survivor, loser = two()
    done = merge(survivor, loser)
    stays, goes = visit(person=survivor), appointment(person=survivor)
    offered = later_acts(done, user=merger())
    assert {act.id for act in offered} == {stays.pk, goes.pk}
    undo(done, going=[goes.pk])
    assert (rows(survivor) != [], Visit.objects.get().beneficiary) == (True, survivor)
    assert list(goes.people.all()) == [loser]
    assert Occupation.objects.filter(resource=loser.pk, source=goes.pk).exists()


def test_an_interview_goes_with_its_encounter():
    survivor, loser = two()
    done = merge(survivor, loser)
    goes = interview(person=survivor)
    undo(done, going=[goes.pk])
    assert Interview.objects.get().participants.get().beneficiary == loser
    assert Encounter.objects.get().unit == loser.pk


def test_what_one_may_not_know_is_neither_offered_nor_sent():
    survivor, loser = two()
    done = merge(survivor, loser)
    hidden = interview(by=worker("sante"), person=survivor, slug="sante")
    assert later_acts(done, user=merger()) == []
    undo(done, going=[hidden.pk])
    assert hidden.participants.get().beneficiary == survivor


def test_what_a_later_merge_brought_is_not_theirs():
    a, b = two()
    first = merge(a, b)
    other = BeneficiaryFactory()
    theirs = visit(person=other)
    merge(other, a)
    ours = visit(person=other)
    assert [act.id for act in later_acts(first, user=merger())] == [ours.pk] and theirs.pk != ours.pk


# --- « Doublons » ---


def test_doubles_are_told_to_those_who_may_know():
    survivor, loser = two()
    ordinary, secret = session(slug="numerique"), session(slug="sante")
    for person in (survivor, loser):
        registered(ordinary, person), registered(secret, person)
    done = merge(survivor, loser)
    assert len(doubles(done, user=merger())) == 1
    assert len(doubles(done, user=worker("sante"))) == 2
    assert Attendance.objects.standing().filter(beneficiary=loser).count() == 0


# --- What was being written at that instant ---


def test_a_row_written_for_the_loser_meanwhile_follows():
    survivor, loser = two()
    place = session()
    registered(place, survivor), registered(place, loser)
    done = merge(survivor, loser)
    late = visit(person=loser)
    assert move_stragglers() == 1
    late.refresh_from_db()
    assert late.beneficiary == survivor
    assert move_stragglers() == 0
    undo(done)
    late.refresh_from_db()
    assert late.beneficiary == loser

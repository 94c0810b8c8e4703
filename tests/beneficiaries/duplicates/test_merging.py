"""Merging: everything moves, what collides is kept apart, nothing is counted twice."""

import uuid

import pytest

from beneficiaries.duplicates.identity_lines import BY_RULE, LINES
from beneficiaries.duplicates.merging import DOUBLE, merge_people
from beneficiaries.duplicates.person_columns import holders
from beneficiaries.duplicates.survivors import now_in
from beneficiaries.indicators import PEOPLE
from beneficiaries.models import Beneficiary, DuplicatePair, Encounter, Merge, MergeMove
from ceis.civil_time import Period, today
from ceis.facts import RuleViolation
from ceis.places.models import Occupation
from platforms.models import Appointment
from reception.models import Visit
from tests.beneficiaries.duplicates.made import life, merge, merger, two
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.platforms import appointment
from tests.factories.workshops import registered, session
from workshops.models import Attendance

pytestmark = pytest.mark.django_db


def rows_of(person) -> dict[str, int]:
    held = {holder.label: holder.rows_of(person.pk).count() for holder in holders()}
    return {label: count for label, count in held.items() if count}


def test_every_row_of_the_loser_goes_to_the_survivor():
    survivor, loser = two()
    life(loser)
    before = rows_of(loser)
    assert set(before) >= {
        "beneficiaries.Encounter", "places.Occupation", "platforms.Appointment_people",
        "platforms.InterviewParticipant", "platforms.Referral", "platforms.Task",
        "reception.Visit", "workshops.Attendance",
    }  # fmt: skip
    merge(survivor, loser)
    # Each of the two files was opened with its notice.
    assert rows_of(survivor) == before | {"beneficiaries.Beneficiary": 1, "beneficiaries.Information": 2}
    assert rows_of(loser) == {}
    assert set(Encounter.objects.values_list("unit", "beneficiary")) == {(survivor.pk, survivor.pk)}
    assert survivor.appointments.count() == 1
    assert Occupation.objects.filter(resource=survivor.pk).count() == 1


def test_the_loser_keeps_its_row_and_points_at_the_survivor():
    survivor, loser = two()
    done = merge(survivor, loser)
    loser.refresh_from_db()
    assert (loser.merged_into, loser.first_name) == (survivor, "Kadija")
    assert DuplicatePair.objects.of(survivor, loser).get().state == DuplicatePair.State.MERGED
    assert now_in(loser.pk) == survivor.pk
    assert done.may_be_undone


def test_what_was_chosen_of_the_loser_is_taken_and_can_be_found():
    survivor, loser = two()
    Beneficiary.objects.filter(pk=loser.pk).update(email="k@exemple.org", city="Sète")
    merge(survivor, loser, taken=["first_name", "email"])
    survivor.refresh_from_db()
    assert (survivor.first_name, survivor.email, survivor.city, survivor.search_name) == (
        "Kadija", "k@exemple.org", "", "kadija benali",
    )  # fmt: skip


@pytest.mark.parametrize("protected", ["survivor", "loser", "both"])
def test_the_protected_side_wins(protected):
    survivor, loser = two(phone="+33600000001")
    Beneficiary.objects.filter(pk=loser.pk).update(phone="+33600000002")
    for name, person in (("survivor", survivor), ("loser", loser)):
        if protected in (name, "both"):
            Beneficiary.objects.filter(pk=person.pk).update(protected_contact=True)
    merge(survivor, loser)
    survivor.refresh_from_db()
    assert survivor.protected_contact
    assert survivor.phone == ("+33600000002" if protected == "loser" else "+33600000001")


def test_the_same_session_twice_is_counted_once():
    survivor, loser = two()
    place = session()
    kept, double = registered(place, survivor), registered(place, loser)
    done = merge(survivor, loser)
    double.refresh_from_db()
    assert list(Attendance.objects.standing().filter(session=place)) == [kept]
    assert (double.beneficiary, double.cancel_reason) == (loser, DOUBLE)
    assert {move.row for move in done.moves.filter(collided=True)} == {str(double.pk)}


def test_an_appointment_of_both_is_one_person_s():
    survivor, loser = two()
    both = appointment(person=survivor)
    both.people.add(loser)
    merge(survivor, loser)
    assert list(Appointment.objects.get().people.all()) == [survivor]


def test_two_appointments_at_the_same_hour_both_follow():
    survivor, loser = two()
    ours, theirs = appointment(person=survivor), appointment(person=loser)
    merge(survivor, loser)
    assert set(survivor.appointments.all()) == {ours, theirs}
    # The hour of one person is taken once: the second booking keeps its place under the old file.
    assert Occupation.objects.filter(resource=survivor.pk).count() == 1
    assert Occupation.objects.filter(resource=loser.pk, source=theirs.pk).exists()


def test_a_person_merged_is_counted_once():
    survivor, loser = two()
    life(survivor), life(loser)
    merge(survivor, loser)
    people = Encounter.objects.standing().during(Period.month(today())).filter(PEOPLE.where)
    assert people.aggregate(n=PEOPLE.measure)["n"] == 1
    assert set(Encounter.objects.standing().values_list("unit", flat=True)) == {survivor.pk}


def test_merging_twice_is_one_merge():
    survivor, loser = two()
    by, id = merger(), uuid.uuid4()
    first = merge_people(by=by, id=id, survivor=survivor, loser=loser)
    again = merge_people(by=by, id=id, survivor=survivor, loser=loser)
    another_tab = merge_people(by=by, id=uuid.uuid4(), survivor=survivor, loser=loser)
    assert first == again == another_tab and Merge.objects.count() == 1


@pytest.mark.parametrize("state", ["merged", "anonymised"])
def test_a_file_that_is_gone_is_not_merged(state):
    survivor, loser = two()
    if state == "merged":
        merge(BeneficiaryFactory(), loser)
    else:
        Beneficiary.objects.filter(pk=loser.pk).update(anonymised_at="2026-01-01T00:00Z")
    with pytest.raises(RuleViolation, match="vient d’être fusionné"):
        merge(survivor, loser)


def test_a_chain_points_at_the_file_that_goes_on():
    first, second = two()
    third = BeneficiaryFactory()
    life(first)
    merge(second, first)
    merge(third, second)
    first.refresh_from_db()
    assert first.merged_into == third and Visit.objects.get().beneficiary == third
    assert now_in(first.pk) == third.pk


def test_two_merged_files_can_be_merged():
    a, b = two()
    c, d = two()
    for loser in (b, d):
        life(loser)
    merge(a, b)
    merge(c, d)
    merge(a, c)
    assert set(Beneficiary.objects.filter(merged_into=a)) == {b, c, d}
    assert Visit.objects.filter(beneficiary=a).count() == 2


def test_every_move_is_written_down():
    survivor, loser = two()
    life(loser)
    own = {row.pk for holder in holders() for row in holder.rows_of(survivor.pk)}
    done = merge(survivor, loser)
    for holder in holders():
        for row in holder.rows_of(survivor.pk):
            for column in holder.columns:
                if getattr(row, column) == survivor.pk and row.pk not in own:
                    assert MergeMove.objects.filter(
                        merge=done, model=holder.label, row=str(row.pk), field=column, new=str(survivor.pk)
                    ).exists(), (holder.label, column)


def test_every_field_that_is_typed_of_a_person_is_a_line_or_a_rule():
    typed = {field.name for field in Beneficiary._meta.concrete_fields if field.editable and not field.primary_key}
    lines = {name for line in LINES for name in line.fields}
    assert typed - lines == set(BY_RULE)

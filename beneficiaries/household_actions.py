"""With whom a person lives, who is near them, who has a say in what they sign."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from beneficiaries.kinship import GROWN_UP
from beneficiaries.models import Beneficiary, Household, HouseholdMember, ProtectionMeasure, Relative
from beneficiaries.models.household import FIRST_HALF, SECOND_HALF, WHOLE
from beneficiaries.write_once import change, undo, write_once
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry

MISTAKE = "c’était une erreur"
Relation = HouseholdMember.Relation


@transaction.atomic
def add_to_household(
    *,
    by: User,
    id: UUID,
    person: Beneficiary,
    relation: str,
    beneficiary: Beneficiary | None = None,
    first_name: str = "",
    birth_year: int | None = None,
    starts_on: date | None = None,
    shared_custody: bool = False,
) -> HouseholdMember:
    """Write that someone lives with ``person``, whose household is opened by its first member.

    Takes: ``relation``: what they are to ``person``; ``shared_custody``: a child who also lives elsewhere.
    Raises: RuleViolation when they already live somewhere else, when a grown-up is shared, or with oneself.
    """
    if beneficiary == person:
        raise RuleViolation("Cette personne est déjà celle de ce dossier.", "who")
    born = beneficiary.birth_year if beneficiary else birth_year
    if shared_custody and (relation != Relation.CHILD or (born and today().year - born >= GROWN_UP)):
        raise RuleViolation("Seul un enfant vit dans deux foyers à la fois.", "shared_custody")
    # Two colleagues who add the first two members at once open one household, not two.
    Beneficiary.objects.select_for_update().get(pk=person.pk)
    if kept := HouseholdMember.objects.standing().filter(pk=id, recorded_by=by).first():
        return kept
    anchor = _own_place(by, person, starts_on)
    fields: dict[str, Any] = {
        "id": id, "recorded_by": by, "household": anchor.household, "beneficiary": beneficiary,
        "first_name": first_name, "birth_year": None if beneficiary else birth_year,
        "relation": relation, "related_to": anchor, "starts_on": starts_on,
    }  # fmt: skip
    return _take(fields, shared_custody)


def _own_place(by: User, person: Beneficiary, starts_on: date | None) -> HouseholdMember:
    """Return the stay of ``person`` today, or open a household for them, since nobody knows when."""
    here = HouseholdMember.objects.in_force().of_person(person).order_by("recorded_at", "pk").first()
    if here:
        return here
    left = HouseholdMember.objects.standing().of_person(person).order_by("ends_on").last()
    since = left.ends_on + timedelta(days=1) if left else None
    household, _ = write_once(Household(id=uuid4(), recorded_by=by))
    own = HouseholdMember(id=uuid4(), recorded_by=by, household=household, beneficiary=person, starts_on=since)
    return write_once(own)[0]


def _take(fields: dict[str, Any], shared_custody: bool) -> HouseholdMember:
    """Write the stay; a shared child takes whichever half of their time is free."""
    refused = None
    for halves in (FIRST_HALF, SECOND_HALF) if shared_custody else (WHOLE,):
        try:
            return write_once(HouseholdMember(**fields, halves=halves))[0]
        except RuleViolation as violation:
            refused = violation
    assert refused
    raise refused


@transaction.atomic
def leave_household(*, by: User, member: HouseholdMember, day: date) -> HouseholdMember:
    """Write that ``member`` does not live there any more since ``day``: the day before was their last."""
    if day > today():
        raise RuleViolation("Ce jour est dans l’avenir.", "day")
    if member.starts_on and day <= member.starts_on:
        raise RuleViolation("Ce jour est avant l’arrivée. Si c’était une erreur, dites-le plutôt.", "day")
    return change(member, by=by, ends_on=day - timedelta(days=1))


@transaction.atomic
def share_custody(*, by: User, member: HouseholdMember) -> HouseholdMember:
    """Write that a child also lives elsewhere: half of their time becomes free for another household."""
    if member.relation != Relation.CHILD:
        raise RuleViolation("Seul un enfant vit dans deux foyers à la fois.")
    return change(member, by=by, halves=FIRST_HALF)


@transaction.atomic
def take_back_member(*, by: User, member: HouseholdMember) -> HouseholdMember:
    return undo(member, by=by, reason=MISTAKE)


@transaction.atomic
def say_household(
    *, by: User, person: Beneficiary, lives_alone: bool | None, single_parent: bool | None
) -> Beneficiary:
    """Keep what the person says of their home, for as long as their household is not filled."""
    person = Beneficiary.objects.select_for_update().get(pk=person.pk)
    if (person.lives_alone, person.single_parent) != (lives_alone, single_parent):
        person.lives_alone, person.single_parent = lives_alone, single_parent
        person.save(update_fields=["lives_alone", "single_parent"])
        record(by=by, action=Entry.Action.UPDATE, on=person)
    return person


@transaction.atomic
def add_relative(*, by: User, id: UUID, beneficiary: Beneficiary, **said: Any) -> Relative:
    """Write who is near a person. Takes: ``said``, fields of `Relative`."""
    return write_once(Relative(id=id, recorded_by=by, beneficiary=beneficiary, **said))[0]


@transaction.atomic
def end_relative(*, by: User, relative: Relative, day: date) -> Relative:
    """Write that ``relative`` is no relative any more since ``day``."""
    if day > today():
        raise RuleViolation("Ce jour est dans l’avenir.", "day")
    return change(relative, by=by, ends_on=day)


@transaction.atomic
def take_back_relative(*, by: User, relative: Relative) -> Relative:
    return undo(relative, by=by, reason=MISTAKE)


@transaction.atomic
def write_measure(*, by: User, id: UUID, beneficiary: Beneficiary, **said: Any) -> ProtectionMeasure:
    """Write who signs with a person or for them. Takes: ``said``, fields of `ProtectionMeasure`.

    Raises: RuleViolation when another measure covers the same days.
    """
    return write_once(ProtectionMeasure(id=id, recorded_by=by, beneficiary=beneficiary, **said))[0]


@transaction.atomic
def end_measure(*, by: User, measure: ProtectionMeasure, day: date) -> ProtectionMeasure:
    """Write the last day of a measure."""
    return change(measure, by=by, ends_on=day)


@transaction.atomic
def take_back_measure(*, by: User, measure: ProtectionMeasure) -> ProtectionMeasure:
    return undo(measure, by=by, reason=MISTAKE)

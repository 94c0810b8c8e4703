"""Who follows whom, and whose contact is hidden: the writes, and who may make them."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from beneficiaries.models import Beneficiary, ProtectionChange, Referent
from ceis.access import Permission, Role
from ceis.accounts.models import User
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.models import Platform

ALREADY = "{} est déjà référent(e) de cette personne."
NOT_YOURS = "Un référent se nomme sur sa propre plateforme."
NOT_FOLLOWING = "{} ne suit pas de personnes sur la plateforme {}."
PROTECTED = (
    "Ces coordonnées sont protégées : seul un référent de la personne, ou la coordination de la plateforme, nomme ou "
    "change un référent."
)
LAST = "Plus personne ne verrait ces coordonnées protégées : nommez d’abord un autre référent."
NOT_TO_LIFT = "Seul un référent de la personne, ou une coordination, peut rendre ces coordonnées visibles."
ENDS_FIRST = "Le dernier jour vient après le premier."
BY_MISTAKE = "Noté par erreur."


@transaction.atomic
def name_referent(
    *, by: User, id: UUID, beneficiary: Beneficiary, platform: Platform, user: User, starts_on: date
) -> Referent:
    """Write that ``user`` follows someone on a platform; posted twice under one ``id``, it is one line.

    Raises: RuleViolation when ``by`` may not, or when ``user`` already does.
    """
    beneficiary = _locked(beneficiary)
    if already := Referent.objects.filter(pk=id).first():
        return already
    _may_change(by, beneficiary, platform)
    if platform.pk not in user.platform_ids or not user.may(Permission.FOLLOW_PEOPLE):
        raise RuleViolation(NOT_FOLLOWING.format(user, platform), field="user")
    referent = Referent(
        pk=id, beneficiary=beneficiary, platform=platform, user=user, starts_on=starts_on, recorded_by=by
    )
    try:
        with transaction.atomic():
            referent.save(force_insert=True)
    except IntegrityError as error:
        if "beneficiaries_referent_once_at_a_time" not in str(error):
            raise
        raise RuleViolation(ALREADY.format(user), field="user") from error
    record(by=by, action=Entry.Action.CREATE, on=referent)
    return referent


@transaction.atomic
def end_referent(*, by: User, referent: Referent, last_day: date) -> Referent:
    """Write the last day on which someone follows a person.

    Raises: RuleViolation when ``by`` may not, or when a protected contact would be left to nobody.
    """
    beneficiary = _locked(referent.beneficiary)
    _may_change(by, beneficiary, referent.platform)
    if last_day < referent.starts_on:
        raise RuleViolation(ENDS_FIRST, field="last_day")
    _leave_someone(beneficiary, referent, by)
    referent.ends_on = last_day
    referent.save(update_fields=["ends_on"])
    record(by=by, action=Entry.Action.UPDATE, on=referent)
    return referent


@transaction.atomic
def withdraw_referent(*, by: User, referent: Referent) -> Referent:
    """Take back a référent written by mistake, from the first day; taking it back twice changes nothing."""
    beneficiary = _locked(referent.beneficiary)
    referent.refresh_from_db()
    if referent.cancelled_at:
        return referent
    _may_change(by, beneficiary, referent.platform)
    _leave_someone(beneficiary, referent, by)
    referent.cancel(by=by, reason=BY_MISTAKE)
    record(by=by, action=Entry.Action.CANCEL, on=referent)
    return referent


@transaction.atomic
def protect_contact(*, by: User, beneficiary: Beneficiary) -> Beneficiary:
    """Hide the contact of someone in danger from all but their référents; doing it twice changes nothing."""
    beneficiary = _locked(beneficiary)
    if beneficiary.protected_contact:
        return beneficiary
    beneficiary.protected_contact = True
    beneficiary.save(update_fields=["protected_contact"])
    note_protection(beneficiary, by=by)
    record(by=by, action=Entry.Action.UPDATE, on=beneficiary)
    return beneficiary


@transaction.atomic
def lift_protection(*, by: User, beneficiary: Beneficiary, reason: str) -> Beneficiary:
    """Show the contact again to whoever may look people up, and keep why.

    Raises: RuleViolation when ``by`` is neither a référent nor a coordinator.
    """
    beneficiary = _locked(beneficiary)
    if not may_lift(by, beneficiary):
        raise RuleViolation(NOT_TO_LIFT)
    if beneficiary.protected_contact:
        beneficiary.protected_contact = False
        beneficiary.save(update_fields=["protected_contact"])
        ProtectionChange.objects.create(beneficiary=beneficiary, protected=False, reason=reason, recorded_by=by)
        record(by=by, action=Entry.Action.UPDATE, on=beneficiary)
    return beneficiary


def note_protection(beneficiary: Beneficiary, *, by: User) -> None:
    """Write, in the caller's transaction, that ``by`` protected a contact, and leave someone who can read it.

    Only the référents ``by`` may know of count: otherwise not becoming one would tell of a secret platform.
    """
    ProtectionChange.objects.create(beneficiary=beneficiary, protected=True, recorded_by=by)
    if becomes_referent(by, beneficiary):
        referent = Referent.objects.create(beneficiary=beneficiary, platform=by.platforms[0], user=by, recorded_by=by)
        record(by=by, action=Entry.Action.CREATE, on=referent)


def becomes_referent(user: User, beneficiary: Beneficiary) -> bool:
    """Whether ``user``, protecting this contact, must become their référent: nobody they know of is."""
    follows = user.may(Permission.FOLLOW_PEOPLE) and bool(user.platforms)
    return follows and not Referent.objects.visible_to(user).of_person(beneficiary).in_force().exists()


def may_lift(user: User, beneficiary: Beneficiary) -> bool:
    return beneficiary.has_referent(user) or Role.COORDINATOR in user.roles


def may_change_referents(user: User, beneficiary: Beneficiary, platform: Platform) -> bool:
    """One's own platform; of a protected person, for their référents and for the coordinator of that platform."""
    if not user.may(Permission.FOLLOW_PEOPLE) or platform.pk not in user.platform_ids:
        return False
    coordinates = any(a.role == Role.COORDINATOR and a.platform_id == platform.pk for a in user.assignments_today)
    return not beneficiary.protected_contact or coordinates or beneficiary.has_referent(user)


def _may_change(by: User, beneficiary: Beneficiary, platform: Platform) -> None:
    if not may_change_referents(by, beneficiary, platform):
        raise RuleViolation(PROTECTED if platform.pk in by.platform_ids else NOT_YOURS)


def _leave_someone(beneficiary: Beneficiary, leaving: Referent, by: User) -> None:
    """Of a protected contact, one of the référents ``by`` knows of stays: without end, or after the others."""
    others = Referent.objects.visible_to(by).of_person(beneficiary).in_force().lasting().exclude(pk=leaving.pk)
    if beneficiary.protected_contact and not others.exists():
        raise RuleViolation(LAST)


def _locked(beneficiary: Beneficiary) -> Beneficiary:
    return Beneficiary.objects.select_for_update(of=("self",)).get(pk=beneficiary.pk)

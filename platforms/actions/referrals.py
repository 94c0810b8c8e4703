"""A question from one door to the next, and its answer."""

from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from beneficiaries.models import Beneficiary
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.models import Platform
from ceis.terms.models import Term
from partners.models import Partner, Permanence
from platforms.models import Referral
from workshops.models import Session

State = Referral.State


@transaction.atomic
def send_referral(
    *,
    by: User,
    beneficiary: Beneficiary | None,
    to_platform: Platform | None = None,
    to_partner: Partner | None = None,
    to_session: Session | None = None,
    to_permanence: Permanence | None = None,
    from_platform: Platform | None = None,
    id: UUID | None = None,
) -> Referral:
    """Send someone to one door of the place, or to a partner's; the same ``id`` twice sends once.

    Takes: one of the four destinations;
    ``from_platform`` None when the front door sends; ``beneficiary`` None for someone nobody named.
    """
    if to_platform and to_platform == from_platform:
        raise RuleViolation("La personne est déjà sur cette plateforme.", "refer_to")
    referral = Referral(
        id=id or uuid4(), recorded_by=by, beneficiary=beneficiary, date=today(),
        from_platform=from_platform, to_platform=to_platform, to_partner=to_partner, to_session=to_session,
        to_permanence=to_permanence,
    )  # fmt: skip
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError:
        existing = Referral.objects.filter(pk=referral.pk, recorded_by=by).first()
        if existing is None:
            raise
        return existing
    record(by=by, action=Entry.Action.CREATE, on=referral)
    return referral


@transaction.atomic
def answer_referral(*, by: User, referral: Referral, accepted: bool, refusal_reason: Term | None = None) -> Referral:
    """Answer for the platform that was asked; the same answer twice changes nothing.

    Raises: RuleViolation when ``by`` does not belong to it, when a refusal says no reason, or after another answer.
    """
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    state = State.ACCEPTED if accepted else State.REFUSED
    if referral.to_platform_id not in by.platform_ids:
        raise RuleViolation("Seule la plateforme demandée répond à une orientation.")
    if referral.state == state:
        return referral
    if referral.state != State.SENT or referral.cancelled_at:
        raise RuleViolation(f"Cette orientation est déjà {referral.get_state_display()}.")
    if not accepted and refusal_reason is None:
        raise RuleViolation("Dites pourquoi cette orientation est refusée.")
    referral.state, referral.answered_on = state, today()
    referral.refusal_reason = None if accepted else refusal_reason
    referral.save(update_fields=["state", "answered_on", "refusal_reason"])
    record(by=by, action=Entry.Action.UPDATE, on=referral)
    return referral

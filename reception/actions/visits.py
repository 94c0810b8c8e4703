"""Writes of the front door: someone came, was expected, was sent somewhere."""

from collections.abc import Iterable
from datetime import datetime, time
from uuid import UUID, uuid5

from django.db import transaction

from beneficiaries.actions import cancel_encounters, note_encounter, open_record
from beneficiaries.models import Beneficiary, Encounter
from ceis.accounts.models import User
from ceis.civil_time import now, today
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.terms.models import Term
from partners.models import Permanence
from platforms.actions import send_referral, set_status
from platforms.models import Appointment, Referral
from platforms.models.referral import destination
from reception.expected import at_the_door, planned_today, registered_today
from reception.models import Visit, VisitReason
from reception.purposes import APPOINTMENT, WORKSHOP, Door, Purpose, purpose_fields, reason_of
from reception.terms import REASON
from workshops.models import Session

PAST = "Une venue se corrige le jour même : celle-ci est passée."
CANCELLED = "Cette venue a été annulée."
ANSWERED = "L’orientation a déjà reçu une réponse : elle ne se change plus ici."
NOT_EXPECTED = "Ce rendez-vous n’est pas attendu aujourd’hui."
NOT_THEIRS = "Ce rendez-vous n’est pas celui de cette personne."


@transaction.atomic
def register_visit(
    *,
    by: User,
    id: UUID,
    beneficiary: Beneficiary | None = None,
    headcount: int = 1,
    reasons: Iterable[Term] = (),
    came_for: Purpose | None = None,
    sent_to: Door | None = None,
) -> Visit:
    """Write that someone came, and where they were sent; posted twice under one ``id``, it is one visit.

    Takes: a person of the file, or nobody and a ``headcount``; ``came_for`` when they said whom or what, else what
    they are expected for today; without ``reasons``, the one that goes with it; ``sent_to`` the next door, if any.
    """
    id = _id_for(id, beneficiary, headcount)
    reasons = list(reasons)
    if beneficiary and came_for is None:
        came_for = expected_for(beneficiary, {reason.code for reason in reasons}, user=by)
    if isinstance(came_for, Appointment):
        visit = _arrive(by=by, id=id, appointment=came_for, beneficiary=beneficiary, reasons=reasons)
    else:
        visit = _come(by=by, id=id, beneficiary=beneficiary, headcount=headcount, reasons=reasons, came_for=came_for)
    return visit if visit.referral_id else _send(visit, by=by, sent_to=sent_to)


@transaction.atomic
def register_newcomer(*, by: User, id: UUID, beneficiary: Beneficiary, namesake: bool = False, **visit) -> Visit:
    """Open the file of ``beneficiary`` (not saved yet) and write their first visit: both, or neither.

    Takes: ``namesake``, whether those alike were shown and are somebody else; ``visit``, what `register_visit` takes.
    """
    beneficiary.pk = newcomer_id(id, beneficiary)
    person = open_record(by=by, beneficiary=beneficiary, namesake=namesake)
    return register_visit(by=by, id=id, beneficiary=person, **visit)


def newcomer_id(id: UUID, beneficiary: Beneficiary) -> UUID:
    """Return the id of the file a form opens: the same names twice are one person, others typed after Back are not."""
    return uuid5(id, f"{beneficiary.first_name} {beneficiary.last_name}")


@transaction.atomic
def register_arrival(*, by: User, id: UUID, appointment: Appointment, beneficiary: Beneficiary) -> Visit:
    """Write that the person of an appointment is there: two agents at once give one visit."""
    return _arrive(by=by, id=_id_for(id, beneficiary, 1), appointment=appointment, beneficiary=beneficiary)


@transaction.atomic
def correct_visit(
    *, by: User, visit: Visit, reasons: Iterable[Term], sent_to: Door | None = None, received_by: User | None = None
) -> Visit:
    """Change what for, who saw them or where they were sent, on the day itself. ``received_by`` None leaves it."""
    visit, reasons = _locked(visit), list(reasons)
    if APPOINTMENT not in {reason.code for reason in reasons}:
        _leave_appointment(visit, by=by)
    elif visit.beneficiary_id and not visit.has_purpose:
        visit.appointment = planned_today([visit.beneficiary_id], user=by).get(visit.beneficiary_id)
        if visit.appointment:
            _mark_arrived(visit.appointment, by=by, at=visit.arrived_at)
    if received_by:
        visit.received_by, visit.waited_until = received_by, visit.waited_until or _time_of(now())
    visit.save(update_fields=["appointment", "received_by", "waited_until"])
    _say_reasons(visit, reasons)
    _send_elsewhere(visit, by=by, sent_to=sent_to)
    record(by=by, action=Entry.Action.UPDATE, on=visit)
    return visit


@transaction.atomic
def cancel_visit(*, by: User, visit: Visit, reason: str) -> Visit:
    """Take back a visit written by mistake, with what it set going; cancelling it twice changes nothing."""
    visit = _locked(visit, even_cancelled=True)
    if visit.cancelled_at:
        return visit
    if visit.referral and visit.referral.state == Referral.State.SENT:
        _withdraw(visit.referral, by=by)
    _leave_appointment(visit, by=by)
    visit.save(update_fields=["appointment"])
    visit.cancel(by=by, reason=reason)
    cancel_encounters(source=visit.pk)
    record(by=by, action=Entry.Action.CANCEL, on=visit)
    return visit


def default_reason(code: str) -> Term:
    """Return the term the house proposes by itself; the first of the list when the place closed it."""
    terms = Term.objects.of(REASON)
    return terms.filter(code=code).first() or terms.order_by("position", "pk")[0]


def _id_for(id: UUID, beneficiary: Beneficiary | None, headcount: int) -> UUID:
    """A page shown twice (Back, a second tab) may post its id for somebody else: that is another visit."""
    first = Visit.objects.filter(pk=id).values_list("beneficiary", "headcount").first()
    whose = (beneficiary.pk if beneficiary else None, headcount)
    return id if first in (None, whose) else uuid5(id, f"{whose}")


def _write(*, by: User, id: UUID, reasons: Iterable[Term], **what) -> Visit:
    moment = now()
    visit, created = Visit.objects.get_or_create(
        pk=id,
        defaults={"date": moment.date(), "arrived_at": _time_of(moment), "recorded_by": by, **what},
    )
    if created:
        _say_reasons(visit, reasons)
        note_encounter(
            source=visit.pk,
            kind=Encounter.Kind.VISIT,
            day=visit.date,
            at=visit.arrived_at,
            beneficiary=visit.beneficiary,
            headcount=visit.headcount,
        )
        record(by=by, action=Entry.Action.CREATE, on=visit)
    return visit


def _time_of(moment: datetime) -> time:
    return moment.time().replace(microsecond=0)


def _say_reasons(visit: Visit, reasons: Iterable[Term]) -> None:
    """Make ``reasons`` those of the visit; each one that stays keeps its row."""
    wanted = {reason.pk for reason in reasons}
    said = {row.reason_id: row for row in visit.said_reasons.all()}
    visit.said_reasons.filter(reason__in=said.keys() - wanted).delete()
    VisitReason.objects.bulk_create([VisitReason(visit=visit, reason_id=pk) for pk in sorted(wanted - said.keys())])


def _come(
    *, by: User, id: UUID, beneficiary: Beneficiary | None, headcount: int, reasons: list[Term],
    came_for: Purpose | None,
) -> Visit:  # fmt: skip
    """Write a visit for anything but an appointment: a workshop, a permanence, somebody, or just a question."""
    purpose = purpose_fields(came_for)
    if beneficiary and isinstance(came_for, Session | Permanence):
        # Whoever comes second waits here, then finds the visit of the first.
        type(came_for).objects.select_for_update(of=("self",)).get(pk=came_for.pk)
        already = Visit.objects.standing().on(today()).of_person(beneficiary).filter(**purpose).first()
        if already:
            return already
    reasons = reasons or [default_reason(reason_of(came_for))]
    return _write(by=by, id=id, beneficiary=beneficiary, headcount=headcount, reasons=reasons, **purpose)


def _arrive(
    *, by: User, id: UUID, appointment: Appointment, beneficiary: Beneficiary, reasons: Iterable[Term] = ()
) -> Visit:
    # Whoever comes second waits here, then finds the visit of the first.
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    already = appointment.visits.standing().filter(beneficiary=beneficiary).first()
    if already:
        return already
    if not at_the_door().filter(pk=appointment.pk).exists():
        raise RuleViolation(NOT_EXPECTED)
    if not appointment.people.filter(pk=beneficiary.pk).exists():
        raise RuleViolation(NOT_THEIRS)
    reasons = list(reasons) or [default_reason(APPOINTMENT)]
    visit = _write(by=by, id=id, beneficiary=beneficiary, appointment=appointment, reasons=reasons)
    if visit.appointment_id == appointment.pk:  # else the form was sent twice, and had its answer
        _mark_arrived(appointment, by=by, at=visit.arrived_at)
    return visit


def expected_for(beneficiary: Beneficiary, codes: set[str], *, user: User) -> Appointment | Session | None:
    """What ``beneficiary`` is expected for today, unless the reasons they gave (``codes``) are others."""
    if not codes or APPOINTMENT in codes:
        appointment = planned_today([beneficiary], user=user).get(beneficiary.pk)
        if appointment is None and codes:
            appointment = _already_came_for(beneficiary, user=user)
        if appointment:
            return appointment
    if not codes or WORKSHOP in codes:
        return registered_today([beneficiary], user=user).get(beneficiary.pk)
    return None


def _already_came_for(beneficiary: Beneficiary, *, user: User) -> Appointment | None:
    """The appointment whose arrival a colleague wrote a moment ago."""
    known = Appointment.objects.visible_to(user)
    visits = Visit.objects.standing().on(today()).filter(beneficiary=beneficiary, appointment__in=known)
    visit = visits.select_related("appointment").first()
    return visit and visit.appointment


def _mark_arrived(appointment: Appointment, *, by: User, at: time) -> None:
    if appointment.status == Appointment.Status.PLANNED:
        set_status(by=by, appointment=appointment, status=Appointment.Status.ARRIVED, at=at)


def _leave_appointment(visit: Visit, *, by: User) -> None:
    """The visit was not for its appointment: if nobody else came for it and nobody was received, it waits again."""
    if visit.appointment_id is None:
        return
    appointment = Appointment.objects.select_for_update().get(pk=visit.appointment_id)
    others = appointment.visits.standing().exclude(pk=visit.pk).exists()
    if appointment.status == Appointment.Status.ARRIVED and not others:
        set_status(by=by, appointment=appointment, status=Appointment.Status.PLANNED)
    visit.appointment = None


def _locked(visit: Visit, even_cancelled: bool = False) -> Visit:
    visit = Visit.objects.select_for_update(of=("self",)).select_related("referral").get(pk=visit.pk)
    if visit.date != today():
        raise RuleViolation(PAST)
    if visit.cancelled_at and not even_cancelled:
        raise RuleViolation(CANCELLED)
    return visit


def _send(visit: Visit, *, by: User, sent_to: Door | None) -> Visit:
    if sent_to:
        visit.referral = send_referral(by=by, beneficiary=visit.beneficiary, **destination(sent_to))
        visit.save(update_fields=["referral"])
    return visit


def _send_elsewhere(visit: Visit, *, by: User, sent_to: Door | None) -> None:
    """Replace the destination. One that ``by`` may not know of is left as it is: it is not theirs to take back."""
    current = visit.referral
    if current and current.to == sent_to:
        return
    mine_to_change = current and (
        current.recorded_by_id == by.pk or Referral.objects.known_to(by).filter(pk=current.pk).exists()
    )
    if mine_to_change:
        if current.state != Referral.State.SENT:
            raise RuleViolation(ANSWERED, field="destination")
        _withdraw(current, by=by)
        visit.referral = None
        visit.save(update_fields=["referral"])
    _send(visit, by=by, sent_to=sent_to)


def _withdraw(referral: Referral, *, by: User) -> None:
    referral.state = Referral.State.WITHDRAWN
    referral.save(update_fields=["state"])
    referral.cancel(by=by, reason="Orientation corrigée à l’accueil.")
    record(by=by, action=Entry.Action.CANCEL, on=referral)

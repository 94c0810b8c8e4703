"""What following people counts: appointments and their outcome, interviews and their time, referrals and answers."""

from datetime import timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum, Value

from ceis.civil_time import Period, today
from ceis.indicators import Breakdown, Indicator, Rate, choices
from platforms.models import Appointment, Interview, Referral

AGENDA = "agenda du lieu"
INTERVIEWS = "entretiens écrits par les plateformes"
REFERRALS = "orientations d’une porte à l’autre"
HOW_MANY = Count("pk", distinct=True)
TO_ANSWER_WITHIN = timedelta(days=7)
State = Appointment.Status


def appointments(period: Period, platform_id: int | None):
    """Appointments whose day is over, those called off included: those of today may still be honoured."""
    past = Period(period.start, min(period.end, today() - timedelta(days=1)))
    return Appointment.objects.during(past).of_platform(platform_id)


def interviews(period: Period, platform_id: int | None):
    return Interview.objects.standing().during(period).of_platform(platform_id)


def referrals_sent(period: Period, platform_id: int | None):
    return Referral.objects.standing().during(period).sent_by(platform_id)


def referrals_received(period: Period, platform_id: int | None):
    """Each with ``waiting``, the time since it was sent."""
    waiting = ExpressionWrapper(Value(today()) - F("date"), output_field=DurationField())
    return Referral.objects.standing().during(period).received_by(platform_id).annotate(waiting=waiting)


APPOINTMENTS = Indicator(
    "appointments", "Rendez-vous", "rendez-vous", appointments, HOW_MANY,
    "Rendez-vous dont le jour est passé, quel que soit leur état, annulés compris.",
    AGENDA,
)  # fmt: skip
SETTLED = Indicator(
    "appointments_settled", "Rendez-vous dont l’issue est écrite", "rendez-vous", appointments, HOW_MANY,
    "Honorés + excusés + annulés (par le lieu ou par la personne) + non venus.",
    AGENDA,
    Q(status__in=[State.HONOURED, State.EXCUSED, State.CANCELLED_BY_US, State.CANCELLED_BY_THEM, State.NO_SHOW]),
)  # fmt: skip
HONOURED = Indicator(
    "appointments_honoured", "Rendez-vous honorés", "rendez-vous", appointments, HOW_MANY,
    "Rendez-vous où la personne a été reçue.", AGENDA, Q(status=State.HONOURED),
)  # fmt: skip
NO_SHOWS = Indicator(
    "no_shows", "Rendez-vous non honorés", "rendez-vous", appointments, HOW_MANY,
    "Rendez-vous où la personne n’est pas venue et n’a pas prévenu.", AGENDA, Q(status=State.NO_SHOW),
)  # fmt: skip
NO_SHOW_RATE = Rate(
    "no_show_rate", "Taux d’absence aux rendez-vous", NO_SHOWS, SETTLED,
    "Non venus ÷ (honorés + excusés + annulés + non venus), formule de rdv-insertion. Les rendez-vous sans issue"
    " n’y sont pas.",
)  # fmt: skip
WITHOUT_OUTCOME = Indicator(
    "appointments_without_outcome", "Rendez-vous passés sans issue", "rendez-vous", appointments, HOW_MANY,
    "Rendez-vous dont le jour est passé et dont personne n’a écrit s’il a été honoré.",
    AGENDA, Q(status__in=Appointment.EXPECTED, cancelled_at=None),
)  # fmt: skip
WITHOUT_OUTCOME_BY_PLATFORM = Breakdown(
    "without_outcome_by_platform", "Rendez-vous passés sans issue", WITHOUT_OUTCOME, "platform__name", unknown=""
)
BY_STATE = Breakdown(
    "appointments_by_state", "Issue des rendez-vous", APPOINTMENTS, buckets=choices("status", State), unknown=""
)
HELD_INTERVIEWS = Indicator(
    "interviews", "Entretiens", "entretiens", interviews, HOW_MANY,
    "Entretiens individuels écrits dans la période, par quelque canal que ce soit.", INTERVIEWS,
)  # fmt: skip
MINUTES = Indicator(
    "interview_minutes", "Temps d’entretien", "minutes", interviews, Sum("minutes", default=0),
    "Somme des durées écrites des entretiens.", INTERVIEWS,
)  # fmt: skip
BY_CHANNEL = Breakdown(
    "interviews_by_channel", "Entretiens par canal", HELD_INTERVIEWS, buckets=choices("channel", Interview.Channel),
    unknown="",
)  # fmt: skip
SENT = Indicator(
    "referrals_sent", "Orientations envoyées", "orientations", referrals_sent, HOW_MANY,
    "Orientations parties dans la période vers une plateforme ou un partenaire.", REFERRALS,
)  # fmt: skip
RECEIVED = Indicator(
    "referrals_received", "Orientations reçues par nos plateformes", "orientations", referrals_received, HOW_MANY,
    "Orientations de la période qu’une plateforme du lieu doit traiter.", REFERRALS,
)  # fmt: skip
ANSWERED = Indicator(
    "referrals_answered", "Orientations répondues", "orientations", referrals_received, HOW_MANY,
    "Orientations reçues et acceptées, refusées ou honorées.", REFERRALS,
    Q(state__in=[Referral.State.ACCEPTED, Referral.State.REFUSED, Referral.State.HONOURED]),
)  # fmt: skip
ANSWER_RATE = Rate(
    "answer_rate", "Orientations répondues", ANSWERED, RECEIVED,
    "Répondues ÷ reçues. Une orientation retirée ne compte ni dans l’un ni dans l’autre.",
)  # fmt: skip
OVERDUE = Indicator(
    "referrals_overdue", "Orientations sans réponse depuis plus de 7 jours", "orientations", referrals_received,
    HOW_MANY, "Orientations reçues, toujours sans réponse plus de sept jours après leur envoi, à la date d’arrêté.",
    REFERRALS, Q(state=Referral.State.SENT, waiting__gt=TO_ANSWER_WITHIN),
)  # fmt: skip
OVERDUE_BY_PLATFORM = Breakdown(
    "overdue_by_platform", "Orientations sans réponse depuis plus de 7 jours", OVERDUE, "to_platform__name", unknown=""
)

from datetime import date, time

from django.db import models
from django.db.models import Count, Min, Prefetch, Q, Sum

from ceis.access import Permission
from ceis.civil_time import Period, today
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.platform import Sensitivity
from ceis.privacy import Keep, Personal
from platforms.models import Appointment, Referral


class VisitQuerySet(FactQuerySet):
    def visible_to(self, user):
        """Someone came: known to whoever may look people up. What for is another matter: see `reason_open_to`."""
        return self if user.may(Permission.FIND_PEOPLE) else self.none()

    def on(self, day: date):
        return self.filter(date=day)

    def during(self, period: Period):
        return self.filter(date__gte=period.start, date__lte=period.end)

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def open_at_desk(self, user):
        """Visits the desk may still correct: those of today, but for an appointment ``user`` knows nothing of."""
        known = Q(appointment=None) | Q(appointment__in=Appointment.objects.visible_to(user))
        return self.visible_to(user).standing().on(today()).filter(known)

    def for_list(self, user):
        """With what `reason_open_to` reads, and their referral when ``user`` may know of it.

        ``visit.referral`` is None when not.
        """
        known = Referral.objects.known_to(user).standing().for_list()
        return self.told_by().prefetch_related(Prefetch("referral", known))

    def told_by(self):
        return self.select_related("beneficiary", "reason", "appointment__platform")

    def for_author(self, user):
        """As `for_list`; whoever sent a person somewhere today may also see where, to correct it."""
        sent_today = Referral.objects.filter(recorded_by=user, date=today())
        known = (Referral.objects.known_to(user) | sent_today).standing().for_list()
        return self.told_by().prefetch_related(Prefetch("referral", known))

    def latest_first(self):
        return self.order_by("-date", "-arrived_at", "-recorded_at", "pk")

    def with_id(self, id):
        """The visit of that id among these, or None."""
        return self.filter(pk=id).first()

    def people_and_first_hour(self) -> tuple[int, time | None]:
        """How many people these visits are, each one counted once, and when the first of them came."""
        seen = self.order_by().aggregate(
            named=Count("beneficiary", distinct=True),
            unnamed=Sum("headcount", filter=Q(beneficiary=None), default=0),
            first=Min("arrived_at"),
        )
        return seen["named"] + seen["unnamed"], seen["first"]


@keeps_history
class Visit(Fact):
    """Someone came through the door: a person of the file, or people nobody named."""

    date = models.DateField("jour")
    arrived_at = models.TimeField("heure d’arrivée")
    beneficiary = models.ForeignKey(
        "beneficiaries.Beneficiary", on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    headcount = models.PositiveSmallIntegerField("personnes", default=1)
    reason = models.ForeignKey("terms.Term", on_delete=models.PROTECT, related_name="+", verbose_name="motif")
    appointment = models.ForeignKey(
        "platforms.Appointment", on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    referral = models.ForeignKey(
        "platforms.Referral",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name="orientation donnée",
    )

    privacy = Personal(
        "beneficiary", "accueillir et orienter", Keep.RECORD, ("date", "arrived_at"),
        neutral=("headcount", "recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = VisitQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "venue"
        ordering = ["-date", "-arrived_at"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="reception_visit_headcount",
                condition=Q(beneficiary=None, headcount__gte=1, headcount__lte=200) | Q(headcount=1),
                violation_error_message="Un groupe compte de 1 à 200 personnes.",
            ),
            models.UniqueConstraint(
                fields=["appointment", "beneficiary"],
                condition=Q(cancelled_at=None, appointment__isnull=False),
                nulls_distinct=False,
                name="reception_visit_once_per_appointment",
                violation_error_message="L’arrivée de cette personne est déjà enregistrée.",
            ),
        ]
        indexes = [models.Index(fields=["date", "arrived_at"], name="reception_visit_date")]

    def __str__(self) -> str:
        return f"venue du {self.date:%d/%m/%Y} à {self.arrived_at:%H:%M}"

    def reason_open_to(self, user) -> bool:
        """Whether ``user`` may learn what for: the desk on the day; later, who follows people, if it is ordinary."""
        if self.reason.sensitivity == Sensitivity.SECRET and self.reason.platform_id not in user.platform_ids:
            return False
        if self.appointment and not (self.appointment.is_open_to(user) or user.may(Permission.SEE_EVERY_HOUR)):
            return False  # « Rendez-vous » beside no appointment one knows of would tell whose it is
        if self.date == today() and user.may(Permission.USE_DESK):
            return True
        return self.reason.sensitivity == Sensitivity.ORDINARY and user.may(Permission.FOLLOW_PEOPLE)

    @property
    def who(self) -> str:
        """Who came, as a line says it."""
        if self.beneficiary_id:
            return str(self.beneficiary)
        return "Personne sans nom" if self.headcount == 1 else f"Groupe de {self.headcount} personnes"

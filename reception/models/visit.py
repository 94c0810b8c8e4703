from datetime import date

from django.db import models
from django.db.models import Q

from ceis.access import Permission
from ceis.civil_time import Period
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal


class VisitQuerySet(FactQuerySet):
    def visible_to(self, user):
        """Someone came: known to whoever may look people up. What for is another matter: see `reason_open_to`."""
        return self if user.may(Permission.FIND_PEOPLE) else self.none()

    def on(self, day: date):
        return self.filter(date=day)

    def during(self, period: Period):
        return self.filter(date__gte=period.start, date__lte=period.end)

    def for_list(self):
        return self.select_related("beneficiary", "reason", "referral__to_platform", "referral__to_partner")


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
        ]
        indexes = [models.Index(fields=["date", "arrived_at"], name="reception_visit_date")]

    def __str__(self) -> str:
        return f"venue du {self.date:%d/%m/%Y} à {self.arrived_at:%H:%M}"

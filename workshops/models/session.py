from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ceis.civil_time import Period
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.platform import known_platform
from ceis.privacy import Impersonal


class SessionQuerySet(FactQuerySet):
    def during(self, period: Period):
        return self.filter(date__gte=period.start, date__lte=period.end)

    def on(self, day: date):
        return self.filter(date=day)

    def known_to(self, user):
        """Sessions whose existence ``user`` may learn."""
        return self.filter(known_platform(user))


@keeps_history
class Session(Fact):
    """One date of a workshop, a cycle or a cohort. Its room and facilitators are taken by an `Occupation`."""

    title = models.CharField("intitulé", max_length=120)
    group = models.ForeignKey(
        "workshops.Group", on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    theme = models.ForeignKey("terms.Term", on_delete=models.PROTECT, related_name="+", verbose_name="thème")
    platform = models.ForeignKey(
        "ceis.Platform", on_delete=models.PROTECT, null=True, blank=True, verbose_name="plateforme"
    )
    date = models.DateField("jour")
    starts_at = models.TimeField("début")
    ends_at = models.TimeField("fin")
    room = models.ForeignKey("places.Room", on_delete=models.PROTECT, null=True, blank=True, verbose_name="salle")
    facilitators = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name="animateurs")
    partner = models.ForeignKey(
        "partners.Partner", on_delete=models.PROTECT, null=True, blank=True, verbose_name="partenaire"
    )
    places = models.PositiveSmallIntegerField("places", default=10)

    privacy = Impersonal("programme du lieu")
    objects = SessionQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "séance"
        ordering = ["date", "starts_at"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="workshops_session_times_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="La séance finit après avoir commencé.",
            ),
        ]
        indexes = [models.Index(fields=["date"], name="workshops_session_date")]

    def __str__(self) -> str:
        return f"{self.title} {self.date}"

from datetime import date

from django.db import models
from django.db.models import Count

from ceis.civil_time import Period, today
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal


class ServiceQuerySet(FactQuerySet):
    def on(self, day: date):
        return self.filter(date=day)

    def during(self, period: Period):
        return self.filter(date__gte=period.start, date__lte=period.end)

    def for_visit(self, visit):
        """Those given to the people of one visit; of the whole place when ``visit`` is None."""
        return self.filter(visit=visit) if visit else self

    def counted(self) -> dict[int, int]:
        """How many times each service (its id) was given."""
        return dict(self.order_by().values_list("service").annotate(times=Count("pk")))

    def latest_of(self, service):
        return self.filter(service=service).order_by("-recorded_at", "-pk")


@keeps_history
class ServiceGiven(Fact):
    """One service over the counter: each press of « +1 » is a row, so that two hands at once are two."""

    date = models.DateField("jour", default=today)
    service = models.ForeignKey("terms.Term", on_delete=models.PROTECT, related_name="+", verbose_name="service")
    visit = models.ForeignKey(
        "reception.Visit", on_delete=models.PROTECT, null=True, blank=True, related_name="services"
    )

    privacy = Personal(
        "visit__beneficiary", "compter les services rendus", Keep.RECORD, ("date",),
        neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = ServiceQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "service rendu"
        ordering = ["-date", "-recorded_at"]
        constraints = [*Fact.Meta.constraints]
        indexes = [models.Index(fields=["date", "service"], name="reception_service_date")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.date:%d/%m/%Y}"

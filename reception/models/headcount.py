from datetime import datetime

from django.db import models
from django.db.models import Q

from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.privacy import Impersonal

MOST = 2000


class HeadcountQuerySet(FactQuerySet):
    def latest_between(self, start: datetime, end: datetime) -> "Headcount | None":
        return self.standing().filter(at__gt=start, at__lte=end).order_by("-at", "-recorded_at").first()


@keeps_history
class Headcount(Fact):
    """Somebody walked through the rooms and counted the people received; the house counts on from there."""

    at = models.DateTimeField("compté à")
    people = models.PositiveSmallIntegerField("personnes")

    privacy = Impersonal("un nombre, sans nom")
    objects = HeadcountQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "comptage"
        ordering = ["-at"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="reception_headcount_possible",
                condition=Q(people__lte=MOST),
                violation_error_message=f"Comptez de 0 à {MOST} personnes.",
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="reception_headcount_at")]

    def __str__(self) -> str:
        return f"{self.people}"

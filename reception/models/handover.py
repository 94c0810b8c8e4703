from django.db import models

from ceis.access import Permission
from ceis.civil_time import last_working_day_before, today
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal

LONGEST = 400


class HandoverQuerySet(FactQuerySet):
    def visible_to(self, user):
        return self if user.may(Permission.USE_DESK) else self.none()

    def to_be_read(self):
        """Notes of today and of the last working day: what was left then is read on the next open day."""
        return self.standing().filter(date__gte=last_working_day_before(today()), date__lte=today())

    def for_list(self):
        return self.select_related("recorded_by").order_by("-date", "-recorded_at", "pk")


@keeps_history
class HandoverNote(Fact):
    """A word left at the desk for the team of the day: what to know to hold it, never about somebody's life."""

    date = models.DateField("jour", default=today)
    text = models.CharField("consigne", max_length=LONGEST)

    privacy = Personal(
        "recorded_by", "tenir l’accueil à plusieurs", Keep.JOURNAL, ("date", "text"),
        neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = HandoverQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "consigne de l’accueil"
        ordering = ["-date", "-recorded_at"]
        constraints = [*Fact.Meta.constraints]

    def __str__(self) -> str:
        return f"consigne du {self.date:%d/%m/%Y}"

    def may_be_cancelled_by(self, user) -> bool:
        return self.recorded_by_id == user.pk and self.cancelled_at is None

from datetime import date

from django.db import models
from django.db.models import F, Q

from ceis.civil_time import today
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal
from ceis.terms.visibility import known_terms, open_terms


class ObstacleQuerySet(FactQuerySet):
    def visible_to(self, user):
        """The obstacles ``user`` may read: see `ceis.terms.visibility`."""
        return self.filter(open_terms(user))

    def known_to(self, user):
        """Those whose existence ``user`` may learn; of a reserved one, only which platform holds it."""
        return self.filter(known_terms(user))

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def open(self):
        """Those that still stand in the way."""
        return self.standing().filter(lifted_on=None)

    def on(self, day: date | None = None):
        """Those that stood in the way on ``day`` (today by default)."""
        day = day or today()
        return self.standing().filter(Q(noticed_on__lte=day), Q(lifted_on=None) | Q(lifted_on__gt=day))

    def for_list(self):
        """What still stands in the way first, then what was lifted, newest first."""
        lifted = F("lifted_on").desc(nulls_first=True)
        return self.select_related("term", "platform").order_by(lifted, "-noticed_on", "term__position", "pk")


@keeps_history
class Obstacle(Fact):
    """Something that stands in a person's way: noticed, being treated, lifted, each with its day."""

    class State(models.TextChoices):
        NOTICED = "noticed", "repéré"
        TREATED = "treated", "en cours"
        LIFTED = "lifted", "levé"

    beneficiary = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="obstacles")
    term = models.ForeignKey("terms.Term", on_delete=models.PROTECT, verbose_name="frein")
    platform = models.ForeignKey("ceis.Platform", on_delete=models.PROTECT, verbose_name="noté par la plateforme")
    noticed_on = models.DateField("vu le", default=today)
    treated_on = models.DateField("en cours depuis le", null=True, blank=True)
    lifted_on = models.DateField("levé le", null=True, blank=True)

    privacy = Personal(
        "beneficiary", "lever ce qui empêche la personne d’avancer", Keep.RECORD,
        ("noticed_on", "treated_on", "lifted_on"), neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = ObstacleQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "frein"
        ordering = ["-noticed_on"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="beneficiaries_obstacle_dates_in_order",
                condition=(Q(treated_on=None) | Q(treated_on__gte=F("noticed_on")))
                & (Q(lifted_on=None) | Q(lifted_on__gte=F("noticed_on")))
                & (Q(lifted_on=None) | Q(treated_on=None) | Q(lifted_on__gte=F("treated_on"))),
                violation_error_message="Un frein est vu, puis traité, puis levé : ces dates ne se suivent pas.",
            ),
            models.UniqueConstraint(
                fields=["beneficiary", "term", "platform"],
                condition=Q(lifted_on=None, cancelled_at=None),
                name="beneficiaries_obstacle_open_once",
                violation_error_message="Ce frein est déjà noté, et pas encore levé.",
            ),
        ]
        indexes = [models.Index(fields=["beneficiary"], name="beneficiaries_obstacle_person")]

    def __str__(self) -> str:
        return str(self.term)

    @property
    def state(self) -> "Obstacle.State":
        if self.lifted_on:
            return self.State.LIFTED
        return self.State.TREATED if self.treated_on else self.State.NOTICED

from django.db import models
from django.db.models import Q

from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal


class ProtectionChangeQuerySet(FactQuerySet):
    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def latest_first(self):
        return self.select_related("recorded_by").order_by("-recorded_at", "-pk")


@keeps_history
class ProtectionChange(Fact):
    """Someone hid the contact of a person in danger, or showed it again, and why."""

    beneficiary = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="protections")
    protected = models.BooleanField("coordonnées protégées")
    reason = models.CharField("motif", max_length=200, blank=True)

    privacy = Personal(
        "beneficiary", "protéger une personne en danger", Keep.RECORD, ("reason",),
        neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = ProtectionChangeQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "changement de protection"
        verbose_name_plural = "changements de protection"
        ordering = ["-recorded_at"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="beneficiaries_protection_lifted_with_reason",
                condition=Q(protected=True) | ~Q(reason=""),
                violation_error_message="Dites pourquoi ces coordonnées ne sont plus protégées.",
            ),
        ]

    def __str__(self) -> str:
        return "protégées" if self.protected else f"plus protégées : {self.reason}"

import uuid

from django.db import models

from ceis.privacy import Impersonal


class Group(models.Model):
    """A cycle of workshops or a cohort: sessions that the same people follow."""

    class Kind(models.TextChoices):
        CYCLE = "cycle", "cycle"
        COHORT = "cohort", "promotion"

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    kind = models.CharField("genre", max_length=10, choices=Kind)
    name = models.CharField("nom", max_length=120)
    platform = models.ForeignKey("ceis.Platform", on_delete=models.PROTECT, verbose_name="plateforme")
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin")

    privacy = Impersonal("programme du lieu")

    class Meta:
        verbose_name = "groupe"
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                name="workshops_group_dates_in_order",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message="La fin du groupe vient après son début.",
            )
        ]

    def __str__(self) -> str:
        return self.name

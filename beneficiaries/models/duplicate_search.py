from django.db import models
from django.utils import timezone

from ceis.privacy import Impersonal


class DuplicateSearch(models.Model):
    """One round of the night through all files: where it is, so that the next night goes on from there."""

    id = models.BigAutoField("numéro", primary_key=True)
    started_at = models.DateTimeField("commencée le", default=timezone.now)
    after = models.UUIDField("dernier dossier regardé", null=True, blank=True)
    looked_at = models.PositiveIntegerField("dossiers regardés", default=0)
    finished_at = models.DateTimeField("finie le", null=True, blank=True)

    privacy = Impersonal("où en est le travail de la nuit")

    class Meta:
        verbose_name = "recherche de doublons"
        verbose_name_plural = "recherches de doublons"
        constraints = [
            models.UniqueConstraint(
                models.F("finished_at"),
                name="beneficiaries_search_one_at_a_time",
                nulls_distinct=False,
                condition=models.Q(finished_at=None),
                violation_error_message="Une recherche est déjà en cours.",
            )
        ]

    def __str__(self) -> str:
        return f"recherche du {self.started_at:%d/%m/%Y}"

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ceis.privacy import Impersonal
from ceis.territory.models.zone import ANY_TIME, Zone

WAITS_FOR = timedelta(days=7)


class ZoneFileQuerySet(models.QuerySet):
    def applied(self):
        return self.exclude(edition=None)

    def latest(self) -> tuple[int, uuid.UUID | None]:
        """Rank and id of the last file taken; the rank goes up by one with each."""
        return self.applied().order_by("-edition").values_list("edition", "pk").first() or (0, None)

    def without_zones(self):
        """For lists: the zones of a waiting file may weigh megabytes."""
        return self.defer("zones").select_related("given_by")

    def latest_of_each_list(self):
        """The last file taken for each kind and generation."""
        return self.applied().order_by("kind", "generation", "-edition").distinct("kind", "generation")

    def forgotten(self):
        """Files that nobody confirmed."""
        return self.filter(edition=None, given_at__lt=timezone.now() - WAITS_FOR)


class ZoneFile(models.Model):
    """A file of zones that was read: it waits for someone to confirm it, then says what it changed."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    kind = models.CharField("sorte", max_length=13, choices=Zone.Kind)
    generation = models.PositiveSmallIntegerField("liste de", default=ANY_TIME)
    file_name = models.CharField("nom du fichier", max_length=120)
    zones = models.JSONField("zones lues, jusqu’à la confirmation", default=list)
    errors = models.JSONField("zones laissées de côté", default=list)
    given_at = models.DateTimeField("reçu le", default=timezone.now, editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="donné par",
    )
    edition = models.PositiveIntegerField("rang", null=True, unique=True, editable=False)
    applied_at = models.DateTimeField("pris en compte le", null=True, editable=False)
    outcome = models.CharField("ce qui a changé", max_length=200, blank=True, editable=False)

    privacy = Impersonal("du terrain, personne")
    objects = ZoneFileQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier de zones"
        ordering = ["-given_at"]
        constraints = [
            models.CheckConstraint(
                name="territory_zonefile_applied_has_its_rank",
                condition=Q(edition=None, applied_at=None) | Q(edition__isnull=False, applied_at__isnull=False),
                violation_error_message="Un fichier pris en compte a une date et un rang.",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def list_name(self) -> str:
        """« quartiers prioritaires (QPV), liste de 2024 »."""
        return list_name(self.kind, self.generation)


def list_name(kind: str, generation: int) -> str:
    label = str(Zone.Kind(kind).label)
    return f"{label}, liste de {generation}" if generation else label

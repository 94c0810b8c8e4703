import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q

from ceis.privacy import Impersonal
from ceis.territory.generations import GENERATIONS

ANY_TIME = 0  # generation of what has no list of its own: communes, neighbourhoods


class ZoneQuerySet(models.QuerySet):
    def of_list(self, kind: str, generation: int):
        return self.filter(kind=kind, generation=generation)

    def counted(self):
        """(kind, generation, how many) of each list that is there."""
        return self.order_by("kind", "generation").values_list("kind", "generation").annotate(zones=Count("pk"))

    def neighbourhood_names(self) -> list[str]:
        """The names a form offers for a neighbourhood."""
        return list(self.filter(kind=Zone.Kind.NEIGHBOURHOOD).order_by("name").values_list("name", flat=True))

    def neighbourhood_named(self, name: str):
        """The imported neighbourhood of that name, whatever its case; None when there is none, or several."""
        found = list(self.filter(kind=Zone.Kind.NEIGHBOURHOOD, name__iexact=name)[:2]) if name else []
        return found[0] if len(found) == 1 else None

    def grounds(self):
        """What an atlas is made of."""
        return self.order_by("kind", "generation", "code").values_list(
            "pk", "kind", "generation", "code", "name", "geometry"
        )


class Zone(models.Model):
    """A piece of ground with a name: commune, neighbourhood, or priority neighbourhood (QPV) of one list."""

    class Kind(models.TextChoices):
        QPV = "qpv", "quartiers prioritaires (QPV)"
        NEIGHBOURHOOD = "neighbourhood", "quartiers de la commune"
        COMMUNE = "commune", "communes"

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    kind = models.CharField("sorte", max_length=13, choices=Kind)
    generation = models.PositiveSmallIntegerField("liste de", default=ANY_TIME)
    code = models.CharField("code", max_length=40)
    name = models.CharField("nom", max_length=120)
    geometry = models.JSONField("contour (GeoJSON, degrés WGS84)")
    bbox = ArrayField(models.FloatField(), size=4, verbose_name="étendue : ouest, sud, est, nord")

    privacy = Impersonal("du terrain, personne")
    objects = ZoneQuerySet.as_manager()

    class Meta:
        verbose_name = "zone"
        ordering = ["kind", "generation", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code", "generation"],
                name="territory_zone_once_in_its_list",
                violation_error_message="Ce code est déjà celui d’une zone de cette liste.",
            ),
            models.CheckConstraint(
                name="territory_zone_generation_is_a_list_of_qpv",
                condition=Q(kind="qpv", generation__in=[known.year for known in GENERATIONS])
                | ~Q(kind="qpv") & Q(generation=ANY_TIME),
                violation_error_message="Une liste de quartiers prioritaires est celle de 2015 ou celle de 2024.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

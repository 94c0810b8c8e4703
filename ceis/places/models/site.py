import uuid

from django.db import models

from ceis.civil_time import today
from ceis.privacy import Impersonal


class SiteQuerySet(models.QuerySet):
    def house(self) -> "Site | None":
        """The building people come to: the first one within the walls that is not closed."""
        open_today = models.Q(closed_on=None) | models.Q(closed_on__gt=today())
        return self.filter(open_today, outside=False).order_by("name").first()

    def in_order(self):
        return self.order_by("outside", "name")


class Site(models.Model):
    """A building of the place, or somewhere it goes outside its walls."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    name = models.CharField("nom", max_length=80, unique=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField("capacité (personnes)", default=100)
    outside = models.BooleanField("hors les murs", default=False)
    opened_on = models.DateField("ouvert le", null=True, blank=True)
    closed_on = models.DateField("fermé à partir du", null=True, blank=True)

    privacy = Impersonal("le lieu lui-même")
    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = "site"
        ordering = ["outside", "name"]

    def __str__(self) -> str:
        return self.name

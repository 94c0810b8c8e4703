import uuid

from django.db import models

from ceis.privacy import Impersonal


class Site(models.Model):
    """A building of the place, or somewhere it goes outside its walls."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    name = models.CharField("nom", max_length=80, unique=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField("capacité (personnes)", default=100)
    outside = models.BooleanField("hors les murs", default=False)
    opened_on = models.DateField("ouvert le", null=True, blank=True)

    privacy = Impersonal("le lieu lui-même")

    class Meta:
        verbose_name = "site"
        ordering = ["outside", "name"]

    def __str__(self) -> str:
        return self.name

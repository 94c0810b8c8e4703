from django.db import models

from ceis.platform import Sensitivity
from ceis.privacy import Impersonal


class PlatformQuerySet(models.QuerySet):
    def known_to(self, user):
        """Platforms whose existence in a person's life ``user`` may learn: all but the secret ones of other teams."""
        return self.filter(~models.Q(sensitivity=Sensitivity.SECRET) | models.Q(pk__in=user.platform_ids))


class Platform(models.Model):
    """The row facts point at; written from the registry of installed platforms, never by hand."""

    id = models.PositiveSmallIntegerField("numéro", primary_key=True)
    slug = models.SlugField("identifiant", unique=True)
    name = models.CharField("nom", max_length=40)
    sensitivity = models.CharField("confidentialité", max_length=10, choices=Sensitivity)

    privacy = Impersonal("liste des plateformes")
    objects = PlatformQuerySet.as_manager()

    class Meta:
        verbose_name = "plateforme"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

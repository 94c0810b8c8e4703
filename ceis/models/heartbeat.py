from django.db import models

from ceis.privacy import Impersonal


class Heartbeat(models.Model):
    """When the background work last gave a sign of life."""

    name = models.CharField("nom", max_length=20, primary_key=True)
    beaten_at = models.DateTimeField("dernier battement")

    privacy = Impersonal("état technique")

    class Meta:
        verbose_name = "battement"

    def __str__(self) -> str:
        return self.name

from datetime import timedelta

from django.db import models
from django.utils import timezone

from ceis.privacy import Impersonal

LATE_AFTER = timedelta(minutes=3)


class HeartbeatQuerySet(models.QuerySet):
    def beating(self):
        """Those that gave a sign of life in the last three minutes; they give one each minute."""
        return self.filter(beaten_at__gte=timezone.now() - LATE_AFTER)


class Heartbeat(models.Model):
    """When the background work last gave a sign of life."""

    name = models.CharField("nom", max_length=20, primary_key=True)
    beaten_at = models.DateTimeField("dernier battement")

    privacy = Impersonal("état technique")
    objects = HeartbeatQuerySet.as_manager()

    class Meta:
        verbose_name = "battement"

    def __str__(self) -> str:
        return self.name

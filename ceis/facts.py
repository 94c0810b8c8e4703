"""What every fact carries: an id a client may make, who wrote it and when, and its cancellation."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class RuleViolation(Exception):
    """A rule of the house refuses; ``message`` is French, fit to be put on the form."""

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field


class FactQuerySet(models.QuerySet):
    def standing(self):
        """Facts that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)


class Fact(models.Model):
    """A thing that happened and was written down. It is cancelled with a reason, never deleted, erasure apart."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    recorded_at = models.DateTimeField("enregistré le", default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="enregistré par",
        editable=False,
    )
    cancelled_at = models.DateTimeField("annulé le", null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="annulé par",
        editable=False,
    )
    cancel_reason = models.CharField("motif d’annulation", max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_cancelled_with_reason",
                condition=Q(cancelled_at=None, cancelled_by=None, cancel_reason="")
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False) & ~Q(cancel_reason=""),
                violation_error_message="Une annulation dit quand, par qui et pourquoi.",
            )
        ]

    def cancel(self, *, by, reason: str) -> None:
        self.cancelled_at, self.cancelled_by, self.cancel_reason = timezone.now(), by, reason
        self.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from ceis.privacy import Keep, Personal

KEPT_FOR = timedelta(days=7)


class DraftQuerySet(models.QuerySet):
    def expired(self):
        return self.filter(saved_at__lt=timezone.now() - KEPT_FOR)


class Draft(models.Model):
    """What someone was typing, for one form about one object; nobody else ever reads it."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField("formulaire", max_length=60)
    about = models.CharField("objet", max_length=60, blank=True)
    data = models.JSONField("saisie")
    saved_at = models.DateTimeField("enregistré le", auto_now=True)

    privacy = Personal("user", "ne rien perdre de ce qui est tapé", Keep.DRAFT, ("data", "saved_at"), ("form", "about"))
    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "brouillon"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "form", "about"],
                name="ceis_draft_one_per_form",
                violation_error_message="Un brouillon existe déjà pour ce formulaire.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.about}"

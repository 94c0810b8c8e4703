from datetime import date

from django.db import models
from django.db.models import F, Q

from ceis.access import Permission
from ceis.civil_time import today
from ceis.history import keeps_history
from ceis.platform import Sensitivity
from ceis.privacy import Impersonal


class TermQuerySet(models.QuerySet):
    def of(self, list_name: str, day: date | None = None):
        """Terms of a list that may be chosen on ``day`` (today by default)."""
        day = day or today()
        return self.filter(Q(list=list_name), Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def for_platforms(self, platform_ids):
        """Terms common to the place and those of the given platforms."""
        return self.filter(Q(platform=None) | Q(platform__in=platform_ids))

    def known_to(self, user):
        """Terms whose very existence ``user`` may learn: not the secret ones of other teams, nor of other trades."""
        theirs = Q(platform__in=user.platform_ids)
        if user.may(Permission.HANDLE_SENSITIVE):
            theirs |= Q(platform=None)
        return self.filter(~Q(sensitivity=Sensitivity.SECRET) | theirs)


@keeps_history
class Term(models.Model):
    """A word of a list the place edits. One in use is closed, never deleted or given another meaning."""

    list = models.SlugField("liste")
    code = models.SlugField("code", max_length=60)
    label = models.CharField("libellé", max_length=120)
    platform = models.ForeignKey(
        "ceis.Platform", on_delete=models.PROTECT, null=True, blank=True, verbose_name="plateforme"
    )
    sensitivity = models.CharField("confidentialité", max_length=10, choices=Sensitivity, default=Sensitivity.RESERVED)
    position = models.PositiveSmallIntegerField("ordre", default=0)
    valid_from = models.DateField("à partir du", default=date(2018, 1, 1))
    valid_to = models.DateField("jusqu’au", null=True, blank=True)

    privacy = Impersonal("vocabulaire du lieu")
    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "terme"
        ordering = ["list", "position", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "code"],
                name="terms_term_code_once_per_list",
                violation_error_message="Ce code existe déjà dans cette liste.",
            ),
            models.CheckConstraint(
                name="terms_term_dates_in_order",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="La fin vient après le début.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class TermMapping(models.Model):
    """What a funder calls a term, in one version of its own classification."""

    term = models.ForeignKey("terms.Term", on_delete=models.CASCADE, related_name="mappings")
    scheme = models.SlugField("classification")
    version = models.CharField("version", max_length=20)
    code = models.CharField("classe du financeur", max_length=80)

    privacy = Impersonal("vocabulaire des financeurs")

    class Meta:
        verbose_name = "correspondance"
        constraints = [
            models.UniqueConstraint(
                fields=["term", "scheme", "version"],
                name="terms_mapping_once_per_scheme",
                violation_error_message="Ce terme a déjà une classe dans cette classification.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.version} : {self.code}"

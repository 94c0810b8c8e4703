from datetime import date

from django.db import models
from django.db.models import F, Q

from ceis.access import Permission
from ceis.civil_time import today
from ceis.french import day_month_year
from ceis.history import keeps_history
from ceis.platform import Sensitivity
from ceis.privacy import Impersonal


class TermQuerySet(models.QuerySet):
    def of(self, list_name: str, day: date | None = None):
        """Terms of a list that may be chosen on ``day`` (today by default)."""
        day = day or today()
        return self.filter(Q(list=list_name), Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def of_lists(self, names, day: date | None = None):
        """Terms of several lists that may be chosen on ``day`` (today by default)."""
        day = day or today()
        return self.filter(Q(list__in=names), Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def of_list(self, list_name: str):
        """Every term of a list, closed ones included."""
        return self.filter(list=list_name)

    def for_list(self):
        """In the order in which they are offered, closed ones last."""
        closed_last = models.Case(models.When(valid_to__lt=today(), then=1), default=0)
        return self.select_related("platform").order_by(closed_last, "position", "label", "pk")

    def offered_by_list(self, day: date | None = None) -> dict[str, int]:
        """Return how many words each list offers on ``day`` (today by default)."""
        day = day or today()
        open_ones = self.filter(Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))
        return dict(open_ones.order_by("list").values_list("list").annotate(models.Count("pk")))

    def offered_to(self, user):
        """Terms ``user`` may choose for someone: of the place or of their teams, the secret ones for their trade."""
        return self.for_platforms(user.platform_ids).of_the_trade_of(user)

    def of_the_trade_of(self, user):
        """All but the secret ones (health, violence, justice) for who does not handle them, in their own team too."""
        return self if user.may(Permission.HANDLE_SENSITIVE) else self.exclude(sensitivity=Sensitivity.SECRET)

    def for_platforms(self, platform_ids):
        """Terms common to the place and those of the given platforms."""
        return self.filter(Q(platform=None) | Q(platform__in=platform_ids))

    def known_to(self, user):
        """Terms whose very existence ``user`` may learn: not the secret ones of other teams, nor of other trades."""
        theirs = Q(platform=None) | Q(platform__in=user.platform_ids)
        return self.filter(~Q(sensitivity=Sensitivity.SECRET) | theirs).of_the_trade_of(user)


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

    @property
    def is_closed(self) -> bool:
        return self.valid_to is not None and self.valid_to < today()

    @property
    def state(self) -> str:
        """« fermé », « à partir du 1er mars 2027 », « jusqu’au 2 mars 2027 », or nothing when it may be chosen."""
        if self.is_closed:
            return "fermé"
        if self.valid_from > today():
            return f"à partir du {day_month_year(self.valid_from)}"
        return f"jusqu’au {day_month_year(self.valid_to)}" if self.valid_to else ""


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

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from ceis.access import Permission
from ceis.civil_time import today
from ceis.database_functions import InclusiveDates
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.platform import known_platform
from ceis.privacy import Keep, Personal


class ReferentQuerySet(FactQuerySet):
    def visible_to(self, user):
        """Who follows whom: not said outside its team when the platform is secret."""
        if not user.may(Permission.FIND_PEOPLE):
            return self.none()
        return self.filter(known_platform(user))

    def in_force(self, day: date | None = None):
        """Those who are référents on ``day`` (today by default)."""
        day = day or today()
        return self.standing().filter(Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))

    def of_user(self, user):
        """What ``user`` follows, on the platforms of their day: whoever left a platform follows nobody there."""
        return self.filter(user=user, platform__in=user.platform_ids)

    def ahead(self):
        """Those of today and of the days to come."""
        return self.standing().filter(Q(ends_on=None) | Q(ends_on__gte=today()))

    def lasting(self):
        """Those without a last day."""
        return self.filter(ends_on=None)

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def for_list(self):
        return self.select_related("platform", "user").order_by("platform", "starts_on", "user__sort_name", "pk")


@keeps_history
class Referent(Fact):
    """Who, on a platform, follows a person, from a day to a day (inclusive)."""

    beneficiary = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="referents")
    platform = models.ForeignKey("ceis.Platform", on_delete=models.PROTECT, verbose_name="plateforme")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="followed", verbose_name="référent"
    )
    starts_on = models.DateField("depuis le", default=today)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    privacy = Personal(
        "beneficiary", "savoir qui suit la personne", Keep.RECORD, ("starts_on", "ends_on"),
        neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = ReferentQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "référent"
        ordering = ["starts_on"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="beneficiaries_referent_dates_in_order",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin vient après le début.",
            ),
            ExclusionConstraint(
                name="beneficiaries_referent_once_at_a_time",
                expressions=[
                    ("beneficiary", RangeOperators.EQUAL),
                    ("platform", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (InclusiveDates("starts_on", "ends_on", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
                violation_error_message="Ce professionnel est déjà référent de cette personne à ces dates.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.platform})"

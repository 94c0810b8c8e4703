import uuid
from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from ceis.access import PLATFORM_ROLES, Permission, Role
from ceis.civil_time import today
from ceis.database_functions import InclusiveDates
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Roles whose dates ``user`` may change."""
        return self if user.may(Permission.MANAGE_TEAM) else self.none()

    def for_list(self):
        return self.select_related("platform", "user").order_by("starts_on", "role", "platform")

    def held_today(self):
        return self.filter(Assignment.in_force())

    def administrators(self):
        return self.filter(role=Role.ADMINISTRATOR)

    def open_ended_administrators(self):
        """Those who can still open the door tomorrow: open account, role of today without an end."""
        return self.administrators().held_today().filter(user__is_active=True, ends_on=None)


@keeps_history
class Assignment(models.Model):
    """A role someone holds, on one platform or on the whole place, from a day to a day (inclusive)."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField("rôle", max_length=20, choices=Role)
    platform = models.ForeignKey(
        "ceis.Platform", on_delete=models.PROTECT, null=True, blank=True, verbose_name="plateforme"
    )
    starts_on = models.DateField("à partir du", default=today)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    privacy = Personal("user", "donner les droits du jour", Keep.ACCOUNT, ("starts_on", "ends_on"))
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "rôle tenu"
        verbose_name_plural = "rôles tenus"
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                name="accounts_assignment_dates_in_order",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin du rôle vient après son début.",
            ),
            models.CheckConstraint(
                name="accounts_assignment_platform_of_platform_roles",
                condition=Q(role__in=sorted(PLATFORM_ROLES), platform__isnull=False)
                | ~Q(role__in=sorted(PLATFORM_ROLES)) & Q(platform=None),
                violation_error_message="Ce rôle se tient sur une plateforme : choisissez laquelle."
                " Les autres rôles valent pour tout le lieu.",
            ),
            ExclusionConstraint(
                name="accounts_assignment_held_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("platform", Value(0)), RangeOperators.EQUAL),
                    (
                        InclusiveDates("starts_on", "ends_on", RangeBoundary(True, True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Cette personne tient déjà ce rôle à ces dates.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.platform}" if self.platform_id else self.get_role_display()

    @property
    def state(self) -> str:
        """Where today stands: "past", "present" or "coming"."""
        if self.ends_on and self.ends_on < today():
            return "past"
        return "coming" if self.starts_on > today() else "present"

    @staticmethod
    def in_force(day: date | None = None, prefix: str = "", **also) -> Q:
        """Return the condition « held on ``day`` » (today by default), from a model that reaches here by ``prefix``."""
        day = day or today()
        held = Q(**{f"{prefix}starts_on__lte": day}) & (
            Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": day})
        )
        return held & Q(**{f"{prefix}{field}": value for field, value in also.items()})

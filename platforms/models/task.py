from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from ceis.access import Permission
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.platform import known_platform
from ceis.privacy import Keep, Personal


class TaskQuerySet(FactQuerySet):
    def visible_to(self, user):
        """What is to be done by oneself or by one's platforms, which share the content of their work."""
        if not user.may(Permission.FOLLOW_PEOPLE):
            return self.none()
        return self.filter(Q(assignee=user) & known_platform(user) | Q(platform__in=user.platform_ids))

    def assigned_to(self, user):
        return self.filter(assignee=user)

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def for_list(self):
        return self.select_related("beneficiary", "platform", "assignee").order_by("due_on", "recorded_at", "pk")

    def due_by(self, day: date):
        return self.filter(due_on__lte=day)

    def open(self):
        return self.standing().filter(done_on=None)


@keeps_history
class Task(Fact):
    """The next step of an accompaniment: something to do by a date, by someone."""

    beneficiary = models.ForeignKey(
        "beneficiaries.Beneficiary", on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    platform = models.ForeignKey("ceis.Platform", on_delete=models.PROTECT, verbose_name="plateforme")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tasks")
    interview = models.ForeignKey(
        "platforms.Interview", on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    what = models.CharField("à faire", max_length=200)
    due_on = models.DateField("pour le")
    done_on = models.DateField("fait le", null=True, blank=True)

    privacy = Personal(
        "beneficiary", "ne laisser tomber personne", Keep.RECORD, ("what", "due_on", "done_on"),
        neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = TaskQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "chose à faire"
        verbose_name_plural = "choses à faire"
        ordering = ["due_on"]
        indexes = [
            models.Index(fields=["assignee", "due_on"], name="platforms_task_open", condition=models.Q(done_on=None))
        ]

    def __str__(self) -> str:
        return self.what

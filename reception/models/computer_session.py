from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beneficiaries.models import Beneficiary
from ceis.access import Permission
from ceis.civil_time import PARIS, now, today
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.platform import Sensitivity
from ceis.privacy import Keep, Personal


class ComputerSessionQuerySet(FactQuerySet):
    def visible_to(self, user):
        """Who is at which computer: whoever keeps the free-access room. The name is another matter: `who_for`."""
        return self if user.may(Permission.RUN_FREE_ACCESS) else self.none()

    def running(self):
        """Begun and not ended, those forgotten on an earlier day included."""
        return self.standing().filter(ended_at=None)

    def running_today(self):
        """Begun today and not ended: somebody sits there."""
        return self.running().filter(date=today())

    def on(self, computer_ids):
        return self.filter(computer__in=computer_ids)

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def begun_today(self):
        return self.filter(date=today())

    def for_board(self):
        return self.select_related("computer", "beneficiary", "helper", "purpose").order_by("planned_until", "pk")

    def latest_first(self):
        return self.select_related("computer", "purpose", "helper").order_by("-started_at", "pk")

    def with_id(self, id: UUID) -> "ComputerSession | None":
        return self.filter(pk=id).first()

    def unnamed(self):
        return self.filter(beneficiary=None)

    def people(self):
        """Ids of the people these sessions name."""
        return self.exclude(beneficiary=None).order_by().values_list("beneficiary", flat=True)


@keeps_history
class ComputerSession(Fact):
    """Somebody sits at a public computer, named or not, alone or helped. The computer is taken by an `Occupation`."""

    computer = models.ForeignKey(
        "places.Equipment", on_delete=models.PROTECT, related_name="sessions", verbose_name="poste"
    )
    date = models.DateField("jour")
    started_at = models.DateTimeField("début")
    planned_until = models.DateTimeField("jusqu’à, comme prévu")
    ended_at = models.DateTimeField("fin", null=True, blank=True)
    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, null=True, blank=True, related_name="computer_sessions",
        verbose_name="personne",
    )  # fmt: skip
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="aidée par",
    )  # fmt: skip
    purpose = models.ForeignKey(
        "terms.Term", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pour quoi faire"
    )

    privacy = Personal(
        "beneficiary", "tenir l’espace libre accès", Keep.RECORD, ("date", "started_at", "planned_until", "ended_at"),
        neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = ComputerSessionQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "séance à un poste"
        verbose_name_plural = "séances à un poste"
        ordering = ["-started_at"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="reception_computersession_times_in_order",
                condition=Q(planned_until__gt=F("started_at")) & (Q(ended_at=None) | Q(ended_at__gt=F("started_at"))),
                violation_error_message="La séance finit après avoir commencé.",
            ),
            models.UniqueConstraint(
                fields=["computer"],
                condition=Q(ended_at=None, cancelled_at=None),
                name="reception_computersession_one_running_per_computer",
                violation_error_message="Déjà pris : ce poste est occupé.",
            ),
            models.UniqueConstraint(
                fields=["beneficiary"],
                condition=Q(ended_at=None, cancelled_at=None, beneficiary__isnull=False),
                name="reception_computersession_one_running_per_person",
                violation_error_message="Cette personne est déjà à un poste.",
            ),
        ]
        indexes = [models.Index(fields=["date"], name="reception_computersession_date")]

    def __str__(self) -> str:
        return f"{self.computer}, {self.started_at.astimezone(PARIS):%d/%m/%Y %H:%M}"

    @property
    def is_running(self) -> bool:
        return self.ended_at is None and self.cancelled_at is None

    @property
    def is_forgotten(self) -> bool:
        """Nobody ended it on its day."""
        return self.is_running and self.date < today()

    @property
    def end_if_ended_now(self) -> datetime:
        """Now; but a session nobody ended on its day is taken to have ended as planned."""
        moment = self.planned_until if self.is_forgotten else now()
        return max(moment, self.started_at + timedelta(microseconds=1))

    @property
    def minutes(self) -> int:
        """How long it lasted, or has lasted up to now."""
        return round(((self.ended_at or now()) - self.started_at).total_seconds() / 60)

    @property
    def minutes_over(self) -> int:
        """By how much it has passed the planned hour; 0 when it has not."""
        over = (now() - self.planned_until).total_seconds() if self.is_running else 0
        return max(0, int(over // 60))

    @property
    def is_overdue(self) -> bool:
        return self.is_running and now() > self.planned_until

    def names_open_to(self, user) -> bool:
        return user.may(Permission.FIND_PEOPLE)

    def purpose_open_to(self, user) -> bool:
        """Whether ``user`` may learn what for: who keeps the room, on the day; later, who follows people."""
        if self.purpose is None:
            return False
        if self.purpose.sensitivity == Sensitivity.SECRET and self.purpose.platform_id not in user.platform_ids:
            return False
        if self.date == today() and user.may(Permission.RUN_FREE_ACCESS):
            return True
        return self.purpose.sensitivity == Sensitivity.ORDINARY and user.may(Permission.FOLLOW_PEOPLE)

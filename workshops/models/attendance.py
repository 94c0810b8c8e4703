from django.db import models

from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.platform import known_platform
from ceis.privacy import Impersonal, Keep, Personal


class AttendanceQuerySet(FactQuerySet):
    def known_to(self, user):
        """Presences whose existence ``user`` may learn."""
        return self.filter(known_platform(user, "session__platform"))

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def in_order(self):
        """By session, the latest first, with what a line says of it."""
        return self.select_related("session__platform", "session__theme").order_by(
            "-session__date", "-session__starts_at", "pk"
        )

    def for_list(self):
        return self.select_related("beneficiary").order_by("beneficiary__sort_name", "beneficiary__file_number")


@keeps_history
class Attendance(Fact):
    """One person at one session: first expected, then present or not."""

    class Status(models.TextChoices):
        EXPECTED = "expected", "inscrit"
        PRESENT = "present", "présent"
        LATE = "late", "en retard"
        EXCUSED = "excused", "excusé"
        UNEXCUSED = "unexcused", "absent sans excuse"

    CAME = (Status.PRESENT, Status.LATE)

    session = models.ForeignKey("workshops.Session", on_delete=models.PROTECT, related_name="attendances")
    beneficiary = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="attendances")
    status = models.CharField("présence", max_length=10, choices=Status, default=Status.EXPECTED)

    privacy = Personal(
        "beneficiary", "suivre la présence aux ateliers", Keep.RECORD, ("recorded_at",),
        neutral=("cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = AttendanceQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "présence"
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["session", "beneficiary"],
                condition=models.Q(cancelled_at=None),
                name="workshops_attendance_once",
                violation_error_message="Cette personne est déjà inscrite à cette séance.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.get_status_display()}"


class AnonymousTally(Fact):
    """People nobody named at a session: counted, not invented."""

    session = models.ForeignKey("workshops.Session", on_delete=models.PROTECT, related_name="tallies")
    count = models.PositiveSmallIntegerField("personnes")

    privacy = Impersonal("personne n’y est nommé")
    objects = FactQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "décompte sans nom"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="workshops_tally_counts_someone",
                condition=models.Q(count__gte=1),
                violation_error_message="Comptez au moins une personne.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.count}"

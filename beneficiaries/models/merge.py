import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ceis.access import Permission
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal

UNDONE_WITHIN = timedelta(days=30)


class MergeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.may(Permission.MERGE_PEOPLE) else self.none()

    def standing(self):
        return self.filter(undone_at=None)

    def into(self, person):
        """The merges that made ``person``'s file what it is, latest first."""
        return self.standing().filter(survivor=person).select_related("loser", "merged_by").order_by("-merged_at", "pk")

    def for_page(self):
        return self.select_related("survivor", "loser", "merged_by", "undone_by")

    def out_of_reach(self):
        """Those nobody may undo any more."""
        return self.filter(merged_at__lt=timezone.now() - UNDONE_WITHIN)


@keeps_history
class Merge(models.Model):
    """Two files of one person made one: ``loser`` keeps its row and points at ``survivor``."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    survivor = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="+")
    loser = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField("fusionné le", default=timezone.now, editable=False)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField("défait le", null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy = Personal(
        "survivor", "pouvoir défaire une fusion faite par erreur", Keep.RECORD, (),
        neutral=("merged_at", "undone_at"),
    )  # fmt: skip
    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = "fusion de dossiers"
        verbose_name_plural = "fusions de dossiers"
        constraints = [
            models.UniqueConstraint(
                fields=["loser"],
                condition=Q(undone_at=None),
                name="beneficiaries_merge_once_per_loser",
                violation_error_message="Ce dossier est déjà fusionné.",
            ),
            models.CheckConstraint(
                name="beneficiaries_merge_of_two_files",
                condition=~Q(survivor=F("loser")),
                violation_error_message="Un dossier ne se fusionne pas avec lui-même.",
            ),
        ]

    def __str__(self) -> str:
        return f"fusion du {self.merged_at:%d/%m/%Y}"

    @property
    def undone_until(self) -> datetime:
        return self.merged_at + UNDONE_WITHIN

    @property
    def may_be_undone(self) -> bool:
        return self.undone_at is None and timezone.now() < self.undone_until


class MergeMoveQuerySet(models.QuerySet):
    def standing(self):
        """Moves that no undoing took back."""
        return self.filter(undone_at=None)

    def expired(self):
        return self.filter(merge__in=Merge.objects.out_of_reach())


class MergeMove(models.Model):
    """What a merge did to one column of one row: what it held before, what it holds since. Read to undo it exactly.

    ``collided``: a « doublon ». The survivor already has the like of this row, so it stays with the loser, out of
    constraints; where it can be cancelled, it is, and so it is out of counts.
    """

    id = models.BigAutoField("numéro", primary_key=True)
    merge = models.ForeignKey("beneficiaries.Merge", on_delete=models.CASCADE, related_name="moves")
    model = models.CharField("genre de ligne", max_length=80)
    row = models.CharField("ligne", max_length=40)
    field = models.CharField("champ", max_length=60)
    old = models.JSONField("avant", null=True)
    new = models.JSONField("depuis", null=True)
    collided = models.BooleanField("doublon", default=False)
    undone_at = models.DateTimeField("défait le", null=True, blank=True)

    privacy = Personal(
        "merge__survivor", "défaire une fusion, ligne à ligne", Keep.MERGE, ("old", "new", "row"),
        neutral=("model", "field", "undone_at"),
    )  # fmt: skip
    objects = MergeMoveQuerySet.as_manager()

    class Meta:
        verbose_name = "déplacement d’une fusion"
        verbose_name_plural = "déplacements d’une fusion"
        constraints = [
            models.UniqueConstraint(
                fields=["merge", "model", "row", "field"],
                name="beneficiaries_move_once",
                violation_error_message="Ce déplacement est déjà écrit.",
            )
        ]
        indexes = [models.Index(fields=["model", "row", "field"], name="beneficiaries_move_of_row")]

    def __str__(self) -> str:
        return f"{self.model} {self.row} {self.field}"

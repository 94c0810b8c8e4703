import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from beneficiaries.duplicates.scoring import REASONS, how_likely
from ceis.access import Permission
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal


class DuplicatePairQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Pairs of people who are both still there, for those who may merge them."""
        return self.examinable_by(user).filter(left__merged_into=None, right__merged_into=None)

    def examinable_by(self, user):
        """The same, and the pairs that a merge has answered meanwhile: a form sent twice is told where they went."""
        if not user.may(Permission.MERGE_PEOPLE):
            return self.none()
        anonymised = Q(left__anonymised_at__isnull=False) | Q(right__anonymised_at__isnull=False)
        archived = Q(left__archived_at__isnull=False) | Q(right__archived_at__isnull=False)
        return self.exclude(anonymised | archived).select_related("left", "right", "proposed_by")

    def to_examine(self):
        return self.filter(state=DuplicatePair.State.TO_EXAMINE)

    def of(self, one, other):
        """The pair these two make, if somebody or the night made it."""
        left, right = sorted((one.pk, other.pk))
        return self.filter(left=left, right=right)

    def best_first(self):
        """Those a colleague reported, then the likeliest."""
        return self.order_by(F("proposed_by").asc(nulls_last=True), "-score", "found_at", "pk")


@keeps_history
class DuplicatePair(models.Model):
    """Two files that may be those of one person, and what was decided of them."""

    class State(models.TextChoices):
        TO_EXAMINE = "to_examine", "à examiner"
        SET_ASIDE = "set_aside", "écarté"
        MERGED = "merged", "fusionné"

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    left = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="+")
    score = models.FloatField("ressemblance (bits)", default=0)
    reasons = ArrayField(models.CharField(max_length=20), verbose_name="ce qui ressemble", default=list)
    state = models.CharField("état", max_length=10, choices=State, default=State.TO_EXAMINE)
    compared = models.CharField("empreinte de ce qui a été comparé", max_length=64, blank=True)
    found_at = models.DateTimeField("trouvé le", default=timezone.now, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="signalé par",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)

    privacy = Personal(
        "left", "tenir un seul dossier par personne", Keep.RECORD, ("score", "reasons", "compared"),
        neutral=("found_at", "decided_at"),
    )  # fmt: skip
    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        verbose_name = "doublon possible"
        verbose_name_plural = "doublons possibles"
        constraints = [
            models.UniqueConstraint(
                fields=["left", "right"],
                name="beneficiaries_pair_once",
                violation_error_message="Ces deux dossiers sont déjà dans la liste.",
            ),
            models.CheckConstraint(
                name="beneficiaries_pair_in_order",
                condition=Q(left__lt=F("right")),
                violation_error_message="Une paire relie deux dossiers, le plus petit identifiant d’abord.",
            ),
            models.CheckConstraint(
                name="beneficiaries_pair_decided_by_someone",
                condition=Q(state="to_examine") | Q(decided_by__isnull=False, decided_at__isnull=False),
                violation_error_message="Une décision dit par qui et quand.",
            ),
        ]
        indexes = [
            models.Index(fields=["-score"], name="beneficiaries_pair_best", condition=Q(state="to_examine")),
            models.Index(fields=["right"], name="beneficiaries_pair_right"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} et {self.right_id}"

    @property
    def why(self) -> list[str]:
        return [REASONS[code] for code in self.reasons if code in REASONS]

    @property
    def likelihood(self) -> str:
        return "signalé" if self.proposed_by_id else how_likely(self.score)

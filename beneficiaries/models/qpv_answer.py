from django.db import models
from django.db.models import Q

from ceis.privacy import Keep, Personal
from ceis.territory.generations import GENERATIONS


class QpvAnswer(models.Model):
    """Whether a residence is in a QPV of one list. Made again from the residence and the map; none: not located."""

    class Answer(models.TextChoices):
        YES = "yes", "oui"
        NO = "no", "non"
        NOT_LOCATED = "not_located", "non géocodé"
        NO_ADDRESS = "no_address", "sans adresse"

    residence = models.ForeignKey("beneficiaries.Residence", on_delete=models.CASCADE, related_name="qpv_answers")
    generation = models.PositiveSmallIntegerField("liste de")
    answer = models.CharField("en QPV", max_length=11, choices=Answer)
    zone = models.ForeignKey(
        "territory.Zone", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="QPV"
    )

    privacy = Personal(
        "residence__beneficiary", "dire aux financeurs combien de personnes vivent en QPV", Keep.RECORD, (),
        neutral=("generation",),
    )  # fmt: skip

    class Meta:
        verbose_name = "réponse QPV"
        ordering = ["generation"]
        constraints = [
            models.UniqueConstraint(
                fields=["residence", "generation"],
                name="beneficiaries_qpv_answer_one_a_list",
                violation_error_message="Cette adresse a déjà une réponse pour cette liste.",
            ),
            models.CheckConstraint(
                name="beneficiaries_qpv_answer_of_a_list",
                condition=Q(answer__in=["yes", "no"], generation__in=[known.year for known in GENERATIONS]),
                violation_error_message="La réponse est oui ou non, pour une des listes publiées.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()} (liste {self.generation})"

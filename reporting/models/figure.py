import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from ceis.privacy import Keep, Personal

NEVER_UNDER_A_SIGNED_REPORT = """
IF EXISTS (SELECT FROM reporting_report WHERE id = OLD.report_id AND state = 'signed') THEN
    RAISE EXCEPTION 'a signed figure never moves';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


class Figure(models.Model):
    """One printed value of a report, with what it was computed from. Screen, PDF and spreadsheet read these rows."""

    id = models.BigAutoField("numéro", primary_key=True)
    report = models.ForeignKey("reporting.Report", on_delete=models.CASCADE, related_name="figures")
    position = models.PositiveSmallIntegerField("ordre")
    section = models.CharField("partie", max_length=80)
    code = models.CharField("indicateur", max_length=40)
    label = models.CharField("libellé", max_length=160)
    cell = models.CharField("case", max_length=80, blank=True)
    unit = models.CharField("unité", max_length=30)
    value = models.DecimalField("valeur", max_digits=14, decimal_places=4, null=True)
    numerator = models.DecimalField("numérateur", max_digits=14, decimal_places=4, null=True)
    denominator = models.DecimalField("dénominateur", max_digits=14, decimal_places=4, null=True)
    suppressed = models.BooleanField("tu par secret statistique", default=False)
    definition = models.CharField("définition", max_length=400, blank=True)
    rows = ArrayField(models.UUIDField(), verbose_name="lignes comptées", default=list)

    privacy = Personal(
        "rows", "ouvrir chaque chiffre signé", Keep.RECORD, ("rows",),
        neutral=(
            "position", "section", "code", "label", "cell", "unit", "value", "numerator", "denominator", "definition",
        ),
    )  # fmt: skip

    class Meta:
        verbose_name = "chiffre"
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "code", "cell"],
                name="reporting_figure_once_per_cell",
                violation_error_message="Ce chiffre est déjà dans le rapport.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_with_its_report",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=NEVER_UNDER_A_SIGNED_REPORT,
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.cell}"

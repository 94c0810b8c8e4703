import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from ceis import french
from ceis.privacy import Keep, Personal
from reporting.disclosure import SMALLEST_DENOMINATOR

NEVER_UNDER_A_SIGNED_REPORT = """
IF EXISTS (
    SELECT FROM reporting_report WHERE state = 'signed' AND id IN (
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.report_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.report_id END
    )
) THEN
    RAISE EXCEPTION 'a signed figure never moves';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


class FigureQuerySet(models.QuerySet):
    def of_version(self, report, version: int):
        """The figures of another version of the same report, in printing order."""
        same = type(report).objects.versions_of(report).filter(version=version)
        return self.filter(report__in=same).order_by("position")


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
    previous = models.DecimalField("mois précédent", max_digits=14, decimal_places=4, null=True)
    suppressed = models.BooleanField("tu par secret statistique", default=False)
    below = models.PositiveSmallIntegerField("inférieur à", null=True)
    definition = models.CharField("définition", max_length=400, blank=True)
    origin = models.CharField("origine", max_length=120, blank=True, default="")
    rows = ArrayField(models.UUIDField(), verbose_name="lignes comptées", default=list)

    privacy = Personal(
        "rows", "ouvrir chaque chiffre signé", Keep.RECORD, ("rows",),
        neutral=(
            "position", "section", "code", "label", "cell", "unit", "value", "numerator", "denominator", "previous",
            "definition", "origin", "below",
        ),
    )  # fmt: skip

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "chiffre"
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "code", "cell"],
                name="reporting_figure_once_per_cell",
                violation_error_message="Ce chiffre est déjà dans le rapport.",
            ),
            models.CheckConstraint(
                name="reporting_figure_suppressed_says_nothing",
                condition=models.Q(suppressed=False, below=None)
                | models.Q(suppressed=True, value=None, numerator=None, rows=[]),
                violation_error_message="Une case tue ne garde ni valeur ni lignes.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_with_its_report",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=NEVER_UNDER_A_SIGNED_REPORT,
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.cell}"

    @property
    def is_rate(self) -> bool:
        return self.unit == "%"

    @property
    def unit_text(self) -> str:
        """The unit as it is read after the value: « 1 séance », « 0 venue »; nothing when the value carries its own."""
        if self.is_rate or self.unit == "minutes" or self.suppressed:
            return ""
        few = self.value is not None and abs(self.value) < 2
        return self.unit.removesuffix("s") if few and self.unit != "rendez-vous" else self.unit

    @property
    def text(self) -> str:
        """What is printed, everywhere: « 1 520 », « 87,3 % », « < 5 », « masqué », « s.o. »."""
        if self.suppressed:
            return f"<{french.NBSP}{self.below}" if self.below else "masqué"
        if self.is_rate:
            # From its own two terms: a value rounded once must not be rounded again.
            return "s.o." if self.value is None else french.percent(self.numerator / self.denominator, 1)
        return french.minutes(int(self.value)) if self.unit == "minutes" else french.number(self.value)

    @property
    def fraction(self) -> str:
        """The two terms of a rate or of a share: « 19/137 »; "" when there is nothing to divide."""
        if self.denominator is None or self.numerator is None:
            return ""
        return f"{french.number(self.numerator)}/{french.number(self.denominator)}"

    @property
    def share(self) -> str:
        """The part of a cell in its breakdown: « 24,5 % »; "" when it is kept quiet or over too few."""
        if self.suppressed or self.is_rate or not self.denominator or self.denominator < SMALLEST_DENOMINATOR:
            return ""
        return french.percent(self.numerator / self.denominator, 1)

    @property
    def change(self) -> str:
        """How it moved since the month before: « +12 », « −3,1 points », « stable », or "" when there is no telling."""
        if self.previous is None or self.value is None:
            return ""
        moved = (self.value - self.previous) * (100 if self.is_rate else 1)
        rounded = french.half_up(moved, 1 if self.is_rate else 0)
        if not rounded:
            return "stable"
        sign, places = ("+" if rounded > 0 else "−"), (1 if self.is_rate else 0)
        amount = abs(rounded)
        said = french.minutes(int(amount)) if self.unit == "minutes" else french.number(amount, places)
        return f"{sign}{said}{french.NBSP}points" if self.is_rate else f"{sign}{said}"

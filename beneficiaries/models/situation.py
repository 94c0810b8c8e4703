from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast

from beneficiaries.periods import Span
from ceis.civil_time import today
from ceis.database_functions import InclusiveDates
from ceis.facts import Fact, FactQuerySet
from ceis.french import NBSP, day_month_year, euros
from ceis.history import keeps_history
from ceis.platform import Sensitivity
from ceis.privacy import Keep, Personal
from ceis.terms.visibility import known_terms, open_terms

WHOLE_PLACE = "place"


class SituationQuerySet(FactQuerySet):
    def visible_to(self, user):
        """The rows whose value ``user`` may read."""
        return self.filter(open_terms(user))

    def known_to(self, user):
        """The rows whose existence ``user`` may learn; of a reserved one, only which platform holds it."""
        return self.filter(known_terms(user))

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def of_dimension(self, dimension: str):
        return self.filter(dimension=dimension)

    def on(self, day: date | None = None):
        """What was true on ``day`` (today by default): the situation of someone, or of everyone, in one query."""
        day = day or today()
        return self.standing().filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))

    def for_list(self):
        """Newest first, an unknown beginning last."""
        newest = F("starts_on").desc(nulls_last=True)
        return self.select_related("term", "platform").order_by("dimension", newest, "term__position", "pk")

    def written_by_form(self, ids) -> bool:
        """Whether the form that makes these ids was already sent once."""
        return self.filter(pk__in=ids).exists()

    def regraded(self, term) -> None:
        """``term`` has other readers now: its rows leave the slot they shared, to hinder nobody who sees them not."""
        self.filter(term=term).update(slot=Cast("id", models.CharField()))


@keeps_history
class Situation(Fact):
    """What a person lives, in one dimension, from a day to a day: a value, and its amount where it has one.

    An amount never stands alone: it is the value that says who may read the row. ``slot`` says which rows may not
    overlap: those that the same people may read (see the decision record 15).
    """

    class Dimension(models.TextChoices):
        FAMILY = "family", "famille"
        HOUSING = "housing", "logement"
        EMPLOYMENT = "employment", "emploi"
        REGISTRATION = "registration", "inscription"
        EDUCATION = "education", "niveau d’études"
        INCOME_BAND = "income_band", "tranche de ressources"
        INCOME = "income", "revenus"
        BENEFITS = "benefits", "minima sociaux et prestations"
        HEALTH_COVER = "health_cover", "couverture santé"
        DISABILITY = "disability", "reconnaissance de handicap"
        MOBILITY = "mobility", "mobilité"
        LANGUAGE = "language", "niveau de français"
        EQUIPMENT = "equipment", "équipement numérique"
        CONNECTION = "connection", "connexion"
        DIGITAL_LEVEL = "digital_level", "aisance numérique"

        @property
        def list_name(self) -> str:
            """The list of terms its values are taken from."""
            return f"situation_{self.value}"

        @property
        def is_multiple(self) -> bool:
            """Whether several values hold at once."""
            return self.value in MULTIPLE

        @property
        def has_amounts(self) -> bool:
            return self.value in AMOUNTS

    class Source(models.TextChoices):
        PERSON = "person", "dit par la personne"
        DOCUMENT = "document", "justificatif vu"
        PRESCRIBER = "prescriber", "dit par le prescripteur"
        PARTNER = "partner", "dit par un partenaire"
        IMPORT = "import", "repris d’un fichier"

    beneficiary = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="situations")
    dimension = models.CharField("dimension de la situation", max_length=16, choices=Dimension)
    term = models.ForeignKey("terms.Term", on_delete=models.PROTECT, verbose_name="valeur")
    amount = models.DecimalField("montant par mois, en euros", max_digits=8, decimal_places=2, null=True, blank=True)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    source = models.CharField("source de l’information", max_length=12, choices=Source, default=Source.PERSON)
    platform = models.ForeignKey("ceis.Platform", on_delete=models.PROTECT, verbose_name="notée par la plateforme")
    slot = models.CharField("créneau", max_length=40, editable=False)
    version = models.PositiveIntegerField("version", default=1, db_default=1, editable=False)

    privacy = Personal(
        "beneficiary", "connaître la situation de la personne au fil du temps", Keep.RECORD,
        ("amount", "starts_on", "ends_on"),
        neutral=("slot", "version", "recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = SituationQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "élément de situation"
        verbose_name_plural = "éléments de situation"
        ordering = ["dimension", "starts_on"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="beneficiaries_situation_dates_in_order",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin vient après le début.",
            ),
            models.CheckConstraint(
                name="beneficiaries_situation_amount_where_there_is_one",
                condition=Q(amount=None) | Q(amount__gte=0, dimension__in=["income", "benefits"]),
                violation_error_message="Un montant est positif, et se note pour un revenu ou une prestation.",
            ),
            ExclusionConstraint(
                name="beneficiaries_situation_one_at_a_time",
                expressions=[
                    ("beneficiary", RangeOperators.EQUAL),
                    ("dimension", RangeOperators.EQUAL),
                    ("slot", RangeOperators.EQUAL),
                    (InclusiveDates("starts_on", "ends_on", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
                violation_error_message="Une autre valeur est déjà notée à ces dates.",
            ),
        ]
        indexes = [models.Index(fields=["beneficiary", "dimension"], name="beneficiaries_situation_person")]

    def __str__(self) -> str:
        return self.said

    def save(self, *args, **kwargs) -> None:
        self.find_slot()
        super().save(*args, **kwargs)

    def find_slot(self) -> None:
        """Say which rows this one excludes; to be called before any write that does not go through `save`."""
        self.slot = slot_of(self.platform, self.term)
        if self.Dimension(self.dimension).is_multiple:
            self.slot += f":{self.term_id}"

    @property
    def span(self) -> Span:
        return Span(self.starts_on, self.ends_on)

    @property
    def said(self) -> str:
        """« RSA, 607,75 € par mois »."""
        return f"{self.term}, {euros(self.amount)} par mois" if self.amount is not None else str(self.term)

    @property
    def dates(self) -> str:
        """« depuis le 3 mars 2025 », « du 1er janvier au 2 mars 2025 », « jusqu’au 2 mars 2025 », or nothing."""
        start, end = day_month_year(self.starts_on), day_month_year(self.ends_on)
        if start and end:
            return f"du{NBSP}{start} au{NBSP}{end}"
        return f"depuis le{NBSP}{start}" if start else f"jusqu’au{NBSP}{end}" if end else ""

    def is_kept_by(self, mine, writing) -> bool:
        """Whether someone of the platforms ``mine`` may end or correct this row, which they read, as ``writing``.

        What is said for all belongs to all; but a secret team touches nothing that another one reads, which would see
        it move without knowing why.
        """
        if writing.sensitivity == Sensitivity.SECRET:
            return self.platform_id == writing.pk
        return self.platform_id in {platform.pk for platform in mine} or is_for_all(self.platform, self.term)


MULTIPLE = frozenset({"income", "benefits", "health_cover", "disability", "mobility", "equipment", "connection"})
AMOUNTS = frozenset({"income", "benefits"})


def is_for_all(platform, term) -> bool:
    """Whether whoever follows people reads what ``platform`` writes with ``term``."""
    return term.sensitivity == Sensitivity.ORDINARY and platform.sensitivity != Sensitivity.SECRET


def slot_of(platform, term) -> str:
    """Return the name of those who read a row: the whole place, a team, or those of a team who handle its secrets."""
    if is_for_all(platform, term):
        return WHOLE_PLACE
    return f"{platform.pk}-secret" if term.sensitivity == Sensitivity.SECRET else str(platform.pk)

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import BooleanField, Case, F, Q, Value, When

from beneficiaries import kinship
from beneficiaries.protected import open_family
from ceis.access import Permission
from ceis.civil_time import today
from ceis.database_functions import InclusiveDates
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal

WHOLE, FIRST_HALF, SECOND_HALF = NumericRange(0, 2), NumericRange(0, 1), NumericRange(1, 2)


def whole() -> NumericRange:
    return WHOLE


@keeps_history
class Household(Fact):
    """People who live together. It holds nothing of its own: its members say everything."""

    privacy = Personal(
        "members__beneficiary", "savoir avec qui la personne vit", Keep.RECORD, (),
        neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = FactQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "foyer"

    def __str__(self) -> str:
        return f"foyer {self.pk}"


class HouseholdMemberQuerySet(FactQuerySet):
    def visible_to(self, user):
        """Who lives with whom, for those who follow people; a person in danger, for their référents."""
        if not user.may(Permission.FOLLOW_PEOPLE):
            return self.none()
        return self.filter(open_family(user))

    def with_openness(self, user):
        """Each with ``is_open``: whether ``user`` may know of that member."""
        is_open = Case(When(open_family(user), then=Value(True)), default=Value(False), output_field=BooleanField())
        return self.annotate(is_open=is_open)

    def beside(self, beneficiary):
        """Members, past or present, of every household ``beneficiary`` lives or lived in; them included."""
        theirs = HouseholdMember.objects.standing().filter(beneficiary=beneficiary).values("household")
        return self.filter(household__in=theirs)

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def in_force(self, day: date | None = None):
        day = day or today()
        began = Q(starts_on=None) | Q(starts_on__lte=day)
        return self.standing().filter(began, Q(ends_on=None) | Q(ends_on__gte=day))

    def for_list(self):
        return self.select_related("beneficiary").order_by("recorded_at", "pk")


@keeps_history
class HouseholdMember(Fact):
    """Someone who lives in a household, from a day to a day (inclusive): a person of the file, or a first name.

    ``relation`` is what they are to ``related_to``; whoever the household was first written for has neither.
    ``halves``: a child in shared custody takes one half of their time; anybody else takes both.
    Membership opens no record.
    """

    class Relation(models.TextChoices):
        PARTNER = kinship.PARTNER, "conjoint·e"
        CHILD = kinship.CHILD, "enfant"
        PARENT = kinship.PARENT, "parent ou beau-parent"
        SIBLING = kinship.SIBLING, "frère ou sœur"
        GRANDPARENT = kinship.GRANDPARENT, "grand-parent"
        GRANDCHILD = kinship.GRANDCHILD, "petit-enfant"
        FAMILY = kinship.FAMILY, "autre membre de la famille"
        OTHER = kinship.OTHER, "autre personne"
        SELF = kinship.SELF, "pour qui le foyer a été noté"

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members", verbose_name="foyer")
    beneficiary = models.ForeignKey(
        "beneficiaries.Beneficiary", on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    first_name = models.CharField("prénom", max_length=80, blank=True)
    birth_year = models.PositiveSmallIntegerField("année de naissance", null=True, blank=True)
    relation = models.CharField("lien", max_length=12, choices=Relation, blank=True, default=Relation.SELF)
    related_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lien avec"
    )
    halves = IntegerRangeField("part du temps", default=whole)
    starts_on = models.DateField("vit là depuis le", null=True, blank=True)
    ends_on = models.DateField("a vécu là jusqu’au", null=True, blank=True)

    privacy = Personal(
        "beneficiary", "savoir avec qui la personne vit", Keep.RECORD,
        ("first_name", "birth_year", "halves", "starts_on", "ends_on"),
        neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = HouseholdMemberQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "membre d’un foyer"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="beneficiaries_householdmember_named_once",
                condition=Q(beneficiary__isnull=False, first_name="", birth_year=None)
                | Q(beneficiary=None) & ~Q(first_name=""),
                violation_error_message="Choisissez une personne du fichier, ou écrivez un prénom.",
            ),
            models.CheckConstraint(
                name="beneficiaries_householdmember_birth_year_possible",
                condition=Q(birth_year=None) | Q(birth_year__gte=1900, birth_year__lte=2100),
                violation_error_message="L’année de naissance s’écrit sur quatre chiffres, à partir de 1900.",
            ),
            models.CheckConstraint(
                name="beneficiaries_householdmember_dates_in_order",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin vient après le début.",
            ),
            models.CheckConstraint(
                name="beneficiaries_householdmember_related",
                condition=Q(relation="", related_to=None) | ~Q(relation="") & Q(related_to__isnull=False),
                violation_error_message="Dites ce que cette personne est pour l’autre.",
            ),
            models.CheckConstraint(
                name="beneficiaries_householdmember_whole_or_half",
                condition=Q(halves__in=[WHOLE, FIRST_HALF, SECOND_HALF]),
                violation_error_message="On vit quelque part tout le temps, ou la moitié du temps.",
            ),
            ExclusionConstraint(
                name="beneficiaries_householdmember_one_home_at_a_time",
                expressions=[
                    ("beneficiary", RangeOperators.EQUAL),
                    (InclusiveDates("starts_on", "ends_on", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                    ("halves", RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
                violation_error_message="Cette personne est déjà notée dans un foyer à ces dates : "
                "dites depuis quand elle vit ici.",
            ),
            ExclusionConstraint(
                name="beneficiaries_householdmember_once_in_a_home",
                expressions=[
                    ("beneficiary", RangeOperators.EQUAL),
                    ("household", RangeOperators.EQUAL),
                    (InclusiveDates("starts_on", "ends_on", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
                violation_error_message="Cette personne est déjà notée dans ce foyer à ces dates.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.beneficiary) if self.beneficiary_id else self.first_name

    @property
    def who(self):
        """The same value for two stays of the same person of the file."""
        return self.beneficiary_id or self.pk

    @property
    def born_in(self) -> int | None:
        return self.beneficiary.birth_year if self.beneficiary_id else self.birth_year

    @property
    def shares_custody(self) -> bool:
        return self.halves != WHOLE

    def age_on(self, day: date | None = None) -> int | None:
        if self.beneficiary_id:
            return self.beneficiary.age_on(day)
        return (day or today()).year - self.birth_year if self.birth_year else None

    def as_member(self) -> kinship.Member:
        return kinship.Member(self.who, self.household_id, self.starts_on, self.ends_on, self.born_in)

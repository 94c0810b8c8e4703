from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Case, DateField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from beneficiaries.models.beneficiary import Beneficiary
from beneficiaries.models.qpv_answer import QpvAnswer
from beneficiaries.protected import open_family
from ceis.access import Permission
from ceis.database_functions import InclusiveDates
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal
from ceis.territory.generations import GENERATIONS

NO_ADDRESS = Q(kind=Beneficiary.AddressKind.NONE) | Q(address="", postcode="", city="")


class ResidenceQuerySet(FactQuerySet):
    def visible_to(self, user):
        """Where people live and lived, for those who look people up; of someone in danger, for their référents."""
        return self.filter(open_family(user)) if user.may(Permission.FIND_PEOPLE) else self.none()

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def on(self, day):
        """Those that hold on ``day``, a date or an expression."""
        begun = Q(starts_on=None) | Q(starts_on__lte=day)
        return self.standing().filter(begun, Q(ends_on=None) | Q(ends_on__gte=day))

    def present(self):
        """Those that have no end: where people live now."""
        return self.standing().filter(ends_on=None)

    def for_card(self):
        """Newest first, with what a reader is told of each."""
        newest = F("starts_on").desc(nulls_last=True)
        return (
            self.select_related("neighbourhood", "beneficiary")
            .prefetch_related("qpv_answers__zone")
            .order_by(newest, "pk")
        )

    def may_be_sent(self):
        """Those whose address may be told to an address service: never that of someone in danger."""
        known = Q(beneficiary__merged_into=None, beneficiary__anonymised_at=None, beneficiary__archived_at=None)
        return self.standing().filter(known, beneficiary__protected_contact=False)

    def to_be_asked(self):
        """Those whose address the service is to be asked about, now."""
        return self.may_be_sent().filter(ask_after__lte=timezone.now())

    def people_left_out(self):
        """People whose address is written but who live nowhere yet: they were kept by another way than our actions."""
        nowhere = Q(address_kind="", address="", postcode="", city="", neighbourhood="")
        housed = self.present().filter(beneficiary=OuterRef("pk"))
        return Beneficiary.objects.filter(~nowhere, ~Exists(housed), merged_into=None, anonymised_at=None)

    def placed_before(self, edition: int):
        """Those placed on another map than the one in force."""
        return self.standing().filter(Q(placed_edition__lt=edition) | Q(placed_edition=None))


@keeps_history(exclude=("ask_after", "refusals", "placed_edition"))
class Residence(Fact):
    """Where a person lives, from a day (or we do not know since when) to a day, inclusive; and where that is."""

    class Method(models.TextChoices):
        SERVICE = "service", "d’après l’adresse"
        CHOICE = "choice", "choisi par l’équipe"
        NONE = "", "pas situé"

    class Said(models.TextChoices):
        YES = "yes", "oui"
        NO = "no", "non"
        UNKNOWN = "", "je ne sais pas"

    beneficiary = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="residences")
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    kind = models.CharField("cette adresse est", max_length=10, choices=Beneficiary.AddressKind, blank=True, default="")
    address = models.CharField("adresse", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=10, blank=True)
    city = models.CharField("commune", max_length=80, blank=True)

    longitude = models.FloatField("longitude", null=True, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    method = models.CharField("située", max_length=10, choices=Method, blank=True, default=Method.NONE)
    commune_code = models.CharField("code INSEE de la commune", max_length=5, blank=True)
    neighbourhood = models.ForeignKey(
        "territory.Zone", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="quartier"
    )
    # What staff said of the list in force that year, for want of a point.
    said_qpv = models.CharField(
        "en QPV, d’après l’équipe", max_length=3, choices=Said, blank=True, default=Said.UNKNOWN
    )
    said_of_list = models.PositiveSmallIntegerField("pour la liste de", null=True, blank=True)

    # What is left to do: ask the service after that moment (nothing to ask: none), place again on a newer map.
    ask_after = models.DateTimeField("à demander après", null=True, blank=True, editable=False)
    refusals = models.PositiveSmallIntegerField("demandes sans réponse", default=0, editable=False)
    placed_edition = models.PositiveIntegerField("placée sur la carte n°", null=True, blank=True, editable=False)

    privacy = Personal(
        "beneficiary", "savoir où vivait la personne à son entrée, pour les bilans", Keep.RECORD,
        ("starts_on", "ends_on", "address", "postcode", "city", "longitude", "latitude", "commune_code"),
        neutral=(
            "recorded_at", "cancelled_at", "cancel_reason", "said_of_list", "ask_after", "refusals", "placed_edition",
        ),
    )  # fmt: skip
    objects = ResidenceQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "adresse dans le temps"
        ordering = ["starts_on"]
        indexes = [
            models.Index(fields=["ask_after"], name="residence_to_be_asked", condition=Q(ask_after__isnull=False)),
            models.Index(fields=["placed_edition"], name="residence_placed_on"),
        ]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="beneficiaries_residence_dates_in_order",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin vient après le début.",
            ),
            models.CheckConstraint(
                name="beneficiaries_residence_point_is_whole",
                condition=Q(longitude=None, latitude=None)
                | Q(longitude__isnull=False, latitude__isnull=False)
                & Q(longitude__gte=-180, longitude__lte=180, latitude__gte=-90, latitude__lte=90),
                violation_error_message="Un point a une longitude et une latitude, en degrés.",
            ),
            ExclusionConstraint(
                name="beneficiaries_residence_one_at_a_time",
                expressions=[
                    ("beneficiary", RangeOperators.EQUAL),
                    (InclusiveDates("starts_on", "ends_on", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
                violation_error_message="Cette personne a déjà une adresse à ces dates.",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.address, self.postcode, self.city) if part) or "sans adresse"

    @property
    def has_address(self) -> bool:
        return self.kind != Beneficiary.AddressKind.NONE and bool(self.address or self.postcode or self.city)

    @property
    def point(self) -> tuple[float, float] | None:
        return None if self.longitude is None else (self.longitude, self.latitude)

    @property
    def is_waiting(self) -> bool:
        """Whether the address service is still to be asked."""
        return self.ask_after is not None

    def qpv(self, generation: int) -> tuple[str, object]:
        """The answer for one list, and the zone when it is yes; from answers fetched beforehand."""
        if not self.has_address:
            return QpvAnswer.Answer.NO_ADDRESS, None
        found = next((answer for answer in self.qpv_answers.all() if answer.generation == generation), None)
        return (found.answer, found.zone) if found else (QpvAnswer.Answer.NOT_LOCATED, None)


def qpv_on(day: date | str, person: str = "pk"):
    """Return an expression: whether a person lived in a QPV on ``day``: yes, no, not located, or no address.

    Takes: ``day``, a date, or the name of a date column of the rows it annotates (their entry); ``person``, the name
    of the column that leads to the person. ``Enrolment.objects.annotate(qpv=qpv_on("entered_on", "beneficiary"))``.
    """
    answers = QpvAnswer.objects.filter(residence=OuterRef("pk"))
    if isinstance(day, str):
        answers = answers.alias(day=ExpressionWrapper(OuterRef(OuterRef(day)), output_field=DateField()))
        of_day = ExpressionWrapper(OuterRef(day), output_field=DateField())
    else:
        answers = answers.alias(day=Value(day, output_field=DateField()))
        of_day = Value(day, output_field=DateField())
    lists = Q()
    for known in GENERATIONS:
        until = Q(day__lte=known.ends_on) if known.ends_on else Q()
        lists |= Q(generation=known.year, day__gte=known.starts_on) & until
    said = answers.filter(lists).order_by("pk").values("answer")[:1]
    residences = Residence.objects.filter(beneficiary=OuterRef(person)).on(of_day)
    located = Coalesce(Subquery(said), Value(QpvAnswer.Answer.NOT_LOCATED.value))
    said_of_each = Case(When(NO_ADDRESS, then=Value(QpvAnswer.Answer.NO_ADDRESS.value)), default=located)
    found = residences.order_by("pk").annotate(said=said_of_each).values("said")[:1]
    return Coalesce(Subquery(found), Value(QpvAnswer.Answer.NO_ADDRESS.value))

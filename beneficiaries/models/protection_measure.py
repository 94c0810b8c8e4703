from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from beneficiaries.protected import open_family
from ceis.access import Permission
from ceis.civil_time import today
from ceis.database_functions import InclusiveDates
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal


class ProtectionMeasureQuerySet(FactQuerySet):
    def visible_to(self, user):
        """That a representative is to be contacted, for all who follow people; what it is, see `is_open_to`.

        Held by a relative of the file, it tells of a family: those in danger keep theirs from all but their référents.
        """
        if not user.may(Permission.FOLLOW_PEOPLE):
            return self.none()
        return self.filter(Q(holder=None) | open_family(user), open_family(user, "holder"))

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def in_force(self, day: date | None = None):
        day = day or today()
        began = Q(starts_on=None) | Q(starts_on__lte=day)
        return self.standing().filter(began, Q(ends_on=None) | Q(ends_on__gte=day))

    def for_list(self):
        return self.select_related("holder").order_by(F("starts_on").desc(nulls_last=True), "recorded_at", "pk")


@keeps_history
class ProtectionMeasure(Fact):
    """A judge, a notary or the law gives someone a say in what a person signs, from a day to a day (inclusive)."""

    class Kind(models.TextChoices):
        GUARDIANSHIP = "tutelle", "tutelle"
        CURATORSHIP = "curatelle", "curatelle simple"
        REINFORCED_CURATORSHIP = "curatelle_renforcee", "curatelle renforcée"
        SAFEGUARD = "sauvegarde", "sauvegarde de justice"
        FAMILY_EMPOWERMENT = "habilitation", "habilitation familiale"
        SPOUSE_EMPOWERMENT = "conjoint", "habilitation du conjoint"
        MASP = "masp", "accompagnement social personnalisé (MASP)"
        MAJ = "maj", "accompagnement judiciaire (MAJ)"
        MJAGBF = "mjagbf", "aide à la gestion du budget familial (MJAGBF)"
        MANDATE = "mandat", "mandat de protection future"
        MINOR = "mineur", "représentant légal d’un mineur"

    # Both parents of a minor stand for them; help with the family's budget goes beside another measure.
    BESIDE_OTHERS = (Kind.MINOR, Kind.MJAGBF)

    beneficiary = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField("mesure", max_length=20, choices=Kind)
    holder = models.ForeignKey(
        "beneficiaries.Beneficiary", on_delete=models.PROTECT, null=True, blank=True, related_name="measures_held",
        verbose_name="un membre du foyer",
    )  # fmt: skip
    holder_name = models.CharField("nom du représentant", max_length=120, blank=True)
    organisation = models.CharField("organisme", max_length=120, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    privacy = Personal(
        "beneficiary", "savoir qui signe avec la personne ou pour elle", Keep.RECORD,
        ("holder_name", "organisation", "phone", "email", "starts_on", "ends_on"),
        neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = ProtectionMeasureQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "mesure de protection"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="beneficiaries_protectionmeasure_held_by_one",
                condition=Q(holder__isnull=False, holder_name="", organisation="")
                | Q(holder=None) & (~Q(holder_name="") | ~Q(organisation="")),
                violation_error_message="Dites qui exerce la mesure : un membre du foyer, un nom, ou un organisme.",
            ),
            models.CheckConstraint(
                name="beneficiaries_protectionmeasure_by_another",
                condition=Q(holder=None) | ~Q(holder=F("beneficiary")),
                violation_error_message="Une personne n’est pas son propre représentant.",
            ),
            models.CheckConstraint(
                name="beneficiaries_protectionmeasure_dates_in_order",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin vient après le début.",
            ),
            ExclusionConstraint(
                name="beneficiaries_protectionmeasure_one_at_a_time",
                expressions=[
                    ("beneficiary", RangeOperators.EQUAL),
                    (InclusiveDates("starts_on", "ends_on", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None) & ~Q(kind__in=["mineur", "mjagbf"]),
                violation_error_message="Une autre mesure couvre déjà ces dates : terminez-la d’abord.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def who(self) -> str:
        """Whom to call: someone if one is named, the organisation otherwise."""
        return str(self.holder) if self.holder_id else self.holder_name or self.organisation

    @staticmethod
    def is_open_to(user) -> bool:
        """The kind of a measure is a fact of justice: others learn whom to contact, nothing more."""
        return user.may(Permission.HANDLE_SENSITIVE)

from datetime import date

from django.db import models
from django.db.models import F, Q

from beneficiaries.protected import open_family
from ceis.access import Permission
from ceis.civil_time import today
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal


class RelativeQuerySet(FactQuerySet):
    def visible_to(self, user):
        """For those who follow people; where either of the two is in danger, for the référents of that one."""
        if not user.may(Permission.FOLLOW_PEOPLE):
            return self.none()
        return self.filter(open_family(user), open_family(user, "person"))

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def in_force(self, day: date | None = None):
        return self.standing().filter(Q(ends_on=None) | Q(ends_on__gt=day or today()))

    def for_list(self):
        return self.select_related("person").order_by("-to_call", "-is_carer", "recorded_at", "pk")


@keeps_history
class Relative(Fact):
    """Someone near a person who need not live with them: whom to call, who helps. A person of the file, or a name."""

    class Relation(models.TextChoices):
        PARTNER = "partner", "conjoint·e"
        CHILD = "child", "enfant"
        PARENT = "parent", "parent ou beau-parent"
        SIBLING = "sibling", "frère ou sœur"
        FAMILY = "family", "autre membre de la famille"
        FRIEND = "friend", "ami·e"
        NEIGHBOUR = "neighbour", "voisin·e"
        OTHER = "other", "autre personne"

    beneficiary = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="relatives")
    person = models.ForeignKey(
        "beneficiaries.Beneficiary", on_delete=models.PROTECT, null=True, blank=True, related_name="relative_of"
    )
    name = models.CharField("nom", max_length=120, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    relation = models.CharField("lien", max_length=12, choices=Relation)
    to_call = models.BooleanField("personne à prévenir", default=False)
    is_carer = models.BooleanField("aidant familial", default=False)
    ends_on = models.DateField("n’est plus un proche depuis le", null=True, blank=True)

    privacy = Personal(
        "beneficiary", "savoir qui prévenir et qui aide la personne", Keep.RECORD, ("name", "phone", "ends_on"),
        neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = RelativeQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "proche"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="beneficiaries_relative_named_once",
                condition=Q(person__isnull=False, name="") | Q(person=None) & ~Q(name=""),
                violation_error_message="Choisissez une personne du fichier, ou écrivez un nom.",
            ),
            models.CheckConstraint(
                name="beneficiaries_relative_someone_else",
                condition=Q(person=None) | ~Q(person=F("beneficiary")),
                violation_error_message="On n’est pas son propre proche.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person_id else self.name

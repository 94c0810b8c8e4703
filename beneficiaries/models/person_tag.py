from django.db import models
from django.db.models import F, Q

from beneficiaries.models.beneficiary import Beneficiary
from ceis.civil_time import today
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.privacy import Keep, Personal
from ceis.terms.visibility import open_terms


class PersonTagQuerySet(FactQuerySet):
    def visible_to(self, user):
        """The tags ``user`` may read: by the sensitivity of each, none at the front door."""
        return self.filter(open_terms(user))

    def in_force(self):
        return self.standing().filter(ends_on=None)

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def of_term(self, term):
        return self.filter(term=term)

    def people(self, user):
        """Those who bear one of these tags, among the people ``user`` may find."""
        return Beneficiary.objects.visible_to(user).filter(pk__in=self.values("beneficiary"))

    def for_list(self):
        return self.select_related("term", "platform").order_by("term__position", "term__label", "pk")


@keeps_history
class PersonTag(Fact):
    """A word of the place's own list put on a person, until it is taken off.

    ``platform``: the team that put it, for the words that are not ordinary; an ordinary one is the whole place's.
    """

    beneficiary = models.ForeignKey("beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="tags")
    term = models.ForeignKey("terms.Term", on_delete=models.PROTECT, related_name="+", verbose_name="étiquette")
    platform = models.ForeignKey(
        "ceis.Platform", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="plateforme"
    )
    starts_on = models.DateField("depuis le", default=today)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    privacy = Personal(
        "beneficiary", "retrouver les personnes que le lieu veut suivre de près", Keep.RECORD,
        ("starts_on", "ends_on"), neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = PersonTagQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "étiquette posée"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="beneficiaries_persontag_dates_in_order",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin vient après le début.",
            ),
            models.UniqueConstraint(
                fields=["beneficiary", "term", "platform"],
                name="beneficiaries_persontag_once_at_a_time",
                condition=Q(cancelled_at=None, ends_on=None),
                nulls_distinct=False,
                violation_error_message="Cette étiquette est déjà posée.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.term)

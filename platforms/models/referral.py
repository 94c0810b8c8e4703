from django.db import models

from ceis.access import Permission
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.platform import known_platform
from ceis.privacy import Keep, Personal


class ReferralQuerySet(FactQuerySet):
    def known_to(self, user):
        """Referrals whose existence ``user`` may learn."""
        if not user.may(Permission.FIND_PEOPLE):
            return self.none()
        return self.filter(known_platform(user, "to_platform"))

    def waiting(self):
        return self.standing().filter(state=Referral.State.SENT)

    def to_platforms(self, platform_ids):
        return self.filter(to_platform__in=platform_ids)


@keeps_history
class Referral(Fact):
    """A question from one door to the next, which waits for an answer. It holds no reason in clear."""

    class State(models.TextChoices):
        SENT = "sent", "envoyée"
        ACCEPTED = "accepted", "acceptée"
        REFUSED = "refused", "refusée"
        HONOURED = "honoured", "honorée"
        WITHDRAWN = "withdrawn", "retirée"

    beneficiary = models.ForeignKey(
        "beneficiaries.Beneficiary", on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    date = models.DateField("jour")
    from_platform = models.ForeignKey(
        "ceis.Platform", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="de"
    )
    to_platform = models.ForeignKey(
        "ceis.Platform",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="vers",
    )
    to_partner = models.ForeignKey(
        "partners.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="partenaire",
    )
    state = models.CharField("état", max_length=10, choices=State, default=State.SENT)
    answered_on = models.DateField("répondue le", null=True, blank=True)

    privacy = Personal(
        "beneficiary", "orienter vers la bonne porte", Keep.RECORD, ("date", "answered_on"),
        neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = ReferralQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "orientation"
        ordering = ["-date"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="platforms_referral_one_destination",
                condition=models.Q(to_platform__isnull=False, to_partner=None)
                | models.Q(to_platform=None, to_partner__isnull=False),
                violation_error_message="Une orientation va vers une plateforme ou vers un partenaire.",
            ),
        ]

    def __str__(self) -> str:
        return f"orientation du {self.date:%d/%m/%Y}"

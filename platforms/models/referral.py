from django.db import models
from django.db.models import Q

from ceis.access import Permission
from ceis.civil_time import Period
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.platform import Sensitivity, known_platform
from ceis.privacy import Keep, Personal


class ReferralQuerySet(FactQuerySet):
    def known_to(self, user):
        """Referrals whose existence ``user`` may learn."""
        if not user.may(Permission.FIND_PEOPLE):
            return self.none()
        ends_known = known_platform(user, "from_platform") & known_platform(user, "to_platform")
        partner_known = ~Q(to_partner__sensitivity=Sensitivity.SECRET) | Q(from_platform__in=user.platform_ids)
        return self.filter(Q(to_platform__in=user.platform_ids) | ends_known & (Q(to_partner=None) | partner_known))

    def waiting(self):
        return self.standing().filter(state=Referral.State.SENT)

    def during(self, period: Period):
        return self.filter(date__gte=period.start, date__lte=period.end)

    def sent_by(self, platform_id: int | None):
        """Those one platform sent, or all that left from anywhere in the place when ``platform_id`` is None."""
        return self if platform_id is None else self.filter(from_platform=platform_id)

    def received_by(self, platform_id: int | None):
        """Those one platform is to answer, or any of them when ``platform_id`` is None; partners apart."""
        return self.filter(to_platform__isnull=False) if platform_id is None else self.filter(to_platform=platform_id)

    def to_platforms(self, platform_ids):
        return self.filter(to_platform__in=platform_ids)

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def for_list(self):
        ends = self.select_related("beneficiary", "from_platform", "to_platform", "to_partner", "refusal_reason")
        return ends.order_by("date", "recorded_at", "pk")


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
    refusal_reason = models.ForeignKey(
        "terms.Term", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="motif du refus"
    )

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
                condition=Q(to_platform__isnull=False, to_partner=None) | Q(to_platform=None, to_partner__isnull=False),
                violation_error_message="Une orientation va vers une plateforme ou vers un partenaire.",
            ),
            models.CheckConstraint(
                name="platforms_referral_refused_with_reason",
                condition=Q(refusal_reason=None) | Q(state="refused"),
                violation_error_message="Seul un refus a un motif.",
            ),
        ]

    def __str__(self) -> str:
        return f"orientation du {self.date:%d/%m/%Y}"

    def origin_for(self, user) -> str:
        """Who asks, as ``user`` may know it: a secret platform sends without its name."""
        if self.from_platform is None:
            return "l’accueil"
        hidden = self.from_platform.sensitivity == Sensitivity.SECRET
        if hidden and self.from_platform_id not in user.platform_ids:
            return "un collègue"
        return f"la plateforme {self.from_platform}"

    @property
    def answer_words(self) -> str:
        reason = f" : {self.refusal_reason}" if self.refusal_reason_id else ""
        return f"{self.get_state_display()}{reason}"

    @property
    def destination(self) -> str:
        return str(self.to_partner) if self.to_partner_id else f"la plateforme {self.to_platform}"

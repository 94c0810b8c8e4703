from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from ceis.access import Permission
from ceis.civil_time import Period
from ceis.facts import Fact, FactQuerySet
from ceis.french import day_month
from ceis.history import keeps_history
from ceis.platform import Sensitivity, known_platform
from ceis.privacy import Keep, Personal
from partners.models.permanence import known_permanence

DESTINATIONS = {
    "ceis.Platform": "to_platform",
    "partners.Partner": "to_partner",
    "workshops.Session": "to_session",
    "partners.Permanence": "to_permanence",
}


def destination(door: models.Model) -> dict[str, models.Model]:
    """Return ``door`` under the name a referral gives it: what `send_referral` takes."""
    return {DESTINATIONS[door._meta.label]: door}


def exactly_one(names: tuple[str, ...]) -> Q:
    """Return the condition « one of these is said, and only one »."""
    cases = [Q(**{f"{name}__isnull": name != said for name in names}) for said in names]
    return reduce(or_, cases)


class ReferralQuerySet(FactQuerySet):
    def known_to(self, user):
        """Referrals whose existence ``user`` may learn."""
        if not user.may(Permission.FIND_PEOPLE):
            return self.none()
        ends_known = known_platform(user, "from_platform") & known_platform(user, "to_platform")
        ends_known &= known_platform(user, "to_session__platform") & known_permanence(user, "to_permanence")
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
        ends = self.select_related("beneficiary", "from_platform", "refusal_reason")
        ends = ends.select_related("to_platform", "to_partner", "to_session__platform", "to_permanence__partner")
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
    to_session = models.ForeignKey(
        "workshops.Session", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="atelier"
    )
    to_permanence = models.ForeignKey(
        "partners.Permanence",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="permanence",
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
                condition=exactly_one(tuple(DESTINATIONS.values())),
                violation_error_message="Une orientation va vers une plateforme, un partenaire, un atelier ou une "
                "permanence : une seule porte.",
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
    def to(self) -> models.Model:
        """The door itself."""
        return self.to_platform or self.to_partner or self.to_session or self.to_permanence

    @property
    def destination(self) -> str:
        """The door, as it follows « orientation vers »."""
        if self.to_session_id:
            return f"l’atelier « {self.to_session.title} » du {day_month(self.to_session.date)}"
        if self.to_permanence_id:
            return f"la permanence « {self.to_permanence.title} »"
        return str(self.to_partner) if self.to_partner_id else f"la plateforme {self.to_platform}"

    @property
    def door(self) -> str:
        """The door in two words, beside a line."""
        if self.to_session_id:
            return f"atelier « {self.to_session.title} »"
        return self.to_permanence.title if self.to_permanence_id else str(self.to_partner or self.to_platform)

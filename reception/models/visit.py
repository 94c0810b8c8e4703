import uuid
from datetime import date, datetime, time
from itertools import combinations

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Min, Prefetch, Q, Sum

from ceis.access import Permission
from ceis.civil_time import Period, now, today
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.platform import Sensitivity, known_platform
from ceis.privacy import Impersonal, Keep, Personal
from ceis.terms.models import Term
from partners.models.permanence import known_permanence
from platforms.models import Appointment, Referral

CAME_FOR = ("appointment", "session", "permanence", "asked_platform")


class VisitQuerySet(FactQuerySet):
    def visible_to(self, user):
        """Someone came: known to whoever may look people up. What for is another matter: see `reasons_open_to`."""
        return self if user.may(Permission.FIND_PEOPLE) else self.none()

    def on(self, day: date):
        return self.filter(date=day)

    def during(self, period: Period):
        return self.filter(date__gte=period.start, date__lte=period.end)

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def not_for_a_secret_of_others(self, user):
        """Those whose purpose may be spoken of before ``user``; the front door greets whoever comes, for anything."""
        if user.may(Permission.SEE_EVERY_HOUR):
            return self
        return self.filter(
            known_platform(user, "appointment__platform"),
            known_platform(user, "asked_platform"),
            known_permanence(user, "permanence"),
        )

    def open_at_desk(self, user):
        """Visits the desk may still correct: those of today, but for something ``user`` knows nothing of."""
        return self.visible_to(user).standing().on(today()).not_for_a_secret_of_others(user)

    def waiting(self):
        """People who came today to see somebody and were not received yet."""
        awaited = Q(appointment__status=Appointment.Status.ARRIVED) | Q(asked_platform__isnull=False)
        here = self.standing().on(today()).filter(waited_until=None)
        return here.filter(awaited | Q(permanence__isnull=False))

    def calling(self, user):
        """Visits of people who came to see ``user``, or their platform without saying whom."""
        mine = Q(appointment__in=Appointment.objects.of_worker(user).on(today())) | Q(asked_worker=user)
        return self.filter(mine | Q(asked_worker=None, asked_platform__in=user.platform_ids))

    def for_list(self, user):
        """With what `reasons_open_to` reads, and their referral when ``user`` may know of it.

        ``visit.referral`` is None when not.
        """
        known = Referral.objects.known_to(user).standing().for_list()
        return self.told_by().prefetch_related(Prefetch("referral", known))

    def told_by(self):
        with_purpose = self.select_related(
            "beneficiary", "appointment__platform", "appointment__room", "permanence__partner", "permanence__room",
            "session", "asked_worker", "asked_platform", "received_by",
        )  # fmt: skip
        return with_purpose.prefetch_related(Prefetch("reasons", Term.objects.order_by("position", "pk")))

    def for_author(self, user):
        """As `for_list`; whoever sent a person somewhere today may also see where, to correct it."""
        sent_today = Referral.objects.filter(recorded_by=user, date=today())
        known = (Referral.objects.known_to(user) | sent_today).standing().for_list()
        return self.told_by().prefetch_related(Prefetch("referral", known))

    def latest_first(self):
        return self.order_by("-date", "-arrived_at", "-recorded_at", "pk")

    def longest_waiting_first(self):
        return self.prefetch_related("appointment__workers").order_by("arrived_at", "recorded_at", "pk")

    def with_id(self, id):
        """The visit of that id among these, or None."""
        return self.filter(pk=id).first()

    def people_and_first_hour(self) -> tuple[int, time | None]:
        """How many people these visits are, each one counted once, and when the first of them came."""
        seen = self.order_by().aggregate(
            named=Count("beneficiary", distinct=True),
            unnamed=Sum("headcount", filter=Q(beneficiary=None), default=0),
            first=Min("arrived_at"),
        )
        return seen["named"] + seen["unnamed"], seen["first"]

    def headcount_by_permanence(self, permanences) -> dict:
        """How many people came for each of ``permanences`` (its id)."""
        came = self.filter(permanence__in=permanences).order_by().values_list("permanence")
        return dict(came.annotate(people=Sum("headcount")))

    def with_reason_shown(self):
        """One row for each reason said: ``reason_shown`` names it, but for a secret one."""
        secret = models.When(reasons__sensitivity=Sensitivity.SECRET, then=models.Value("autres"))
        return self.annotate(reason_shown=models.Case(secret, default=F("reasons__label")))


@keeps_history
class Visit(Fact):
    """Someone came through the door: a person of the file, or people nobody named; what for, whom they saw."""

    date = models.DateField("jour")
    arrived_at = models.TimeField("heure d’arrivée")
    beneficiary = models.ForeignKey(
        "beneficiaries.Beneficiary", on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    headcount = models.PositiveSmallIntegerField("personnes", default=1)
    reasons = models.ManyToManyField("terms.Term", through="VisitReason", related_name="+", verbose_name="motifs")
    appointment = models.ForeignKey(
        "platforms.Appointment", on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    session = models.ForeignKey(
        "workshops.Session", on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    permanence = models.ForeignKey(
        "partners.Permanence", on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    asked_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="vient voir",
    )  # fmt: skip
    asked_platform = models.ForeignKey(
        "ceis.Platform", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vient voir"
    )
    waited_until = models.TimeField("a attendu jusqu’à", null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="vu par",
    )  # fmt: skip
    referral = models.ForeignKey(
        "platforms.Referral",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name="orientation donnée",
    )

    privacy = Personal(
        "beneficiary", "accueillir et orienter", Keep.RECORD, ("date", "arrived_at", "waited_until"),
        neutral=("headcount", "recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = VisitQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "venue"
        ordering = ["-date", "-arrived_at"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="reception_visit_headcount",
                condition=Q(beneficiary=None, headcount__gte=1, headcount__lte=200) | Q(headcount=1),
                violation_error_message="Un groupe compte de 1 à 200 personnes.",
            ),
            models.CheckConstraint(
                name="reception_visit_one_purpose",
                condition=Q(
                    *(
                        Q(**{f"{one}__isnull": True}) | Q(**{f"{two}__isnull": True})
                        for one, two in combinations(CAME_FOR, 2)
                    ),
                ),
                violation_error_message="On vient pour une seule de ces choses à la fois.",
            ),  # fmt: skip
            models.CheckConstraint(
                name="reception_visit_worker_with_platform",
                condition=Q(asked_worker=None) | Q(asked_platform__isnull=False),
                violation_error_message="Un professionnel est demandé sur sa plateforme.",
            ),
            models.UniqueConstraint(
                fields=["appointment", "beneficiary"],
                condition=Q(cancelled_at=None, appointment__isnull=False),
                nulls_distinct=False,
                name="reception_visit_once_per_appointment",
                violation_error_message="L’arrivée de cette personne est déjà enregistrée.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[purpose, "beneficiary", "date"],
                    condition=Q(cancelled_at=None, beneficiary__isnull=False) & Q(**{f"{purpose}__isnull": False}),
                    name=f"reception_visit_once_per_{purpose}",
                    violation_error_message="L’arrivée de cette personne est déjà enregistrée.",
                )
                for purpose in ("session", "permanence")
            ),
        ]
        indexes = [models.Index(fields=["date", "arrived_at"], name="reception_visit_date")]

    def __str__(self) -> str:
        return f"venue du {self.date:%d/%m/%Y} à {self.arrived_at:%H:%M}"

    def purpose_open_to(self, user) -> bool:
        """Whether ``user`` may learn whom or what this person came for: nothing secret of another team."""
        if self.appointment_id and not self.appointment.is_open_to(user):
            return False
        if self.permanence_id and not self.permanence.is_open_to(user):
            return False
        asked = self.asked_platform
        return asked is None or asked.sensitivity != Sensitivity.SECRET or asked.pk in user.platform_ids

    def reasons_open_to(self, user) -> list[Term]:
        """Return what for, as far as ``user`` may learn it.

        The desk on the day; later, who follows people, and ordinary reasons only.
        """
        if not (self.purpose_open_to(user) or user.may(Permission.SEE_EVERY_HOUR)):
            return []  # « Rendez-vous » beside no appointment one knows of would tell whose it is
        at_desk = self.date == today() and user.may(Permission.USE_DESK)
        return [reason for reason in self.reasons.all() if self._is_open(reason, user, at_desk)]

    def _is_open(self, reason: Term, user, at_desk: bool) -> bool:
        if reason.sensitivity == Sensitivity.SECRET and reason.platform_id not in user.platform_ids:
            return False
        reserved = self.permanence_id and self.permanence.sensitivity != Sensitivity.ORDINARY
        ordinary = reason.sensitivity == Sensitivity.ORDINARY and not reserved
        return at_desk or (ordinary and user.may(Permission.FOLLOW_PEOPLE))

    def reason_open_to(self, user) -> bool:
        """Whether ``user`` may learn anything of what for."""
        return bool(self.reasons_open_to(user))

    @property
    def has_purpose(self) -> bool:
        """Whether they came for something that is known, and not for a question."""
        return any(getattr(self, f"{purpose}_id") for purpose in CAME_FOR)

    @property
    def who(self) -> str:
        """Who came, as a line says it."""
        if self.beneficiary_id:
            return str(self.beneficiary)
        return "Personne sans nom" if self.headcount == 1 else f"Groupe de {self.headcount} personnes"

    @property
    def minutes_here(self) -> int:
        """How long ago they arrived, in minutes."""
        arrived = datetime.combine(self.date, self.arrived_at)
        return max(0, int((now().replace(tzinfo=None) - arrived).total_seconds() // 60))


class VisitReason(models.Model):
    """One of the reasons a person gave for coming."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    visit = models.ForeignKey("reception.Visit", on_delete=models.CASCADE, related_name="said_reasons")
    reason = models.ForeignKey("terms.Term", on_delete=models.PROTECT, related_name="+", verbose_name="motif")

    privacy = Impersonal("suit sa venue, qui est déclarée")

    class Meta:
        verbose_name = "motif d’une venue"
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "reason"],
                name="reception_reason_once_per_visit",
                violation_error_message="Ce motif est déjà noté pour cette venue.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.reason_id}"

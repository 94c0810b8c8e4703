import uuid
from datetime import date, datetime, time, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ceis.access import Permission
from ceis.civil_time import PARIS, Period, instant, today, working_day_of_month
from ceis.history import keeps_history
from ceis.platform import known_platform
from ceis.privacy import Impersonal

EVENING = time(18)


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reports hold aggregates only; a secret platform's own is for its team and for who answers for the place."""
        if not user.may(Permission.SEE_REPORTS):
            return self.none()
        return self.filter(known_platform(user)) if user.may(Permission.FOLLOW_PEOPLE) else self

    def unfinished(self):
        return self.filter(state__in=[Report.State.EXPECTED, Report.State.COMPUTING])

    def of_month(self, period: Period):
        return self.filter(starts_on=period.start, ends_on=period.end)

    def of_months(self, starts: list[date]):
        return self.filter(starts_on__in=starts)

    def provisional(self):
        return self.filter(state=Report.State.PROVISIONAL)

    def locked(self, pk):
        """One report, with its row locked until the end of the transaction; None when it is not among these."""
        return self.select_for_update(of=("self",)).select_related("platform", "signed_by").filter(pk=pk).first()

    def in_attempt(self, pk, attempt: int):
        """The report ``pk``, while it is being computed for the ``attempt``-th time."""
        return self.filter(pk=pk, state=Report.State.COMPUTING, attempts=attempt)

    def of_place(self):
        return self.filter(platform=None)

    def months(self):
        """The first day of each month that has a report, latest first."""
        return self.dates("starts_on", "month", order="DESC")

    def current(self):
        """The latest version of each report."""
        return self.order_by("-starts_on", F("platform_id").asc(nulls_first=True), "-version").distinct(
            "starts_on", "platform_id"
        )

    def versions_of(self, report: "Report"):
        """All the versions of the same report, first one first."""
        same = self.filter(bilan=report.bilan, platform=report.platform_id, starts_on=report.starts_on)
        return same.filter(ends_on=report.ends_on).order_by("version")

    def with_document(self):
        """Those computed at least once."""
        return self.filter(pdf__isnull=False).select_related("platform")

    def without_document(self):
        """For pages: the PDF is heavy, and is read by its own page only."""
        return self.defer("pdf").select_related("platform", "signed_by", "asked_by")


@keeps_history(exclude=("pdf",))
class Report(models.Model):
    """One bilan of one period: expected, computed, provisional, then signed and frozen; corrected by a new version."""

    class State(models.TextChoices):
        EXPECTED = "expected", "attendu"
        COMPUTING = "computing", "en calcul"
        PROVISIONAL = "provisional", "provisoire"
        SIGNED = "signed", "signé"
        FAILED = "failed", "en échec"

    MOST_ATTEMPTS = 3

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    bilan = models.SlugField("bilan")
    platform = models.ForeignKey(
        "ceis.Platform", on_delete=models.PROTECT, null=True, blank=True, verbose_name="plateforme"
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    version = models.PositiveSmallIntegerField("version", default=1)
    why = models.CharField("raison de la correction", max_length=200, blank=True)
    state = models.CharField("état", max_length=12, choices=State, default=State.EXPECTED)
    progress = models.PositiveSmallIntegerField("avancement (%)", default=0)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    asked_at = models.DateTimeField("demandé le", default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="demandé par",
    )
    computed_at = models.DateTimeField("arrêté le", null=True, blank=True)
    signed_at = models.DateTimeField("signé le", null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="signé par",
    )
    sha256 = models.CharField("empreinte des chiffres", max_length=64, blank=True)
    pdf = models.BinaryField("document", null=True, blank=True)

    privacy = Impersonal("des totaux seulement ; les identifiants comptés sont dans les chiffres")
    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "rapport"
        ordering = ["-starts_on", F("platform").asc(nulls_first=True), "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["bilan", "platform", "starts_on", "ends_on", "version"],
                name="reporting_report_once_per_period",
                nulls_distinct=False,
                violation_error_message="Ce rapport existe déjà pour cette période.",
            ),
            models.CheckConstraint(
                name="reporting_report_dates_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="La période finit après avoir commencé.",
            ),
            models.CheckConstraint(
                name="reporting_report_signed_is_complete",
                condition=~Q(state="signed")
                | Q(signed_at__isnull=False, computed_at__isnull=False, pdf__isnull=False) & ~Q(sha256=""),
                violation_error_message="Un rapport se signe une fois calculé.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="signed_never_moves",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="signed"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.bilan} {self.starts_on:%m/%Y} v{self.version}"

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def subject(self) -> str:
        """What it reports on: a platform, or the whole place."""
        return f"plateforme {self.platform}" if self.platform else "le lieu"

    @property
    def is_signed(self) -> bool:
        return self.state == self.State.SIGNED

    @property
    def is_running(self) -> bool:
        return self.state in (self.State.EXPECTED, self.State.COMPUTING)

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed: before, its figures still grow and nobody can answer for them."""
        return self.ends_on < today()

    @property
    def signs_itself_at(self) -> datetime | None:
        """When the calendar signs it if nobody has: the evening of the set working day that follows."""
        if not settings.REPORT_SIGNING_DAY:
            return None
        first_day, asked_on = self.ends_on + timedelta(days=1), self.asked_at.astimezone(PARIS).date()
        known_since = max(first_day, asked_on)
        day = working_day_of_month(known_since, settings.REPORT_SIGNING_DAY)
        if day < known_since or day == asked_on > first_day:  # never the very day someone asks for it
            next_month = Period.month(known_since).end + timedelta(days=1)
            day = working_day_of_month(next_month, settings.REPORT_SIGNING_DAY)
        return instant(day, EVENING)

    @property
    def signature(self) -> str:
        return str(self.signed_by) if self.signed_by else "le calendrier du lieu"

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from ceis.access import Permission
from ceis.civil_time import Period, today
from ceis.facts import Fact, FactQuerySet
from ceis.history import keeps_history
from ceis.platform import Sensitivity, known_platform
from ceis.privacy import Impersonal
from workshops.models.attendance import AnonymousTally, Attendance


class SessionQuerySet(FactQuerySet):
    def during(self, period: Period):
        return self.filter(date__gte=period.start, date__lte=period.end)

    def on(self, day: date):
        return self.filter(date=day)

    def ahead(self, until: date):
        """Sessions from today to ``until``."""
        return self.filter(date__gte=today(), date__lte=until)

    def of_platform(self, platform_id: int | None):
        """Sessions of one platform, or of the whole place when ``platform_id`` is None."""
        return self if platform_id is None else self.filter(platform=platform_id)

    def with_presences(self):
        """Each with ``came``, how many people came, named or not, and ``noted``, whether anyone wrote who came."""
        named = Attendance.objects.standing().filter(session=OuterRef("pk")).order_by()
        tallied = AnonymousTally.objects.standing().filter(session=OuterRef("pk")).order_by().values("session")
        came = named.filter(status__in=Attendance.CAME).values("session").annotate(n=Count("pk")).values("n")
        nobody_named = tallied.annotate(n=Sum("count")).values("n")
        return self.annotate(
            came=Coalesce(Subquery(came), 0) + Coalesce(Subquery(nobody_named), 0),
            noted=Exists(named.exclude(status=Attendance.Status.EXPECTED)) | Exists(tallied),
        )

    def known_to(self, user):
        """Sessions whose existence ``user`` may learn."""
        return self.filter(known_platform(user))

    def for_list(self):
        return self.select_related("room", "platform", "theme", "partner").prefetch_related("facilitators")

    def in_order(self):
        return self.order_by("date", "starts_at", "title", "pk")

    def with_counts(self):
        """Each session with how many are registered, how many came, and how many of these without a name."""
        registered = Attendance.objects.standing().filter(session=OuterRef("pk")).order_by()
        came = registered.filter(status__in=Attendance.CAME)
        unnamed = AnonymousTally.objects.standing().filter(session=OuterRef("pk")).order_by()
        return self.annotate(
            registered=_total(registered, Count("pk")),
            unnamed=_total(unnamed, Sum("count")),
            present=_total(came, Count("pk")) + F("unnamed"),
        )


def _total(rows, aggregate) -> Coalesce:
    counted = rows.values("session").annotate(total=aggregate).values("total")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@keeps_history
class Session(Fact):
    """One date of a workshop, a cycle or a cohort. Its room and facilitators are taken by an `Occupation`."""

    title = models.CharField("intitulé", max_length=120)
    group = models.ForeignKey(
        "workshops.Group", on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    theme = models.ForeignKey("terms.Term", on_delete=models.PROTECT, related_name="+", verbose_name="thème")
    platform = models.ForeignKey(
        "ceis.Platform", on_delete=models.PROTECT, null=True, blank=True, verbose_name="plateforme"
    )
    date = models.DateField("jour")
    starts_at = models.TimeField("début")
    ends_at = models.TimeField("fin")
    room = models.ForeignKey("places.Room", on_delete=models.PROTECT, null=True, blank=True, verbose_name="salle")
    facilitators = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name="animateurs")
    partner = models.ForeignKey(
        "partners.Partner", on_delete=models.PROTECT, null=True, blank=True, verbose_name="partenaire"
    )
    places = models.PositiveSmallIntegerField("places", default=10)

    privacy = Impersonal("programme du lieu")
    objects = SessionQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "séance"
        ordering = ["date", "starts_at"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="workshops_session_times_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="La séance finit après avoir commencé.",
            ),
        ]
        indexes = [models.Index(fields=["date"], name="workshops_session_date")]

    def __str__(self) -> str:
        return f"{self.title} {self.date}"

    def names_open_to(self, user) -> bool:
        """Whether ``user`` may read who is registered.

        Today and ahead it is planning, for whoever may look people up; afterwards it belongs to those who follow
        people, and to the platform's own team when it is not an ordinary one.
        """
        if not user.may(Permission.FIND_PEOPLE):
            return False
        if self.date >= today():
            return True
        ours = self.platform is None or self.platform.sensitivity == Sensitivity.ORDINARY
        return user.may(Permission.FOLLOW_PEOPLE) and (ours or self.platform_id in user.platform_ids)

    def may_be_marked_by(self, user) -> bool:
        """Whether ``user`` may write who came: the platform's own team, or any when the whole place holds it."""
        return user.may(Permission.FOLLOW_PEOPLE) and (
            self.platform_id is None or self.platform_id in user.platform_ids
        )

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from ceis.access import Permission
from ceis.civil_time import Period, instant, now, today
from ceis.facts import Fact, FactQuerySet
from ceis.french import hour
from ceis.history import keeps_history
from ceis.platform import Sensitivity, known_platform
from ceis.privacy import Keep, Personal
from platforms.models.interview import Interview

TONES = {"arrived": "wait", "in_progress": "wait", "honoured": "ok", "no_show": "late"}
WRITTEN_WITHIN = timedelta(days=14)


class AppointmentQuerySet(FactQuerySet):
    def visible_to(self, user):
        """Planning is shared, but for the secret platforms', which their team and the front door alone see.

        The front door must greet whoever comes: it reads person, hour, room and « rendez-vous » (see `is_open_to`).
        """
        if not user.may(Permission.SEE_PLANNING):
            return self.none()
        return self if user.may(Permission.SEE_EVERY_HOUR) else self.known_to(user)

    def known_to(self, user):
        """Appointments whose platform ``user`` may learn; the others exist for them as a nameless « rendez-vous »."""
        return self.filter(known_platform(user))

    def on(self, day: date):
        return self.filter(date=day)

    def during(self, period: Period):
        return self.filter(date__gte=period.start, date__lte=period.end)

    def of_platform(self, platform_id: int | None):
        """Appointments of one platform, or of the whole place when ``platform_id`` is None."""
        return self if platform_id is None else self.filter(platform=platform_id)

    def first_day_after(self, day: date) -> date | None:
        """The first later day that holds any of these."""
        return self.filter(date__gt=day).aggregate(first=models.Min("date"))["first"]

    def of_worker(self, user):
        return self.filter(workers=user)

    def of_person(self, beneficiary):
        return self.filter(people=beneficiary)

    def of_people(self, people):
        """Those of any of ``people``, each once."""
        return self.filter(
            Exists(Appointment.people.through.objects.filter(appointment=OuterRef("pk"), beneficiary__in=people))
        )

    def expected(self):
        """Neither over nor called off."""
        return self.standing().filter(status__in=Appointment.EXPECTED)

    def of_platforms(self, platform_ids):
        return self.filter(platform__in=platform_ids)

    def kept(self):
        """Those that take place: neither cancelled nor excused."""
        return self.standing().exclude(status__in=Appointment.FREEING)

    def ahead(self):
        """Expected today or on a day to come."""
        return self.expected().filter(date__gte=today())

    def unwritten(self, user):
        """Appointments of ``user`` that began in the last 14 days, without outcome, or honoured and not written."""
        moment = now()
        begun = Q(date__lt=moment.date()) | Q(date=moment.date(), starts_at__lte=moment.time())
        without_end = Q(status__in=Appointment.EXPECTED) | Q(status=Appointment.Status.HONOURED)
        written = Interview.objects.standing().filter(appointment=OuterRef("pk"))
        recent = self.of_worker(user).standing().filter(date__gte=moment.date() - WRITTEN_WITHIN)
        return recent.filter(begun, without_end).exclude(Exists(written))

    def without_interview(self):
        """Appointments whose interview was not written: the others are told by it."""
        return self.exclude(Exists(Interview.objects.standing().filter(appointment=OuterRef("pk"))))

    def over(self):
        """Past, or with an outcome."""
        return self.filter(Q(date__lt=today()) | ~Q(status__in=Appointment.EXPECTED))

    def telling_if_written(self):
        """Each one with ``written``: whether its interview is."""
        return self.annotate(written=Exists(Interview.objects.standing().filter(appointment=OuterRef("pk"))))

    def for_list(self):
        planned = self.select_related("room", "platform").prefetch_related("workers", "people")
        return planned.order_by("date", "starts_at", "pk")


@keeps_history
class Appointment(Fact):
    """A time range, workers, people, a room: planning. It holds no reason: secrets live in `InterviewNote`."""

    class Status(models.TextChoices):
        PLANNED = "planned", "prévu"
        ARRIVED = "arrived", "arrivé"
        IN_PROGRESS = "in_progress", "en cours"
        HONOURED = "honoured", "honoré"
        EXCUSED = "excused", "excusé"
        NO_SHOW = "no_show", "non venu"
        CANCELLED_BY_US = "cancelled_by_us", "annulé par le lieu"
        CANCELLED_BY_THEM = "cancelled_by_them", "annulé par la personne"

    class Channel(models.TextChoices):
        OFFICE = "office", "au bureau"
        PHONE = "phone", "par téléphone"
        HOME = "home", "à domicile"
        OUTSIDE = "outside", "à l’extérieur"
        VIDEO = "video", "en visio"

    EXPECTED = (Status.PLANNED, Status.ARRIVED, Status.IN_PROGRESS)
    CALLED_OFF = (Status.CANCELLED_BY_US, Status.CANCELLED_BY_THEM)
    FREEING = (Status.EXCUSED, Status.CANCELLED_BY_US, Status.CANCELLED_BY_THEM)

    platform = models.ForeignKey("ceis.Platform", on_delete=models.PROTECT, verbose_name="plateforme")
    date = models.DateField("jour")
    starts_at = models.TimeField("début")
    ends_at = models.TimeField("fin")
    workers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="appointments", verbose_name="avec")
    people = models.ManyToManyField(
        "beneficiaries.Beneficiary", related_name="appointments", verbose_name="personnes reçues"
    )
    room = models.ForeignKey("places.Room", on_delete=models.PROTECT, null=True, blank=True, verbose_name="salle")
    channel = models.CharField("comment", max_length=10, choices=Channel, default=Channel.OFFICE)
    status = models.CharField("état", max_length=20, choices=Status, default=Status.PLANNED)
    arrived_at = models.TimeField("arrivé à", null=True, blank=True)

    privacy = Personal(
        "people", "tenir l’agenda", Keep.RECORD, ("date", "starts_at", "ends_at", "arrived_at"),
        neutral=("recorded_at", "cancelled_at", "cancel_reason"),
    )  # fmt: skip
    objects = AppointmentQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "rendez-vous"
        verbose_name_plural = "rendez-vous"
        ordering = ["date", "starts_at"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="platforms_appointment_times_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="Le rendez-vous finit après avoir commencé.",
            ),
        ]
        indexes = [models.Index(fields=["date", "starts_at"], name="platforms_appointment_date")]

    def __str__(self) -> str:
        return f"rendez-vous du {self.date:%d/%m/%Y} à {self.starts_at:%H:%M}"

    @property
    def start(self) -> datetime:
        return instant(self.date, self.starts_at)

    @property
    def end(self) -> datetime:
        return instant(self.date, self.ends_at)

    @property
    def minutes(self) -> int:
        begin, finish = (datetime.combine(self.date, at) for at in (self.starts_at, self.ends_at))
        return (finish - begin).seconds // 60

    @property
    def known(self) -> dict:
        """What the appointment already says of its interview, as the form of an interview takes it."""
        return {
            "platform": self.platform_id,
            "day": self.date,
            "at": self.starts_at,
            "channel": self.channel,
            "minutes": self.minutes,
        }

    @property
    def may_be_written(self) -> bool:
        """Whether an interview may come of it: it took place, or may have."""
        return self.date <= today() and self.status not in self.FREEING and self.cancelled_at is None

    @property
    def tone(self) -> str:
        """The colour of the state, beside its word."""
        return TONES.get(self.status, "")

    @property
    def state_words(self) -> str:
        if self.status == self.Status.ARRIVED and self.arrived_at:
            return f"arrivé {hour(self.arrived_at)}"
        return self.get_status_display()

    @property
    def is_expected(self) -> bool:
        return self.status in self.EXPECTED and self.cancelled_at is None

    def is_open_to(self, user) -> bool:
        """Whether ``user`` may learn with whom and for which platform this appointment is."""
        return self.platform.sensitivity != Sensitivity.SECRET or self.platform_id in user.platform_ids

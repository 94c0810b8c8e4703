import uuid
from datetime import date

from django.db import models
from django.db.models import Count, F, Func, Max, OuterRef, Q, Subquery

from ceis.access import Permission
from ceis.civil_time import HalfDay, Period
from ceis.platform import known_platform
from ceis.privacy import Keep, Personal


class EncounterQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(cancelled_at=None)

    def during(self, period: Period):
        return self.filter(date__gte=period.start, date__lte=period.end)

    def of_platform(self, platform_id: int | None):
        """Encounters of one platform, or of the whole place when ``platform_id`` is None."""
        return self if platform_id is None else self.filter(platform=platform_id)

    def with_last_before(self, day: date, platform_id: int | None):
        """Each with ``last_before``: when the place, or one platform, last met that person before ``day``."""
        earlier = Encounter.objects.standing().of_platform(platform_id).filter(beneficiary=OuterRef("beneficiary"))
        last = earlier.filter(date__lt=day).order_by("-date").values("date")[:1]
        return self.annotate(last_before=Subquery(last))

    def with_platforms_seen(self, period: Period):
        """Each with ``platforms_seen``: how many platforms met that person during ``period``."""
        same = Encounter.objects.standing().during(period).filter(beneficiary=OuterRef("beneficiary")).order_by()
        seen = same.values("beneficiary").annotate(n=Count("platform", distinct=True)).values("n")
        return self.annotate(platforms_seen=Subquery(seen))

    def of_person(self, beneficiary):
        return self.filter(beneficiary=beneficiary)

    def came_since(self, day: date) -> bool:
        return self.standing().filter(date__gte=day).exists()

    def known_to(self, user):
        """Encounters whose existence ``user`` may learn."""
        if not user.may(Permission.FIND_PEOPLE):
            return self.none()
        return self.filter(known_platform(user))

    def last_before(self, day: date) -> date | None:
        """The last day, before ``day``, that holds any of these."""
        return self.filter(date__lt=day).aggregate(last=Max("date"))["last"]

    def same_day_by_another(self, day: date, source: uuid.UUID):
        """Those of ``day`` that another act than ``source`` made."""
        return self.filter(date=day).exclude(source=source)

    def by_platform(self):
        """(name, slug, day) of each one, in the order of platforms, the whole place first (without name)."""
        return self.order_by(F("platform").asc(nulls_first=True), "date").values_list(
            "platform__name", "platform__slug", "date"
        )

    def passages_of(self, people) -> dict[uuid.UUID, tuple[int, date]]:
        """How many half-days each of ``people`` came, and the last day; whoever never came is absent."""
        half_days = Count(Func("date", "half_day", function="ROW", output_field=models.TextField()), distinct=True)
        rows = self.filter(beneficiary__in=people).order_by().values("beneficiary")
        return {
            person: (passages, last)
            for person, passages, last in rows.annotate(passages=half_days, last=Max("date")).values_list(
                "beneficiary", "passages", "last"
            )
        }


class Encounter(models.Model):
    """The ledger of people and the place meeting; presence, novelty, last contact and retention read only this.

    ``unit`` is who came: the person's id, or for people nobody named the id of the act itself, which then counts
    ``headcount`` of them. A passage is a distinct (unit, date, half-day).
    """

    class Kind(models.TextChoices):
        VISIT = "visit", "venue à l’accueil"
        APPOINTMENT = "appointment", "rendez-vous honoré"
        INTERVIEW = "interview", "entretien"
        WORKSHOP = "workshop", "présence en atelier"
        OUTING = "outing", "rencontre hors les murs"
        FREE_ACCESS = "free_access", "poste en libre accès"

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    beneficiary = models.ForeignKey(
        "beneficiaries.Beneficiary",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="encounters",
    )
    unit = models.UUIDField("unité comptée")
    headcount = models.PositiveSmallIntegerField("personnes", default=1)
    date = models.DateField("jour")
    half_day = models.CharField("demi-journée", max_length=10, choices=HalfDay)
    platform = models.ForeignKey(
        "ceis.Platform", on_delete=models.PROTECT, null=True, blank=True, verbose_name="plateforme"
    )
    kind = models.CharField("nature", max_length=12, choices=Kind)
    source = models.UUIDField("acte")
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True)

    privacy = Personal(
        "beneficiary", "compter les venues, dater le dernier contact", Keep.RECORD,
        ("date", "unit", "source"), ("headcount", "cancelled_at"),
    )  # fmt: skip
    person_ids = ("unit",)
    objects = EncounterQuerySet.as_manager()

    class Meta:
        verbose_name = "rencontre"
        indexes = [
            models.Index(fields=["date", "platform", "unit"], name="encounter_by_date"),
            models.Index(fields=["beneficiary", "-date"], name="encounter_by_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "unit"],
                name="encounter_once_per_act_and_unit",
                violation_error_message="Cette venue est déjà comptée.",
            ),
            models.CheckConstraint(
                name="encounter_unit_is_the_person_or_nobody",
                condition=Q(beneficiary=None, headcount__gte=1) | Q(unit=F("beneficiary"), headcount=1),
                violation_error_message="Une personne nommée compte pour une.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.date}"

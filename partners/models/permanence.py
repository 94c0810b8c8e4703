from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from ceis.access import Permission
from ceis.civil_time import is_bank_holiday, today
from ceis.facts import Fact, FactQuerySet
from ceis.french import hour
from ceis.history import keeps_history
from ceis.platform import Sensitivity
from ceis.privacy import Impersonal
from partners.models.partner import knows_secrets

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")


def known_permanence(user, path: str = "") -> Q:
    """Return the condition « the permanence ``path`` points at may be known to ``user`` »; no permanence is known.

    A permanence of a secret partner is secret, whatever its own rule says.
    """
    if knows_secrets(user):
        return Q()
    to = f"{path}__" if path else ""
    open_to_all = ~Q(**{f"{to}sensitivity": Sensitivity.SECRET}) & ~Q(
        **{f"{to}partner__sensitivity": Sensitivity.SECRET}
    )
    return Q(**{f"{path}__isnull": True}) | open_to_all if path else open_to_all


class PermanenceQuerySet(FactQuerySet):
    def known_to(self, user):
        """Permanences whose partner and title ``user`` may learn."""
        return self.filter(known_permanence(user))

    def visible_to(self, user):
        """Those ``user`` may see in the day: the front door also greets for a secret one, as a « rendez-vous »."""
        if not user.may(Permission.SEE_PLANNING):
            return self.none()
        return self if user.may(Permission.SEE_EVERY_HOUR) else self.known_to(user)

    def for_list(self):
        return self.select_related("partner", "room").order_by("starts_at", "partner__name", "pk")

    def not_over(self):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today()))

    def over(self):
        return self.filter(ends_on__lt=today())

    def of_day(self, day: date) -> list["Permanence"]:
        """Return those held on ``day``, by hour: neither on a bank holiday nor on a date called off."""
        if is_bank_holiday(day):
            return []
        off = PermanenceOff.objects.standing().filter(permanence=OuterRef("pk"), date=day)
        rules = self.standing().filter(Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))
        rules = rules.filter(weekdays__contains=[day.weekday()]).exclude(Exists(off))
        return [rule for rule in rules.for_list() if rule.is_week_of(day)]


@keeps_history
class Permanence(Fact):
    """A partner receives here, on some half-days: a rule, from which the dates are computed."""

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", "chaque semaine"
        FORTNIGHTLY = "fortnightly", "une semaine sur deux"

    partner = models.ForeignKey(
        "partners.Partner", on_delete=models.PROTECT, related_name="permanences", verbose_name="partenaire"
    )
    title = models.CharField("thème", max_length=120)
    room = models.ForeignKey("places.Room", on_delete=models.PROTECT, null=True, blank=True, verbose_name="salle")
    weekdays = ArrayField(models.PositiveSmallIntegerField(), size=6, verbose_name="jours")
    rhythm = models.CharField("rythme", max_length=12, choices=Rhythm, default=Rhythm.WEEKLY)
    starts_at = models.TimeField("de")
    ends_at = models.TimeField("à")
    starts_on = models.DateField("à partir du")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    sensitivity = models.CharField("confidentialité", max_length=10, choices=Sensitivity, default=Sensitivity.ORDINARY)

    privacy = Impersonal("programme des partenaires")
    objects = PermanenceQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "permanence"
        ordering = ["starts_at"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="partners_permanence_times_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="La permanence finit après avoir commencé.",
            ),
            models.CheckConstraint(
                name="partners_permanence_dates_in_order",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin vient après le début.",
            ),
            models.CheckConstraint(
                name="partners_permanence_days_of_the_week",
                condition=Q(weekdays__len__gte=1, weekdays__contained_by=[0, 1, 2, 3, 4, 5]),
                violation_error_message="Choisissez au moins un jour de la semaine.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.partner}"

    def is_week_of(self, day: date) -> bool:
        """Whether the week of ``day`` is one of those it is held: the first is the week it starts."""
        if self.rhythm == self.Rhythm.WEEKLY:
            return True
        return (_monday(day) - _monday(self.starts_on)).days % 14 == 0

    def is_open_to(self, user) -> bool:
        """Whether ``user`` may learn whose it is and what it is about."""
        secret = Sensitivity.SECRET in (self.sensitivity, self.partner.sensitivity)
        return not secret or knows_secrets(user)

    @property
    def days_words(self) -> str:
        """« lundi et jeudi, chaque semaine »."""
        days = [WEEKDAYS[number] for number in sorted(self.weekdays)]
        named = " et ".join(filter(None, [", ".join(days[:-1]), days[-1]]))
        return f"{named}, {self.get_rhythm_display()}"

    @property
    def hours_words(self) -> str:
        return f"{hour(self.starts_at)} – {hour(self.ends_at)}"


@keeps_history
class PermanenceOff(Fact):
    """A date on which a permanence is not held."""

    permanence = models.ForeignKey("partners.Permanence", on_delete=models.PROTECT, related_name="dates_off")
    date = models.DateField("jour")

    privacy = Impersonal("programme des partenaires")
    objects = FactQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "permanence annulée"
        ordering = ["date"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["permanence", "date"],
                condition=Q(cancelled_at=None),
                name="partners_permanence_off_once",
                violation_error_message="Cette date est déjà annulée.",
            ),
        ]

    def __str__(self) -> str:
        return f"pas de permanence le {self.date:%d/%m/%Y}"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

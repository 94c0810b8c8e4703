import uuid
from collections.abc import Iterable
from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ceis.privacy import Keep, Personal


class OccupationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(active=True)

    def of(self, resources: Iterable[uuid.UUID]):
        return self.filter(resource__in=list(resources))

    def overlapping(self, start: datetime, end: datetime):
        return self.active().filter(period__overlap=(start, end))

    def ahead(self):
        """Those that have not begun yet."""
        return self.active().filter(period__startswith__gt=timezone.now())

    def in_order(self):
        return self.order_by("period", "pk")


class Occupation(models.Model):
    """One resource taken for a half-open time range: the only place where overlaps are refused, and it says no motive.

    A resource is any row with a UUID (worker, room, computer, equipment, person), so that one exclusion constraint
    rules them all and a lower app never points at a higher one.
    """

    class Kind(models.TextChoices):
        WORKER = "worker", "professionnel"
        ROOM = "room", "salle"
        EQUIPMENT = "equipment", "équipement"
        PERSON = "person", "personne"

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    kind = models.CharField("genre", max_length=10, choices=Kind)
    resource = models.UUIDField("ressource")
    period = DateTimeRangeField("période")
    active = models.BooleanField("active", default=True)
    source = models.UUIDField("réservation", db_index=True)

    privacy = Personal(
        "resource", "ne pas réserver deux fois", Keep.RECORD, ("resource", "period"), neutral=("source",)
    )
    person_ids = ("resource",)
    objects = OccupationQuerySet.as_manager()

    class Meta:
        verbose_name = "occupation"
        constraints = [
            ExclusionConstraint(
                name="places_occupation_once_at_a_time",
                expressions=[("resource", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(active=True),
                violation_error_message="Déjà pris.",
            ),
            models.CheckConstraint(
                name="places_occupation_bounded",
                condition=Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False),
                violation_error_message="La fin vient après le début.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period}"

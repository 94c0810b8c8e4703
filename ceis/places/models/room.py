import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from ceis.civil_time import today
from ceis.privacy import Impersonal


class RoomQuerySet(models.QuerySet):
    def offered(self, day: date | None = None):
        """Rooms one may still take on ``day`` (today by default): neither closed, nor on a closed site."""
        return self.filter(_open_on(day or today()), _open_on(day or today(), "site__")).select_related("site")

    def inside(self):
        """Rooms within the walls."""
        return self.filter(site__outside=False)

    def to_settle_in(self):
        """Rooms one takes whole; of a free-access room one takes a computer."""
        return self.exclude(kind=Room.Kind.FREE_ACCESS)

    def confidential(self):
        """Rooms where one can speak without being heard."""
        return self.filter(kind=Room.Kind.OFFICE)

    def in_order(self):
        return self.order_by("site__outside", "site__name", "position", "name")


def _open_on(day: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}closed_on": None}) | Q(**{f"{prefix}closed_on__gt": day})


class Room(models.Model):
    class Kind(models.TextChoices):
        OFFICE = "office", "bureau confidentiel"
        COLLECTIVE = "collective", "salle collective"
        FREE_ACCESS = "free_access", "espace libre accès"
        OUTDOOR = "outdoor", "jardin"

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField("nom", max_length=60)
    kind = models.CharField("genre", max_length=12, choices=Kind)
    capacity = models.PositiveSmallIntegerField("places", default=3)
    position = models.PositiveSmallIntegerField("ordre", default=0)
    closed_on = models.DateField("fermée à partir du", null=True, blank=True)

    privacy = Impersonal("le lieu lui-même")
    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = "salle"
        ordering = ["site", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"],
                name="places_room_name_once_per_site",
                violation_error_message="Une salle porte déjà ce nom.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class EquipmentQuerySet(models.QuerySet):
    def offered(self, day: date | None = None):
        """What one may still take on ``day`` (today by default): not withdrawn, nor in a closed room or site."""
        day = day or today()
        in_open_room = Q(room=None) | _open_on(day, "room__")
        return self.filter(_open_on(day), _open_on(day, "site__"), in_open_room)

    def public_computers(self):
        """Computers anyone may sit at: those of the free-access rooms."""
        return self.filter(kind=Equipment.Kind.COMPUTER, room__kind=Room.Kind.FREE_ACCESS)

    def in_order(self):
        return self.select_related("room", "site").order_by("site__outside", "site__name", "kind", "position", "name")


class Equipment(models.Model):
    class Kind(models.TextChoices):
        COMPUTER = "computer", "ordinateur"
        TABLET = "tablet", "tablette"
        BOOTH = "booth", "cabine connectée"
        KIT = "kit", "malle mobile"
        BIKE = "bike", "vélo cargo"

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, related_name="equipment")
    room = models.ForeignKey("places.Room", on_delete=models.PROTECT, null=True, blank=True, verbose_name="salle")
    name = models.CharField("nom", max_length=60)
    kind = models.CharField("genre", max_length=12, choices=Kind)
    position = models.PositiveSmallIntegerField("ordre", default=0)
    closed_on = models.DateField("retiré à partir du", null=True, blank=True)

    privacy = Impersonal("le matériel du lieu")
    objects = EquipmentQuerySet.as_manager()

    class Meta:
        verbose_name = "équipement"
        ordering = ["kind", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"],
                name="places_equipment_name_once_per_site",
                violation_error_message="Un équipement porte déjà ce nom.",
            )
        ]

    def __str__(self) -> str:
        return self.name

import uuid

from django.db import models

from ceis.privacy import Impersonal


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

    privacy = Impersonal("le lieu lui-même")

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

    privacy = Impersonal("le matériel du lieu")

    class Meta:
        verbose_name = "équipement"
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"],
                name="places_equipment_name_once_per_site",
                violation_error_message="Un équipement porte déjà ce nom.",
            )
        ]

    def __str__(self) -> str:
        return self.name

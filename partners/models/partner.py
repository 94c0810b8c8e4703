import uuid

from django.db import models
from django.db.models import F, Q

from ceis.access import Permission
from ceis.platform import Sensitivity
from ceis.privacy import Impersonal, Keep, Personal


def knows_secrets(user) -> bool:
    """Whether ``user`` may learn of a secret partner: those whose trade it is, and those who keep the rooms."""
    return user.may(Permission.HANDLE_SENSITIVE) or user.may(Permission.MANAGE_PLACE)


class PartnerQuerySet(models.QuerySet):
    def known_to(self, user):
        """Partners whose name ``user`` may read: the secret ones, when that is their trade."""
        return self if knows_secrets(user) else self.exclude(sensitivity=Sensitivity.SECRET)


class Partner(models.Model):
    """An organisation around the place."""

    class Kind(models.TextChoices):
        CITY = "city", "ville et métropole"
        STATE = "state", "administration"
        CHARITY = "charity", "association"
        COMPANY = "company", "entreprise"
        ACADEMIC = "academic", "monde académique"
        HEALTH = "health", "médico-social"

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    name = models.CharField("nom", max_length=120, unique=True)
    kind = models.CharField("genre", max_length=10, choices=Kind)
    sensitivity = models.CharField("confidentialité", max_length=10, choices=Sensitivity, default=Sensitivity.ORDINARY)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    does = models.CharField("ce qu’il apporte", max_length=200, blank=True)

    privacy = Personal("", "joindre l’organisation", Keep.ACCOUNT, ("phone", "email"), neutral=("name", "does"))
    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = "partenaire"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """A convention with a partner, with its dates and its yearly target."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4)
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="agreements")
    title = models.CharField("objet", max_length=160)
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin", null=True, blank=True)
    yearly_target = models.PositiveIntegerField("objectif annuel (personnes)", null=True, blank=True)

    privacy = Impersonal("convention entre organisations")

    class Meta:
        verbose_name = "convention"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="partners_agreement_dates_in_order",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin de la convention vient après son début.",
            )
        ]

    def __str__(self) -> str:
        return self.title

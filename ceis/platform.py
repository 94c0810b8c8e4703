"""The registry of platforms is INSTALLED_APPS: a platform is a folder whose AppConfig derives from PlatformConfig."""

from typing import TYPE_CHECKING

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, TextChoices

if TYPE_CHECKING:
    from ceis.accounts.models import User


class Sensitivity(TextChoices):
    """What another desk may learn of a term, a platform, a permanence or a document."""

    ORDINARY = "ordinary", "ordinaire : existence et contenu partagés"
    RESERVED = "reserved", "réservé : existence montrée, contenu à sa plateforme"
    SECRET = "secret", "secret : rien n’est montré hors de son équipe"


class PlatformConfig(AppConfig):
    """What a platform must say of itself; `ceis.checks` names what it forgot.

    Each one sets ``default = True``: Django otherwise hesitates between it and this class.
    """

    number: int  # its permanent small id, never reused
    slug: str
    label_fr: str
    sensitivity: Sensitivity = Sensitivity.RESERVED


def known_platform(user: "User", path: str = "platform") -> Q:
    """Return the condition « what ``path`` points at may be known to ``user`` »: no secret platform of another team.

    A row without platform belongs to the whole place and is known to all.
    """
    not_secret = Q(**{f"{path}__isnull": True}) | ~Q(**{f"{path}__sensitivity": Sensitivity.SECRET})
    return not_secret | Q(**{f"{path}__in": user.platform_ids})


def installed_platforms() -> list[PlatformConfig]:
    """Return the platforms of this house, in the order of settings."""
    return [config for config in apps.get_app_configs() if isinstance(config, PlatformConfig)]


def mirror_platforms(using: str = DEFAULT_DB_ALIAS, **_: object) -> None:
    """Write the registry into ``Platform`` rows, so that facts can point at them. Runs after each migration."""
    from ceis.models import Platform

    for config in installed_platforms():
        Platform.objects.using(using).update_or_create(
            pk=config.number,
            defaults={"slug": config.slug, "name": config.label_fr, "sensitivity": config.sensitivity},
        )

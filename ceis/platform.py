"""The registry of platforms is INSTALLED_APPS: a platform is a folder whose AppConfig derives from PlatformConfig."""

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models import TextChoices


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

"""System checks of the house: what a platform forgot, what the database lets through."""

from django.core.checks import Error, Warning, register
from django.db import connection

from ceis.platform import installed_platforms

PLATFORM_MUST_SAY = ("number", "slug", "label_fr", "sensitivity")


@register
def platforms_are_complete(app_configs, **kwargs):
    problems, numbers = [], {}
    for config in installed_platforms():
        for name in PLATFORM_MUST_SAY:
            if not getattr(config, name, None):
                problems.append(Error(f"Platform {config.name} does not say its {name}.", id="ceis.E001"))
        twin = numbers.setdefault(getattr(config, "number", None), config.name)
        if twin != config.name:
            problems.append(Error(f"Platforms {twin} and {config.name} share a number.", id="ceis.E002"))
    return problems


@register("database", deploy=True)
def application_role_bypasses_nothing(app_configs, databases=None, **kwargs):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid)"
            " FROM pg_roles WHERE rolname = current_user"
        )
        (too_strong,) = cursor.fetchone()
    if too_strong:
        return [Warning("The application's database role owns tables or bypasses their rules.", id="ceis.W001")]
    return []

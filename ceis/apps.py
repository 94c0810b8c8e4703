from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CeisConfig(AppConfig):
    name = "ceis"
    verbose_name = "La maison"

    def ready(self) -> None:
        import ceis.checks  # noqa: F401 - registers the system checks
        import ceis.lock  # noqa: F401 - hears who signs in
        from ceis.platform import mirror_platforms

        post_migrate.connect(mirror_platforms, sender=self)

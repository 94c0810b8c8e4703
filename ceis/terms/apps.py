from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TermsConfig(AppConfig):
    name = "ceis.terms"
    verbose_name = "Listes"

    def ready(self) -> None:
        from ceis.terms.registry import add_missing_terms

        # The last app to be migrated knows that every platform is mirrored.
        post_migrate.connect(add_missing_terms, dispatch_uid="ceis.terms")

from django.core.management import call_command
from django.core.management.commands import migrate

from ceis.database import grant_application_role, migration_alias


class Command(migrate.Command):
    """Django's own command, through the owner's role where there is one, followed by the application's rights."""

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(database=migration_alias())

    def handle(self, *args, **options):
        super().handle(*args, **options)
        call_command("createcachetable", database=options["database"], verbosity=options["verbosity"])
        grant_application_role()

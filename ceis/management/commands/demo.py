from datetime import date, datetime, time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections, transaction

from ceis.accounts.demo import ACCOUNTS, PASSWORD, is_installed
from ceis.civil_time import now
from ceis.database import OWNER
from ceis.demo import World, build, holdings

SIZE = 2063  # with the 437 people of the stories of 2018–2021, 2,500 in all
ONE_AT_A_TIME = 20181014
MORNING, EVENING = time(9, 50), time(16, 40)


class Command(BaseCommand):
    help = "Construit le lieu de démonstration : le CEIS de Montpellier, inventé de bout en bout."

    def add_arguments(self, parser):
        parser.add_argument("--accounts", action="store_true", help="affiche les comptes de démonstration")
        parser.add_argument("--today", type=date.fromisoformat, help="jour présent (AAAA-MM-JJ), à 10 h 30")
        parser.add_argument("--seed", default="arceaux", help="graine : mêmes graine et jour, mêmes lignes")
        parser.add_argument("--people", type=int, default=SIZE, help="personnes qui viennent ces deux années-ci")

    def handle(self, *args, accounts, today, seed, people, **options):
        if accounts:
            self.print_accounts()
            return
        if not 20 <= people <= 20_000:
            raise CommandError("--people va de 20 à 20000.")
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
            if is_installed():
                self.stdout.write("Le lieu de démonstration est déjà là.")
                return
            if found := holdings():
                raise CommandError(
                    f"Cette base n’est pas vide ({found} personnes ou comptes) : la démonstration ne s’y installe pas."
                )
            build(World(*present_moment(today, now()), seed=seed, size=people))
            transaction.on_commit(count_rows)
        self.stdout.write("Le lieu de démonstration est prêt. Ses comptes : manage.py demo --accounts")

    def print_accounts(self):
        if not is_installed():
            raise CommandError("Il n’y a pas de lieu de démonstration dans cette base.")
        self.stdout.write(f"Mot de passe de tous les comptes de démonstration : {PASSWORD}")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:<32} {account.first_name} {account.last_name}, {account.does}")


def count_rows() -> None:
    """Let the planner know that the tables are no longer empty; only their owner may ask."""
    if OWNER in settings.DATABASES:
        with connections[OWNER].cursor() as cursor:
            cursor.execute("ANALYZE")


def present_moment(today: date | None, moment: datetime) -> tuple[date, time]:
    """Return the day and the hour the place lives in: opening hours, so that its day is alive at midnight too."""
    if today:
        return today, time(10, 30)
    return moment.date(), min(max(moment.time().replace(second=0, microsecond=0), MORNING), EVENING)

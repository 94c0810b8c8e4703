"""How long a file of people takes to be read, checked, written and undone; everything is taken back at the end."""

import csv
import io
import random
import time
import uuid

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from beneficiaries.imports import actions, work
from beneficiaries.management.commands.bench_search import word
from beneficiaries.models import Beneficiary, PeopleImport
from ceis.accounts.models import User

HEADINGS = ["Nom", "Prénom", "Né(e) le", "Civilité", "Tél", "Mail", "Adresse", "CP", "Ville", "Quartier"]


class Command(BaseCommand):
    help = "Mesure l’import d’un fichier inventé, puis le reprend : rien ne reste."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--lines", type=int, default=20_000, help="lignes du fichier")

    def handle(self, *args, lines: int, **options) -> None:
        content = invented(lines, random.Random(lines))
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 0")
            agent = User.objects.create(email=f"{uuid.uuid4()}@mesure.invalid", first_name="Mesure", last_name="Mesure")
            before = Beneficiary.objects.count()
            job = actions.deposit(by=agent, id=uuid.uuid4(), file_name="mesure.csv", content=content)
            steps = {
                "read and checked": lambda: None,
                "written": lambda: confirm(job, agent),
                "undone": lambda: actions.ask_undo(by=agent, job=job),
            }
            self.stdout.write(f"{lines} lines, {len(content) / 1e6:.1f} MB, {before} people already there")
            for name, ask in steps.items():
                start, worked = time.perf_counter(), time.process_time()
                ask()
                work.run(job.pk)
                job = PeopleImport.objects.get(pk=job.pk)
                spent, worked = time.perf_counter() - start, time.process_time() - worked
                self.stdout.write(f"{name:18} {spent:6.1f} s, {worked:6.1f} s of them in Python   {job.state}")
            transaction.set_rollback(True)


def confirm(job: PeopleImport, agent: User) -> None:
    if job.lines.undecided().exists():
        actions.decide(by=agent, job=job, decision="new")
    actions.confirm(by=agent, job=job, leave_errors_out=True)


def invented(lines: int, chance: random.Random) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow(HEADINGS)
    for number in range(lines):
        name, first = word(chance).upper(), word(chance).capitalize()
        born = f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/{chance.randint(1940, 2008)}"
        writer.writerow(
            [
                name, first, born, chance.choice(["M.", "Mme"]), f"06{number % 10**8:08d}",
                f"{first}{number}@exemple.org", f"{number % 200} rue de la Loge", "34000", "Montpellier", "Figuerolles",
            ]
        )  # fmt: skip
    return written.getvalue().encode()

import uuid
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ceis.facts import RuleViolation
from ceis.territory.actions import give_file, take_file
from ceis.territory.generations import GENERATIONS
from ceis.territory.models import Zone


class Command(BaseCommand):
    help = "Prend un fichier GeoJSON de quartiers prioritaires, de quartiers ou de communes."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="fichier GeoJSON, en degrés (WGS84)")
        parser.add_argument("--kind", choices=Zone.Kind.values, required=True, help="ce que le fichier contient")
        parser.add_argument(
            "--generation", type=int, choices=[g.year for g in GENERATIONS], help="liste des quartiers prioritaires"
        )
        parser.add_argument(
            "--remove-gone", action="store_true", help="retire de la liste les zones absentes du fichier"
        )

    @transaction.atomic
    def handle(self, *args, file, kind, generation, remove_gone, **options):
        if (kind == Zone.Kind.QPV) != (generation is not None):
            raise CommandError("--generation va avec --kind qpv, et seulement avec lui.")
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"Ce fichier ne s’ouvre pas : {file}") from error
        try:
            given = give_file(
                by=None, id=uuid.uuid4(), kind=kind, generation=generation or 0, file_name=file.name, content=content
            )
        except RuleViolation as refusal:
            raise CommandError(refusal.message) from refusal
        for which, why in given.errors:
            self.stderr.write(f"{which} : {why}")
        taken = take_file(by=None, zone_file=given, remove_gone=remove_gone)
        self.stdout.write(f"{taken.list_name} : {taken.outcome}.")

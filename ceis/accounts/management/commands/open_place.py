from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ceis.access import Role
from ceis.accounts.actions import open_account
from ceis.accounts.invitation import path
from ceis.accounts.models import Assignment, User
from ceis.facts import RuleViolation
from ceis.places.models import Room, Site

SEATS = {Room.Kind.OFFICE: 3, Room.Kind.COLLECTIVE: 20}


class Command(BaseCommand):
    help = "Ouvre un lieu neuf : son site, ses salles, et le compte de son premier administrateur."

    def add_arguments(self, parser):
        parser.add_argument("email", help="adresse électronique de l’administrateur")
        parser.add_argument("first_name", help="son prénom")
        parser.add_argument("last_name", help="son nom")
        parser.add_argument("--site", required=True, help="nom du lieu")
        parser.add_argument("--office", action="append", default=[], help="nom d’un bureau confidentiel, à répéter")
        parser.add_argument("--hall", action="append", default=[], help="nom d’une salle collective, à répéter")
        parser.add_argument("--url", default="http://localhost:8000", help="adresse du lieu, pour le lien affiché")

    @transaction.atomic
    def handle(self, *args, **options):
        if User.objects.exists():
            raise CommandError("Ce lieu est déjà ouvert : les comptes s’y ouvrent depuis la page « Équipe ».")
        site = Site.objects.create(name=options["site"])
        named = [(name, Room.Kind.OFFICE) for name in options["office"] or ["Bureau 1"]]
        named += [(name, Room.Kind.COLLECTIVE) for name in options["hall"]]
        for position, (name, kind) in enumerate(named):
            Room.objects.create(site=site, name=name, kind=kind, capacity=SEATS[kind], position=position)
        user = User(email=options["email"], first_name=options["first_name"], last_name=options["last_name"])
        try:
            open_account(by=None, user=user, assignment=Assignment(role=Role.ADMINISTRATOR))
        except RuleViolation as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"Le lieu est ouvert. {user} choisit ici son mot de passe, une fois, sous trois jours :")
        self.stdout.write(options["url"].rstrip("/") + path(user))

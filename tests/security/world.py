"""One place with one of each: every role, a person four platforms know, and a word planted in every secret.

A word (« canary ») names what it lies in. `World.readers` says who may meet it; anybody else who does has been told
what was not theirs.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.db import transaction
from django.utils import timezone

from beneficiaries.actions import archive_record, correct_identity, note_information
from beneficiaries.duplicates.merging import merge_people
from beneficiaries.duplicates.pairs import propose_pair
from beneficiaries.following import lift_protection, name_referent, protect_contact
from beneficiaries.imports.actions import deposit
from beneficiaries.imports.reading import read
from beneficiaries.imports.work import claim as claim_import
from beneficiaries.models import Beneficiary, DuplicatePair, Information, Obstacle, PeopleImport, Referent, Situation
from beneficiaries.obstacle_actions import notice
from beneficiaries.residing import Residing
from beneficiaries.situation_actions import Known, Said, signature, tell
from beneficiaries.terms import OBSTACLE
from ceis.access import Permission, Role
from ceis.accounts.models import User
from ceis.civil_time import Period, today
from ceis.models import Draft, Platform
from ceis.places.models import Equipment, Room
from ceis.terms.actions import change_readers
from ceis.terms.models import Term
from partners.actions import call_off
from partners.models import Partner, Permanence
from platforms.actions import Notes, book_appointment, cancel_appointment, send_referral, write_interview
from platforms.models import Appointment, Task
from platforms.terms import INTERVIEW_THEME
from reception.actions import leave_note, register_visit
from reception.free_access import start_session
from reception.models import Visit
from reception.terms import FREE_ACCESS_PURPOSE, REASON
from reporting.actions import ask_reports
from reporting.document import Document
from reporting.figures import compute_figures, fingerprint
from reporting.pdf import draw
from reporting.production import claim, keep
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory, SiteFactory, UserFactory
from tests.factories.family import lives_with, measure, near, paper
from tests.factories.territory import waiting_zones
from workshops.actions import register, schedule_session
from workshops.terms import THEME

WORKERS = {
    "emploi": "social_worker",
    "numerique": "digital_mediator",
    "budget": "budget_adviser",
    "sante": "health_adviser",
}
TEAM = {slug: {worker} for slug, worker in WORKERS.items()}
TEAM["emploi"] = TEAM["emploi"] | {"coordinator"}
# Whose trade it is, and those who keep the rooms: the front door greets without knowing.
KNOW_SECRETS = {
    "social_worker", "budget_adviser", "health_adviser", "coordinator", "manager", "administrator",
}  # fmt: skip
HOLD_THE_DESK = {"reception", "coordinator", *WORKERS.values()}
FOLLOW = {*WORKERS.values(), "coordinator"}
JUSTICE = FOLLOW - {"digital_mediator"}  # a mediator never learns of a fact of justice
READ_REPORTS = {"coordinator", "manager", "dpo"}  # lists of words, totals beside them
KEEP_LISTS = {"coordinator", "manager", "administrator"}  # the words of the place, beside nobody
BENEFITS = Situation.Dimension.BENEFITS.list_name
DRAFT_FORM = "visit"


@dataclass
class World:
    users: dict[str, User] = field(default_factory=dict)
    objects: dict[str, list] = field(default_factory=dict)  # name → arguments of an address
    readers: dict[str, set[str]] = field(default_factory=dict)  # planted word → keys of `users`
    person: Beneficiary | None = None

    def plant(self, word: str, *readers: str) -> str:
        self.readers[word] = set(readers)
        return word


def people_of_the_place() -> dict[str, User]:
    """One user per role; a platform role holds its own platform, the coordinator holds emploi."""
    of = {worker: slug for slug, worker in WORKERS.items()}
    users = {role.value: UserFactory(role=role, platform=of.get(role.value)) for role in Role}
    users["health_adviser"].last_name = "Kerouredan"  # nobody else's, to be looked for in pages
    users["health_adviser"].save()
    return users


def build() -> World:
    world = World(users=people_of_the_place())
    reception = world.users["reception"]
    world.person = BeneficiaryFactory(first_name="Leïla", last_name="Zerrouki", phone="0600000001", by=reception)
    world.objects = {
        "-": [],
        "person": [world.person.pk],
        "archived_person": [archived_person(reception).pk],
        "nobody": [uuid.uuid4()],
        "member": [world.users["volunteer"].pk],
        "role_held": [world.users["volunteer"].assignments.get().pk],
        "token": ["0", "0-0"],
        "housing": [world.person.pk, "housing"],
        "disability": [world.person.pk, "disability"],
        "no_dimension": [world.person.pk, "aucune"],
        "list": [OBSTACLE],
        "no_list": ["aucune"],
        "no_word": [999_999_999],
    }
    world.objects["zone_file"] = [waiting_zones(by=world.users["manager"]).pk]
    hidden_address(world)
    for rank, slug in enumerate(WORKERS):
        follow(world, slug, hour=9 + rank)
    at_the_desk(world)
    in_the_house(world)
    permanences(world)
    doubles(world)
    in_danger(world)
    for key, user in world.users.items():
        word = world.plant(f"CANARI-brouillon-{key}", key)
        Draft.objects.create(user=user, form=DRAFT_FORM, data={"note": [word], "about": [word]})
    files_of_people(world)
    lowered(world)
    family(world)
    report(world)
    return world


def archived_person(by: User) -> Beneficiary:
    person = BeneficiaryFactory(first_name="Ancien", last_name="Zerrouki", by=by)
    return archive_record(by=by, beneficiary=person, because=Beneficiary.ArchiveReason.MOVED)


def hidden_address(world: World) -> None:
    """Someone in danger, whose addresses of today and of before are their référent's alone."""
    referent = world.users["social_worker"]
    words = [
        world.plant(f"CANARI-{place}", "social_worker") for place in ("adresse-avant", "adresse-rue", "c-p", "ville-x")
    ]
    before, street, postcode, city = words
    person = BeneficiaryFactory(
        first_name="Inès", last_name="Zaoui", protected_contact=True, address=before, by=referent
    )
    typed = {"address": street, "postcode": postcode, "city": city}
    correct_identity(
        by=referent, beneficiary=person, typed=typed, seen=1, residing=Residing(today() - timedelta(days=3))
    )
    emploi = Platform.objects.get(slug="emploi")
    Referent.objects.create(beneficiary=person, platform=emploi, user=referent, recorded_by=referent)
    world.objects["hidden_person"] = [person.pk]


def lowered(world: World) -> None:
    """A word that more people read from today on, and why."""
    word = Term.objects.get(list=OBSTACLE, code="isolation")
    why = world.plant("CANARI-maison-abaissement", "manager", "dpo")
    change_readers(by=world.users["administrator"], term=word, sensitivity="ordinary", reason=why)
    world.objects |= {"word": [word.pk]}


def follow(world: World, slug: str, hour: int, person: Beneficiary | None = None) -> None:
    """Everything one platform holds about the person, each text with its word."""
    who, key = world.users[WORKERS[slug]], WORKERS[slug]
    person = person or world.person
    platform = Platform.objects.get(slug=slug)
    secret = slug == "sante"
    booked = book(who, platform, person, hour)
    called_off = book(who, platform, person, hour + 5)
    why = world.plant(f"CANARI-{slug}-annulation", *TEAM[slug]) if secret else "empêchement"
    cancel_appointment(by=who, appointment=called_off, status=Appointment.Status.CANCELLED_BY_THEM, reason=why)
    themes = [theme(world, slug, platform)] if secret else []
    notes = Notes(
        themes,
        world.plant(f"CANARI-{slug}-partage", *TEAM[slug]),
        world.plant(f"CANARI-{slug}-prive", key),
    )
    written = write_interview(
        by=who, id=uuid.uuid4(), platform=platform, day=today(), at=time(8), minutes=40, people=[person], notes=notes
    )
    task = Task.objects.create(
        recorded_by=who, assignee=who, beneficiary=person, platform=platform, interview=written, due_on=today(),
        what=world.plant(f"CANARI-{slug}-tache", *TEAM[slug]),
    )  # fmt: skip
    origin = None if slug == "emploi" else Platform.objects.get(slug="emploi")
    asked = send_referral(
        by=world.users["social_worker"], beneficiary=person, to_platform=platform, from_platform=origin
    )
    situation, obstacle = lives(world, slug, platform, who, person)
    session = a_session(world, slug, platform, who, person)
    referent = name_referent(
        by=who, id=uuid.uuid4(), beneficiary=person, platform=platform, user=who, starts_on=today()
    )
    world.objects |= {
        f"referent_{slug}": [person.pk, referent.pk],
        f"appointment_{slug}": [booked.pk],
        f"interview_{slug}": [written.pk],
        f"task_{slug}": [task.pk],
        f"referral_{slug}": [asked.pk],
        f"session_{slug}": [session.pk],
        f"situation_{slug}": [person.pk, situation.pk],
        f"obstacle_{slug}": [person.pk, obstacle.pk],
    }


def book(who: User, platform: Platform, person: Beneficiary, hour: int) -> Appointment:
    return book_appointment(
        by=who, id=uuid.uuid4(), platform=platform, day=today(), starts_at=time(hour), ends_at=time(hour, 45),
        workers=[who], people=[person], room=Room.objects.first() or RoomFactory(),
    )  # fmt: skip


def lives(world: World, slug: str, platform: Platform, who: User, person: Beneficiary) -> tuple[Situation, Obstacle]:
    """A value the team keeps for itself, and a secret obstacle, which a digital mediator never meets."""
    handles = {key for key in TEAM[slug] if world.users[key].may(Permission.HANDLE_SENSITIVE)}
    value = a_word(world, BENEFITS, f"CANARI-{slug}-prestation", platform, "reserved", TEAM[slug])
    hidden = a_word(world, OBSTACLE, f"CANARI-{slug}-frein", platform, "secret", handles)
    seen = signature(Known.by(who, person, platform).of(Situation.Dimension.BENEFITS))
    said, form = Said(Situation.Dimension.BENEFITS, {value: None}, seen), uuid.uuid4()
    tell(by=who, beneficiary=person, platform=platform, said=[said], form=form)
    (obstacle,) = notice(by=who, beneficiary=person, platform=platform, terms=[hidden], form=form)
    return Situation.objects.of_person(person).get(term=value), obstacle


def a_word(world: World, list_name: str, word: str, platform: Platform, sensitivity: str, team: set[str]) -> Term:
    """A word offered to one team alone: others meet it on the page of the lists, beside nobody."""
    world.plant(word, *team, *KEEP_LISTS)
    kept = {"label": word, "platform": platform, "sensitivity": sensitivity}
    return Term.objects.get_or_create(list=list_name, code=word.lower(), defaults=kept)[0]


def theme(world: World, slug: str, platform: Platform) -> Term:
    """A secret theme: whoever reads the reports meets its name beside a total, nobody meets it beside a person."""
    word = world.plant(f"CANARI-{slug}-theme", *TEAM[slug], *READ_REPORTS, *KEEP_LISTS)
    kept = {"label": word, "platform": platform, "sensitivity": platform.sensitivity}
    return Term.objects.get_or_create(list=INTERVIEW_THEME, code=f"canari-{slug}", defaults=kept)[0]


def a_session(world: World, slug: str, platform: Platform, who: User, person: Beneficiary):
    title = world.plant(f"CANARI-{slug}-atelier", *TEAM[slug]) if slug == "sante" else f"Atelier {slug}"
    session = schedule_session(
        by=who, id=uuid.uuid4(), title=title, theme=Term.objects.filter(list=THEME).order_by("pk")[0], day=today(),
        starts_at=time(16), ends_at=time(17), platform=platform, facilitators=[who],
    )  # fmt: skip
    register(by=who, id=uuid.uuid4(), session=session, beneficiary=person)
    return session


def at_the_desk(world: World) -> None:
    """A visit today, and one of last week whose secret reason is nobody's business outside its team any more."""
    reception = world.users["reception"]
    visit = register_visit(
        by=reception, id=uuid.uuid4(), beneficiary=world.person, sent_to=Platform.objects.get(slug="emploi"),
        reasons=[Term.objects.get(list=REASON, code="information")],
    )  # fmt: skip
    secret = Term.objects.create(
        list=REASON, code="canari", label=world.plant("CANARI-sante-motif", *TEAM["sante"], *READ_REPORTS, *KEEP_LISTS),
        platform=Platform.objects.get(slug="sante"), sensitivity="secret",
    )  # fmt: skip
    past = register_visit(by=reception, id=uuid.uuid4(), beneficiary=world.person, reasons=[secret])
    Visit.objects.filter(pk=past.pk).update(date=today() - timedelta(days=8))
    world.objects |= {"visit": [visit.pk], "past_visit": [past.pk]}


def files_of_people(world: World) -> None:
    """A file under review and one written, of people whose words are for those who import."""
    agent, word = world.users["coordinator"], world.plant("CANARI-import-ligne", "coordinator")
    name = world.plant("CANARI-import-fichier", "coordinator")
    heading = world.plant("CANARI-import-colonne", "coordinator")
    world.plant("CANARI-import-valeur", "coordinator")
    bad = f"Nom;Prénom;Commune;Mail;{heading}\nZerrouki;Leila;{word};;x\nDe;Jean;{word};CANARI-import-valeur;x\n"
    for key in ("import", "written_import"):
        job = deposit(by=agent, id=uuid.uuid4(), file_name=f"{name}.csv", content=bad.encode())
        read(claim_import(job.pk))
        world.objects[key] = [job.pk]
    PeopleImport.objects.filter(pk=job.pk).update(
        state="written", content=None, written_at=timezone.now(), written_by=agent
    )


def in_the_house(world: World) -> None:
    """The person sits at a public computer, for something only its team may know."""
    site = SiteFactory(name="La maison")
    room = RoomFactory(site=site, name="Espace libre accès", kind=Room.Kind.FREE_ACCESS)
    computer = Equipment.objects.create(site=site, room=room, name="Ordinateur 1", kind=Equipment.Kind.COMPUTER)
    word = world.plant("CANARI-sante-poste", *TEAM["sante"], *KEEP_LISTS)
    sante = Platform.objects.get(slug="sante")
    kept = {"label": word, "platform": sante, "sensitivity": sante.sensitivity}
    purpose = Term.objects.get_or_create(list=FREE_ACCESS_PURPOSE, code="canari", defaults=kept)[0]
    session = start_session(
        by=world.users["reception"], id=uuid.uuid4(), computer=computer, beneficiary=world.person, purpose=purpose
    )
    world.objects |= {"site": [site.pk], "room": [room.pk], "computer": [computer.pk]}
    world.objects |= {"computer_session": [session.pk]}


def permanences(world: World) -> None:
    """An ordinary one, and a secret one for which somebody came, whom a colleague had sent there."""
    shared = {"weekdays": [0, 1, 2, 3, 4, 5], "starts_at": time(7), "ends_at": time(23, 30), "starts_on": today()}
    shared |= {"recorded_by": world.users["coordinator"]}
    partner = Partner.objects.create(name="CAF", kind=Partner.Kind.STATE)
    shelter = Partner.objects.create(
        name=world.plant("CANARI-violence-partenaire", *KNOW_SECRETS), kind="charity", sensitivity="secret"
    )
    room = RoomFactory(name="Bureau des entretiens")
    open_one = Permanence.objects.create(partner=partner, title="Point relais", **shared)
    title = world.plant("CANARI-violence-permanence", *KNOW_SECRETS)
    secret = Permanence.objects.create(partner=shelter, title=title, room=room, sensitivity="secret", **shared)
    off = call_off(by=world.users["coordinator"], permanence=open_one, day=next_date(open_one))
    reception, worker = world.users["reception"], world.users["social_worker"]
    register_visit(by=reception, id=uuid.uuid4(), beneficiary=world.person, came_for=secret)
    send_referral(by=worker, beneficiary=world.person, to_permanence=secret)
    waiting = register_visit(
        by=reception, id=uuid.uuid4(), beneficiary=world.person, came_for=Platform.objects.get(slug="emploi")
    )
    note = leave_note(by=reception, id=uuid.uuid4(), text=world.plant("CANARI-consigne", *HOLD_THE_DESK))
    world.objects |= {
        "permanence_open": [open_one.pk], "permanence_secret": [secret.pk], "date_off": [open_one.pk, off.pk],
        "waiting_visit": [waiting.pk], "note": [note.pk],
    }  # fmt: skip


def next_date(permanence: Permanence) -> date:
    """A day of next week or later on which it is held."""
    days = (today() + timedelta(days=ahead) for ahead in range(7, 30))
    return next(day for day in days if permanence in Permanence.objects.of_day(day))


def doubles(world: World) -> None:
    """Two files alike, and two that were merged."""
    reception = world.users["reception"]
    alike, one, other = (
        BeneficiaryFactory(first_name=name, last_name="Zerouki", by=reception) for name in ("Leila", "Mourad", "Murad")
    )
    pair = propose_pair(by=reception, one=world.person, other=alike)
    merge = merge_people(by=world.users["social_worker"], id=uuid.uuid4(), survivor=one, loser=other)
    world.objects |= {
        "pair": [pair.pk],
        "merge": [merge.pk],
        "merged_person": [other.pk],
        "merged_pair": [DuplicatePair.objects.of(one, other).get().pk],
    }


def family(world: World) -> None:
    """Who lives with the person, who is near, who signs, what papers are kept: each text with its word."""
    by, person = world.users["social_worker"], world.person
    own, own_sante = TEAM["emploi"], TEAM["sante"]
    home = lives_with(person, by=by, first_name=world.plant("CANARI-foyer-prenom", *FOLLOW))
    friend = near(
        person, by=by, name=world.plant("CANARI-proche-nom", *FOLLOW), phone=world.plant("CANARI-proche-tel", *FOLLOW)
    )
    signs = measure(
        person, by=by, holder_name=world.plant("CANARI-mesure-nom", *FOLLOW),
        phone=world.plant("CANARI-mesure-tel", *FOLLOW), organisation=world.plant("CANARI-mesure-org", *JUSTICE),
        email=f"{world.plant('CANARI-mesure-mail', *FOLLOW)}@exemple.fr",
    )  # fmt: skip
    words = {"title": "titre", "content": "contenu", "name": "fichier"}
    papers = {"paper": ("identity", None, FOLLOW), "paper_emploi": ("income", "emploi", own)}
    papers["paper_sante"] = ("health", "sante", own_sante)
    for rank, (thing, (code, slug, readers)) in enumerate(papers.items()):
        mark = ("lieu", "emploi", "sante")[rank]
        said = {field: world.plant(f"CANARI-{mark}-{word}", *readers) for field, word in words.items()}
        said |= {"content": said["content"].encode(), "name": f"{said['name']}.txt", "confidential": slug == "emploi"}
        kept = paper(person, code, slug=slug, by=world.users[WORKERS[slug or "emploi"]], **said)
        world.objects[thing] = [person.pk, kept.pk]
    world.objects |= {
        "home_member": [person.pk, home.pk],
        "relative": [person.pk, friend.pk],
        "measure": [person.pk, signs.pk],
        "nobody_there": [person.pk, uuid.uuid4()],
    }


def in_danger(world: World) -> None:
    """Someone whose contact is for their référent alone, and an objection whose words are for those who follow."""
    worker, reception = world.users["social_worker"], world.users["reception"]
    contact = world.plant("CANARI-danger-coordonnees", "social_worker")
    person = BeneficiaryFactory(
        first_name="Salomé", last_name="Testud", by=reception, phone="+33639980777", other_phone="+33639980778",
        email="canari-courriel@courriel.example", address=f"3, rue {contact}", city=contact, neighbourhood=contact,
        birth_place=contact, postcode="34990",
    )  # fmt: skip
    protect_contact(by=worker, beneficiary=person)
    lift_protection(
        by=worker, beneficiary=person, reason=world.plant("CANARI-protection-motif", "social_worker", "coordinator")
    )
    protect_contact(by=worker, beneficiary=person)
    follow = {*WORKERS.values(), "coordinator"}
    said = world.plant("CANARI-danger-opposition", *follow)
    note_information(by=worker, id=uuid.uuid4(), beneficiary=person, kind=Information.Kind.OBJECTION, words=said)
    world.objects["endangered"] = [person.pk]


def report(world: World) -> None:
    """Last month's report of the place, provisional, with its document: made inside the test's own transaction."""
    month = Period.month(today()).previous_month()
    made = claim(ask_reports(by=world.users["manager"], month=month).pk)
    made.computed_at = timezone.now()
    figures = compute_figures(made)
    made.sha256 = fingerprint(made, figures)
    keep(made, figures, draw(Document(made, figures, [])))
    world.objects |= {"report": [made.pk], "figure": [made.pk, made.figures.all()[0].position]}


@contextmanager
def undone() -> Iterator[None]:
    """Take back what a request wrote, so that the next one finds the same world."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)

"""One place with one of each: every role, a person four platforms know, and a word planted in every secret.

A word (« canary ») names what it lies in. `World.readers` says who may meet it; anybody else who does has been told
what was not theirs.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta

from django.db import transaction
from django.utils import timezone

from beneficiaries.following import name_referent
from beneficiaries.models import Beneficiary
from beneficiaries.terms import OBSTACLE
from ceis.accounts.models import User
from ceis.civil_time import Period, today
from ceis.models import Draft, Platform
from ceis.places.models import Equipment, Room
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
from tests.factories.ceis import RoomFactory, SiteFactory
from tests.factories.territory import waiting_zones
from tests.security.planted import (
    DRAFT_FORM,
    HOLD_THE_DESK,
    KEEP_LISTS,
    KNOW_SECRETS,
    READ_REPORTS,
    TEAM,
    WORKERS,
    World,
    people_of_the_place,
)
from tests.security.record_part import (
    archived_person,
    doubles,
    family,
    files_of_people,
    hidden_address,
    in_danger,
    lives,
    lowered,
)
from workshops.actions import register, schedule_session
from workshops.terms import THEME


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
    shared, private = world.plant(f"CANARI-{slug}-partage", *TEAM[slug]), world.plant(f"CANARI-{slug}-prive", key)
    notes = Notes(themes, shared, private)
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
    note = leave_note(by=reception, id=uuid.uuid4(), text=world.plant("CANARI-accueil-consigne", *HOLD_THE_DESK))
    world.objects |= {
        "permanence_open": [open_one.pk], "permanence_secret": [secret.pk], "date_off": [open_one.pk, off.pk],
        "waiting_visit": [waiting.pk], "note": [note.pk],
    }  # fmt: skip


def next_date(permanence: Permanence) -> date:
    """A day of next week or later on which it is held."""
    days = (today() + timedelta(days=ahead) for ahead in range(7, 30))
    return next(day for day in days if permanence in Permanence.objects.of_day(day))


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

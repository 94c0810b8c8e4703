"""One place with one of each: every role, a person four platforms know, and a word planted in every secret.

A word (« canary ») names what it lies in. `World.readers` says who may meet it; anybody else who does has been told
what was not theirs.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone

from beneficiaries.actions import archive_record, note_information
from beneficiaries.following import lift_protection, name_referent, protect_contact
from beneficiaries.models import Beneficiary, Information
from ceis.access import Role
from ceis.accounts.models import User
from ceis.civil_time import Period, today
from ceis.models import Draft, Platform
from ceis.places.models import Room
from ceis.terms.models import Term
from platforms.actions import Notes, book_appointment, cancel_appointment, send_referral, write_interview
from platforms.models import Appointment, Task
from platforms.terms import INTERVIEW_THEME
from reception.actions import register_visit
from reception.models import Visit
from reception.terms import REASON
from reporting.actions import ask_reports
from reporting.document import Document
from reporting.figures import compute_figures, fingerprint
from reporting.pdf import draw
from reporting.production import claim, keep
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory, UserFactory
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
READ_REPORTS = {"coordinator", "manager", "dpo"}  # lists of words, totals beside them
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
    }
    for rank, slug in enumerate(WORKERS):
        follow(world, slug, hour=9 + rank)
    at_the_desk(world)
    in_danger(world)
    for key, user in world.users.items():
        word = world.plant(f"CANARI-brouillon-{key}", key)
        Draft.objects.create(user=user, form=DRAFT_FORM, data={"note": [word], "about": [word]})
    report(world)
    return world


def archived_person(by: User) -> Beneficiary:
    person = BeneficiaryFactory(first_name="Ancien", last_name="Zerrouki", by=by)
    return archive_record(by=by, beneficiary=person, because=Beneficiary.ArchiveReason.MOVED)


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
    }


def book(who: User, platform: Platform, person: Beneficiary, hour: int) -> Appointment:
    return book_appointment(
        by=who, id=uuid.uuid4(), platform=platform, day=today(), starts_at=time(hour), ends_at=time(hour, 45),
        workers=[who], people=[person], room=Room.objects.first() or RoomFactory(),
    )  # fmt: skip


def theme(world: World, slug: str, platform: Platform) -> Term:
    """A secret theme: whoever reads the reports meets its name beside a total, nobody meets it beside a person."""
    word = world.plant(f"CANARI-{slug}-theme", *TEAM[slug], *READ_REPORTS)
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
        by=reception, id=uuid.uuid4(), beneficiary=world.person, platform=Platform.objects.get(slug="emploi"),
        reason=Term.objects.get(list=REASON, code="information"),
    )  # fmt: skip
    secret = Term.objects.create(
        list=REASON, code="canari", label=world.plant("CANARI-sante-motif", *TEAM["sante"], *READ_REPORTS),
        platform=Platform.objects.get(slug="sante"), sensitivity="secret",
    )  # fmt: skip
    past = register_visit(by=reception, id=uuid.uuid4(), beneficiary=world.person, reason=secret)
    Visit.objects.filter(pk=past.pk).update(date=today() - timedelta(days=8))
    world.objects |= {"visit": [visit.pk], "past_visit": [past.pk]}


def in_danger(world: World) -> None:
    """Someone whose contact is for their référent alone, and an objection whose words are for those who follow."""
    worker, reception = world.users["social_worker"], world.users["reception"]
    contact = world.plant("CANARI-coordonnees", "social_worker")
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
    said = world.plant("CANARI-opposition", *follow)
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

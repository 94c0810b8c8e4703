"""What leaves a platform: canaries sung in one room must not be heard in another, on any page, nor be counted."""

import re
import uuid
from datetime import time, timedelta

import pytest
from django.urls import reverse

from ceis.access import Role
from ceis.civil_time import today
from ceis.terms.models import Term
from platforms.actions import NextStep, Notes, set_status, write_interview
from tests.factories import platforms as make
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW_EACH_TIME = re.compile(r'name="(?:csrfmiddlewaretoken|id)" value="[^"]*"')
TOMORROW = today() + timedelta(days=1)
OTHERS = {
    "digital_mediator": lambda: make.worker("numerique"),
    "reception": lambda: UserFactory(role=Role.RECEPTION),
    "manager": lambda: UserFactory(role=Role.MANAGER),
    "dpo": lambda: UserFactory(role=Role.DPO),
    "volunteer": lambda: UserFactory(role=Role.VOLUNTEER),
    "colleague": lambda: make.worker("emploi"),
    "administrator": lambda: UserFactory(role=Role.ADMINISTRATOR),
}


def sing(slug: str, person, name: str):
    """Live everything that can be lived on a platform, each part with its own canary. Returns: what is secret in it."""
    by = make.worker(slug, first_name=f"CANARI-{name}-prenom", last_name=f"CANARI-{name}-nom")
    theme = Term.objects.create(
        list="interview_theme", code=f"canari_{slug}", label=f"CANARI-{name}-theme", platform=make.platform(slug),
        sensitivity="secret" if slug == "sante" else "reserved",
    )  # fmt: skip
    past = make.appointment(of=by, person=person, slug=slug, day=today() - timedelta(days=2))
    ahead = make.appointment(of=by, person=person, slug=slug, day=TOMORROW)
    now = make.appointment(of=by, person=person, slug=slug, at=time(15), until=time(16))
    absent = make.appointment(of=by, person=person, slug=slug, day=today() - timedelta(days=1))
    set_status(by=by, appointment=absent, status="no_show")
    interview = write_interview(
        by=by, id=uuid.uuid4(), platform=make.platform(slug), day=past.date, at=time(9), minutes=30, people=[person],
        notes=Notes([theme], f"CANARI-{name}-partage", f"CANARI-{name}-prive"), appointment=past,
        next_step=NextStep(f"CANARI-{name}-tache", TOMORROW), refer_to=make.platform("emploi"),
    ) if slug != "emploi" else make.interview(
        by=by, person=person, shared="Pour l’équipe", private=f"CANARI-{name}-prive", day=past.date
    )  # fmt: skip
    return by, interview, [past, ahead, now, absent]


def everything(client, person, interview, appointments) -> str:
    """Open every page of the slice that could betray, and return all that was answered."""
    urls = [
        "/ma-journee/", "/ma-journee/attente/", reverse("platforms:interview", args=[interview.pk]),
        f"/personnes/{person.pk}/", f"/personnes/?q={person.last_name}",
        f"/rendez-vous/nouveau/?q={person.last_name}",
        f"/entretiens/nouveau/?personne={person.pk}", f"/entretiens/nouveau/?q={person.last_name}",
        f"/entretiens/nouveau/?rendez-vous={appointments[0].pk}", reverse("platforms:correct", args=[interview.pk]),
    ]  # fmt: skip
    for appointment in appointments:
        urls += [reverse(f"platforms:{page}", args=[appointment.pk]) for page in ("appointment", "move")]
        day = f"/agenda/?jour={appointment.date}"
        urls += [day, f"{day}&par=salle", f"{day}&vue=semaine", f"{day}&plateforme=sante"]
    heard = []
    for url in urls:
        response = client.get(url)
        assert response.status_code in (200, 403, 404), url
        heard.append(response.content.decode())
    return "\n".join(heard)


def canaries(heard: str) -> set[str]:
    return set(re.findall(r"CANARI[\w-]*", heard))


@pytest.mark.parametrize("reader", OTHERS)
def test_nothing_of_health_is_heard_elsewhere(client, reader):
    RoomFactory()
    person = BeneficiaryFactory(last_name="Benali")
    _, interview, appointments = sing("sante", person, "sante")
    client.force_login(OTHERS[reader]())
    heard = everything(client, person, interview, appointments)
    assert canaries(heard) == set()
    assert client.get(reverse("platforms:interview", args=[interview.pk])).status_code in (403, 404)


def test_the_health_adviser_hears_them_all(client):
    """The negative control: these pages do sing to whom may hear, the private note to its author alone."""
    person = BeneficiaryFactory(last_name="Benali")
    by, interview, appointments = sing("sante", person, "sante")
    client.force_login(by)
    sung = {f"CANARI-sante-{part}" for part in ("partage", "prive", "theme", "tache", "nom", "prenom")}
    assert sung <= canaries(everything(client, person, interview, appointments))
    client.force_login(make.worker("sante"))
    heard = canaries(everything(client, person, interview, appointments))
    assert "CANARI-sante-partage" in heard and "CANARI-sante-prive" not in heard


@pytest.mark.parametrize("reader", OTHERS)
def test_the_content_of_budget_is_heard_by_budget_alone(client, reader):
    person = BeneficiaryFactory(last_name="Benali")
    _, interview, appointments = sing("budget", person, "budget")
    client.force_login(OTHERS[reader]())
    heard = canaries(everything(client, person, interview, appointments))
    assert not heard & {f"CANARI-budget-{part}" for part in ("partage", "prive", "theme", "tache")}


@pytest.mark.parametrize("reader", OTHERS)
def test_the_private_note_of_a_colleague_is_heard_by_nobody(client, reader):
    person = BeneficiaryFactory(last_name="Benali")
    _, interview, appointments = sing("emploi", person, "emploi")
    client.force_login(OTHERS[reader]())
    assert "CANARI-emploi-prive" not in canaries(everything(client, person, interview, appointments))


@pytest.mark.parametrize("reader", ["digital_mediator", "colleague"])
def test_the_record_is_the_same_to_the_letter_with_and_without_health(client, reader):
    """No line, no count, no choice, no gap: nobody can tell the two records apart."""
    user = OTHERS[reader]()
    client.force_login(user)
    seen = []
    for sings in (False, True):
        person = BeneficiaryFactory(first_name="Khadija", last_name="Benali", by=user)
        if sings:
            by = make.worker("sante")
            make.appointment(of=by, person=person, slug="sante", day=TOMORROW)
            make.interview(by=by, person=person, slug="sante")
            make.referral(person=person, to="sante", origin="emploi", by=user)
        page = client.get(f"/personnes/{person.pk}/").content.decode()
        body = page[page.index("<main") :].replace(str(person.pk), "ID").replace(person.file_number, "NUMÉRO")
        seen.append(NEW_EACH_TIME.sub("", body))
    assert seen[0] == seen[1]

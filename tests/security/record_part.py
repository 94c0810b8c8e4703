"""What the shared record holds of the person of the security tests, each text with its word."""

import uuid
from datetime import timedelta

from django.utils import timezone

from beneficiaries.actions import archive_record, correct_identity, note_information
from beneficiaries.duplicates.merging import merge_people
from beneficiaries.duplicates.pairs import propose_pair
from beneficiaries.following import lift_protection, protect_contact
from beneficiaries.imports.actions import deposit
from beneficiaries.imports.reading import read
from beneficiaries.imports.work import claim as claim_import
from beneficiaries.models import Beneficiary, DuplicatePair, Information, Obstacle, PeopleImport, Situation
from beneficiaries.obstacle_actions import notice
from beneficiaries.residing import Residing
from beneficiaries.situation_actions import Known, Said, signature, tell
from beneficiaries.terms import OBSTACLE
from ceis.access import Permission
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.models import Platform
from ceis.terms.actions import change_readers
from ceis.terms.models import Term
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.family import lives_with, measure, near, paper
from tests.security.planted import BENEFITS, FOLLOW, JUSTICE, KEEP_LISTS, TEAM, WORKERS, World


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
    world.objects["hidden_person"] = [person.pk]


def lowered(world: World) -> None:
    """A word that more people read from today on, and why."""
    word = Term.objects.get(list=OBSTACLE, code="isolation")
    why = world.plant("CANARI-maison-abaissement", "manager", "dpo")
    change_readers(by=world.users["administrator"], term=word, sensitivity="ordinary", reason=why)
    world.objects |= {"word": [word.pk]}


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

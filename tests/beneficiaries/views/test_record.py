from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from beneficiaries import record as own_part
from beneficiaries import record_parts
from beneficiaries.actions import note_encounter
from beneficiaries.models import Encounter, Referent
from beneficiaries.record_parts import TimelineEntry
from ceis.access import Role
from ceis.civil_time import today
from ceis.journal.models import Entry
from ceis.models import Platform
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db


def url(person):
    return reverse("beneficiaries:detail", args=[person.pk])


def came(person, platform, day=None):
    number = Platform.objects.get(slug=platform).pk if platform else None
    return note_encounter(
        source=uuid4(),
        kind=Encounter.Kind.VISIT,
        day=day or today(),
        at=time(9),
        beneficiary=person,
        platform_id=number,
    )


@pytest.fixture
def lines(monkeypatch):
    """Let the history of the file itself say these lines instead of its opening."""

    def put(*entries):
        monkeypatch.setattr(own_part, "timeline", lambda user, beneficiary: entries)

    return put


def line(kind="interview", slug="emploi", day=None, **fields):
    platform = Platform.objects.get(slug=slug) if slug else None
    return TimelineEntry(day=day or today(), at=time(9), kind=kind, platform=platform, **{"title": kind, **fields})


def test_it_says_who_the_person_is(client, adviser, khadija):
    khadija.birth_date = date(1984, 3, 12)
    khadija.save()
    page = client.get(url(khadija))
    assert page.status_code == 200
    for said in (
        khadija.file_number,
        "née le 12\u00a0mars\u00a01984",
        "Figuerolles",
        "06\u00a012\u00a034\u00a056\u00a078",
    ):
        assert said in page.text
    assert "Ouverture du dossier" in page.text


def test_opening_it_is_written_in_the_journal_each_time(client, adviser, khadija):
    client.get(url(khadija))
    client.get(url(khadija), {"genre": "visit"})
    lines = Entry.objects.filter(actor=adviser, action=Entry.Action.READ, object_id=str(khadija.pk))
    assert lines.count() == 2


@pytest.mark.parametrize(
    "role, named, sees",
    [(Role.RECEPTION, False, False), (Role.SOCIAL_WORKER, False, False), (Role.SOCIAL_WORKER, True, True)],
)
def test_protected_contact_is_for_the_referent(client, khadija, role, named, sees):
    khadija.protected_contact = True
    khadija.save()
    reader = UserFactory(role=role)
    if named:
        emploi = Platform.objects.get(slug="emploi")
        Referent.objects.create(beneficiary=khadija, platform=emploi, user=reader, recorded_by=reader)
    client.force_login(reader)
    page = client.get(url(khadija)).text
    assert "oordonnées protégées" in page
    for secret in ("06\u00a012", "+33612345678", "khadija@exemple.org", "Figuerolles"):
        assert (secret in page) == sees


def test_the_path_is_drawn_from_what_the_reader_may_know(client, adviser, khadija):
    came(khadija, "emploi")
    came(khadija, "sante")
    came(khadija, None)
    drawn = client.get(url(khadija)).text
    assert "Emploi : 1" in drawn.replace("\u00a0", " ") and "Accueil : 1" in drawn.replace("\u00a0", " ")
    assert "anté :" not in drawn
    client.force_login(UserFactory(role=Role.HEALTH_ADVISER, platform="sante"))
    assert "anté : 1" in client.get(url(khadija)).text.replace("\u00a0", " ")


def test_history_is_newest_first_and_locked_lines_say_only_that(client, adviser, khadija, lines):
    yesterday = today() - timedelta(days=1)
    lines(
        line(title="Ancien", day=yesterday),
        line(title="Récent", text="<b>Texte</b>", url="/rapide/"),
        line(title="Fermé", text="Un entretien a eu lieu.", slug="budget", locked=True, url="/ferme/"),
    )
    page = client.get(url(khadija)).text
    assert page.index("Récent") < page.index("Ancien")
    assert "&lt;b&gt;Texte" in page and 'href="/rapide/"' in page
    assert "Un entretien a eu lieu." in page and "/ferme/" not in page


def test_filters_offer_what_is_there_and_nothing_else(client, adviser, khadija, lines):
    lines(line("interview", "emploi", title="Un"), line("workshop", "numerique", title="Deux"))
    page = client.get(url(khadija)).text
    assert "Entretiens" in page and "plateforme=numerique" in page and "plateforme=budget" not in page
    page = client.get(url(khadija), {"plateforme": "numerique"}).text
    assert "Deux" in page and "· Un" not in page
    page = client.get(url(khadija), {"genre": "interview"}).text
    assert "· Un" in page and "Deux" not in page


def test_after_fifty_lines_comes_another_page(client, adviser, khadija, lines):
    lines(*[line(title=f"Ligne {number}", day=today() - timedelta(days=number)) for number in range(51)])
    assert "Ligne 50" not in client.get(url(khadija)).text
    assert "Ligne 50" in client.get(url(khadija), {"page": "2"}).text


@pytest.mark.parametrize("asked", [{"page": "abc"}, {"page": "-1"}, {"plateforme": "\x00"}, {"genre": "x" * 5000}])
def test_odd_questions_get_the_page(client, adviser, khadija, asked):
    page = client.get(url(khadija), asked)
    assert page.status_code == 200 and "Ouverture du dossier" in page.text


def test_who_opened_it_is_told_to_those_who_follow_people(client, adviser, khadija):
    for first_name in ("Samir", "Nora"):
        client.force_login(UserFactory(role=Role.RECEPTION, first_name=first_name))
        page = client.get(url(khadija)).text
        assert "Qui a ouvert" not in page
    client.force_login(UserFactory(role=Role.DIGITAL_MEDIATOR, platform="numerique", first_name="Bintou"))
    client.get(url(khadija))
    client.force_login(adviser)
    page = client.get(url(khadija)).text.split("Qui a ouvert")[1].replace("\u00a0", " ")
    assert "Vous" in page and "Bintou" in page and "Accueil" in page and "2 fois" in page
    assert "Samir" not in page and "Nora" not in page


def test_the_team_of_a_secret_platform_opens_unseen(client, adviser, khadija):
    colleague = UserFactory(role=Role.HEALTH_ADVISER, platform="sante", first_name="Zélie")
    for user in (colleague, UserFactory(role=Role.HEALTH_ADVISER, platform="sante")):
        client.force_login(user)
        page = client.get(url(khadija)).text
    assert "Zélie" in page
    client.force_login(adviser)
    assert "Zélie" not in client.get(url(khadija)).text


def test_someone_merged_leads_to_the_file_that_goes_on_and_nobody_to_nothing(client, adviser, khadija):
    merged = BeneficiaryFactory(merged_into=khadija)
    assert client.get(url(merged)).url == url(khadija)
    khadija.anonymised_at = timezone.now()
    khadija.save()
    assert client.get(url(merged)).status_code == 404
    assert client.get(reverse("beneficiaries:detail", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.MANAGER, Role.DPO, Role.ADMINISTRATOR, Role.PARTNER])
def test_whoever_may_not_open_records_is_refused_before_knowing_whether_they_exist(client, khadija, role):
    client.force_login(UserFactory(role=role))
    assert client.get(url(khadija)).status_code == 403
    assert client.get(reverse("beneficiaries:detail", args=[uuid4()])).status_code == 403


def test_it_is_only_read(client, adviser, khadija):
    assert client.post(url(khadija)).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_what_happened(client, khadija, rows, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(record_parts, "contributors", lambda: [own_part])
    for number in range(rows):
        came(khadija, "emploi", today() - timedelta(days=number))
        client.force_login(UserFactory(role=Role.BUDGET_ADVISER, platform="budget"))
        client.get(url(khadija))
    client.force_login(UserFactory(role=Role.SOCIAL_WORKER))
    # session, user, the request's savepoint and its end, roles, person, the line of the journal, encounters, référents,
    # what was told, merges, residences, openings, who opened, their roles, the platforms of those; situation, obstacles
    # twice (card, history); measure, household, relatives, documents, tags
    with django_assert_num_queries(25):
        client.get(url(khadija), headers={"HX-Request": "true"})

"""/accueil/: the desk of the day, its search and what stands beside."""

import uuid
from datetime import time
from urllib.parse import quote_from_bytes

import pytest
from django.urls import reverse

from ceis import drafts
from ceis.access import Role
from reception.actions import register_arrival, register_visit
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory, UserFactory
from tests.factories.platforms import appointment, platform, worker
from tests.factories.reception import reason, receptionist, visit
from tests.factories.workshops import registered, session

pytestmark = pytest.mark.django_db
DESK, FOUND, SIDE = reverse("reception:desk"), reverse("reception:found"), reverse("reception:side")
NO_MENU = {"HX-Request": "true"}  # its counts are others’
PAGES = (DESK, FOUND, SIDE)


@pytest.fixture
def agent(client):
    user = receptionist()
    client.force_login(user)
    return user


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.MANAGER, Role.DPO, Role.ADMINISTRATOR, Role.PARTNER])
def test_roles_that_do_not_hold_the_desk(client, path, role):
    client.force_login(UserFactory(role=role))
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_only_reads(client, agent, path):
    assert client.post(path).status_code == 405


def test_a_mistyped_name_finds_the_person_in_words_and_marks(client, agent):
    BeneficiaryFactory(first_name="Khadija", last_name="Benali", sex="F", birth_year=1984, neighbourhood="Figuerolles")
    for path in (DESK, FOUND):
        answer = client.get(path, {"q": "benali kadija"}).content.decode()
        assert "<mark>Khadija</mark> <mark>Benali</mark>" in answer
        assert "née en 1984 · Figuerolles · jamais venue" in answer


def test_a_protected_contact_says_no_neighbourhood(client, agent):
    BeneficiaryFactory(last_name="Benali", neighbourhood="Figuerolles", protected_contact=True)
    answer = client.get(FOUND, {"q": "benali"}).content.decode()
    assert "Benali" in answer and "Figuerolles" not in answer


def test_nobody_found_offers_to_open_a_file(client, agent):
    answer = client.get(DESK, {"q": "zzyzx & co"}).content.decode()
    assert "Personne ne répond" in answer
    assert f"{reverse('reception:newcomer')}?q=zzyzx%20%26%20co" in answer


def test_who_is_expected_is_proposed_for_their_appointment(client, agent):
    expected = appointment(at=time(10, 30), until=time(11))
    answer = client.get(FOUND, {"q": expected.people.get().file_number}).content.decode()
    assert 'data-reason="appointment"' in answer and "rendez-vous 10\u00a0h\u00a030" in answer


def test_the_day_is_told(client, agent):
    visit(by=agent)
    register_visit(by=agent, id=uuid.uuid4(), headcount=4)
    assert "5 personnes venues depuis" in client.get(DESK).content.decode()


def test_an_empty_day_says_so(client, agent):
    answer = client.get(DESK).content.decode()
    assert "Personne n’est encore venu" in answer and "Personne n’est attendu" in answer


def test_what_was_saved_is_said_with_a_way_back(client, agent):
    saved = visit(by=agent, sent_to=platform("sante"))
    answer = client.get(DESK, {"venue": saved.pk}).content.decode()
    assert "C’est noté" in answer and reverse("reception:visit", args=[saved.pk]) in answer
    assert "orientation vers la plateforme Santé" in answer


def test_what_was_saved_does_not_tell_others_of_a_secret_destination(client, agent):
    saved = visit(by=receptionist(), sent_to=platform("sante"))
    answer = client.get(DESK, {"venue": saved.pk}).content.decode()
    assert "C’est noté" in answer and "orientation vers" not in answer


def test_the_side_tells_expected_people_and_latest_visits(client, agent):
    expected = appointment(
        at=time(10, 30), until=time(11), room=RoomFactory(name="Bureau 2"), of=worker(first_name="Samir")
    )
    saved = visit(by=agent, code="document", sent_to=platform("numerique"))
    answer = client.get(SIDE).content.decode()
    assert str(expected.people.get()) in answer and "Samir" in answer and "Bureau 2" in answer
    assert str(saved.beneficiary) in answer and "Imprimer, scanner, copier" in answer and "Numérique" in answer


def test_a_secret_appointment_says_person_hour_room_and_nothing_else(client, agent):
    secret = appointment(slug="sante", at=time(10, 30), until=time(11), room=RoomFactory(name="Bureau 4"))
    answer = client.get(SIDE).content.decode()
    assert str(secret.people.get()) in answer and "rendez-vous, Bureau 4" in answer
    assert secret.workers.get().last_name not in answer and "Santé" not in answer


def test_a_secret_destination_is_on_no_shared_screen(client, agent):
    saved = visit(by=agent, sent_to=platform("sante"))
    answer = client.get(SIDE).content.decode()
    assert str(saved.beneficiary) in answer and "Santé" not in answer


def test_sessions_of_the_day_with_their_counts(client, agent):
    held = session(slug="numerique", title="Ma boîte mail", places=8)
    registered(held)
    session(slug="sante", title="Bien dormir")
    answer = client.get(SIDE).content.decode()
    assert "Atelier « Ma boîte mail »" in answer and "1 inscrit sur 8" in answer
    assert "Bien dormir" not in answer


def test_whoever_arrived_is_not_expected_any_more(client, agent):
    expected = appointment()
    visit(by=agent, person=expected.people.get(), code="appointment")
    answer = client.get(SIDE).content.decode()
    assert "arrivé " in answer and reverse("reception:arrival", args=[expected.pk]) not in answer


def test_all_expected_people_are_one_click_away(client, agent):
    for hour in range(8, 18):
        appointment(at=time(hour), until=time(hour, 30))
    assert "tout voir (10)" in client.get(DESK).content.decode()
    assert "tout voir" not in client.get(DESK, {"tous": "1"}).content.decode()


def test_what_a_lost_session_was_posting_comes_back(client, agent):
    person = BeneficiaryFactory(first_name="Odile")
    posted = {"who": str(person.pk), "reasons": str(reason("job").pk), "destination": "emploi", "id": str(uuid.uuid4())}
    posted["draft"] = client.get(DESK).context["form"]["draft"].value()
    client.logout()
    gone = client.post(reverse("reception:register"), posted)
    assert "brouillon" in gone.url
    client.force_login(agent)
    answer = client.get(DESK, {"brouillon": "1"})
    form = answer.context["form"]
    assert "Odile" in answer.content.decode()
    assert (form["reasons"].value(), form["destination"].value()) == (str(reason("job").pk), "emploi")
    assert client.get(DESK).context["form"]["destination"].value() is None
    client.post(reverse("reception:register"), posted)
    assert drafts.restore(agent, "visit") == {}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "typed",
    [
        "\x00",
        "\ud800",
        "\u202eilanéb",
        "a" * 200_000,
        "%00",
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "31/02/1984",
        "!*&|:'\\",
    ],
    ids=["nul", "surrogate", "bidi", "long", "percent", "sql", "html", "date", "tsquery"],
)
def test_whatever_is_typed_has_an_answer(client, agent, path, typed):
    raw = quote_from_bytes(typed.encode("utf-8", "surrogatepass"))
    answer = client.get(f"{path}?q={raw}&venue={raw}&tous={raw}")
    assert answer.status_code == 200 and b"<script>alert" not in answer.content


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_whatever_the_day(client, agent, rows, django_assert_num_queries):
    a_day(agent, rows)
    with django_assert_num_queries(35):
        client.get(DESK, {"q": "benali"}, headers=NO_MENU)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_search_costs_the_same_whatever_it_finds(client, agent, rows, django_assert_num_queries):
    a_day(agent, rows)
    with django_assert_num_queries(10):
        client.get(FOUND, {"q": "benali"}, headers=NO_MENU)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_side_costs_the_same_whatever_the_day(client, agent, rows, django_assert_num_queries):
    a_day(agent, rows)
    with django_assert_num_queries(20):
        client.get(SIDE, headers=NO_MENU)


def a_day(agent, rows: int) -> None:
    for number in range(rows):
        expected = appointment(
            at=time(9 + number), until=time(9 + number, 30), person=BeneficiaryFactory(last_name="Benali")
        )
        visit(by=agent, sent_to=platform("emploi"))
        visit(by=agent, person=expected.people.get(), code="document")
        registered(session(at=time(14 + number), until=time(15 + number)))


def test_the_arrival_of_a_secret_appointment_is_a_visit_without_reason_to_colleagues(client, agent):
    secret = appointment(slug="sante", at=time(10, 30), until=time(11))
    arrival = register_arrival(by=agent, id=uuid.uuid4(), appointment=secret, beneficiary=secret.people.get())
    corrected = reverse("reception:visit", args=[arrival.pk])
    assert corrected in client.get(SIDE).content.decode() and client.get(corrected).status_code == 200
    client.force_login(worker())
    answer = client.get(SIDE).content.decode()
    assert str(arrival.beneficiary) in answer and "Rendez-vous" not in answer and corrected not in answer
    assert client.get(corrected).status_code == 404
    assert not arrival.reason_open_to(worker()) and arrival.reason_open_to(worker("sante"))

"""/accueil/postes/ and /accueil/batiment/: seating, ending, counting; who reads which name."""

import uuid

import pytest
from django.urls import reverse

from ceis.access import Role
from reception.models import ComputerSession, Headcount
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.building import computer, purpose, seated
from tests.factories.ceis import RoomFactory, SiteFactory, UserFactory
from tests.factories.platforms import appointment
from tests.factories.reception import receptionist, visit

pytestmark = pytest.mark.django_db
BOARD, HOUSE = "/accueil/postes/", "/accueil/batiment/"


@pytest.fixture
def agent(client):
    user = receptionist()
    client.force_login(user)
    return user


@pytest.fixture
def lilou(client):
    user = UserFactory(role=Role.VOLUNTEER)
    client.force_login(user)
    return user


def seat(at) -> str:
    return reverse("reception:seat", args=[at.pk])


def text(client, url: str) -> str:
    return client.get(url).content.decode()


def test_one_press_seats_somebody_nobody_names(client, lilou):
    at, form = computer(), uuid.uuid4()
    for _ in range(2):
        assert client.post(seat(at), {"id": form}).url == BOARD
    saved = ComputerSession.objects.get()
    assert (saved.beneficiary, saved.helper, saved.purpose, saved.recorded_by) == (None, None, None, lilou)
    assert "séance démarrée, jusqu’à" in text(client, BOARD)


def test_who_for_what_how_long_and_with_whom(client, agent):
    at, person = computer(), BeneficiaryFactory()
    details = {"purpose": purpose("job").pk, "minutes": 90, "helper": agent.pk, "who": person.pk}
    assert client.post(seat(at), {"id": uuid.uuid4()} | details).status_code == 302
    saved = ComputerSession.objects.get()
    assert (saved.beneficiary, saved.helper, saved.purpose.code) == (person, agent, "job")
    assert (saved.planned_until - saved.started_at).seconds == 90 * 60
    page = text(client, BOARD)
    assert str(person) in page and "Recherche d’emploi" in page and str(agent) in page


def test_a_computer_already_taken_is_said_so(client, agent):
    at = seated().computer
    answer = client.post(seat(at), {"id": uuid.uuid4()})
    assert answer.status_code == 422 and "Déjà pris" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"who": "abc"}, {"who": str(uuid.uuid4())}, {"minutes": "1000"}, {"purpose": "x"}, {"id": "x"}]
)
def test_bad_input_starts_nothing(client, agent, wrong):
    at = computer()
    answer = client.post(seat(at), {"id": uuid.uuid4()} | wrong)
    assert answer.status_code == 422 and not ComputerSession.objects.exists()


def test_a_volunteer_names_nobody_and_reads_no_name(client, lilou):
    person, at = BeneficiaryFactory(first_name="Khadija", last_name="Benali"), computer("Ordinateur 2")
    seated(person=person)
    page = text(client, BOARD)
    assert "Une personne" in page and "Benali" not in page
    assert "Benali" not in text(client, f"{seat(at)}?q=benali")
    assert client.get(f"{reverse('reception:seat_found')}?q=benali").status_code == 403
    assert client.post(seat(at), {"id": uuid.uuid4(), "who": person.pk}).status_code == 422
    assert ComputerSession.objects.count() == 1


def test_the_board_is_a_volunteer_s_home(client, lilou):
    assert client.get("/").url == BOARD


def test_stop_extend_and_take_back(client, agent):
    running = seated()
    before = running.planned_until
    client.post(reverse("reception:extend_session", args=[running.pk]))
    running.refresh_from_db()
    assert running.planned_until > before
    client.post(reverse("reception:end_session", args=[running.pk]))
    running.refresh_from_db()
    assert running.ended_at
    client.post(reverse("reception:extend_session", args=[running.pk]))
    assert "Cette séance est finie" in text(client, BOARD)
    cancel = reverse("reception:cancel_session", args=[running.pk])
    assert client.post(cancel, {}).status_code == 422
    assert client.post(cancel, {"why": "Démarrée par erreur"}).url == BOARD
    running.refresh_from_db()
    assert running.cancelled_at and running.cancelled_by == agent


def test_found_while_typing(client, agent):
    BeneficiaryFactory(first_name="Khadija", last_name="Benali")
    assert "Khadija Benali" in text(client, f"{reverse('reception:seat_found')}?q=benal")


def test_the_names_are_masked_at_the_counter(client, agent):
    seated(person=BeneficiaryFactory(first_name="Khadija", last_name="Benali"))
    client.post(reverse("counter_mode"))
    page = text(client, BOARD)
    assert "K. B." in page and "Benali" not in page


def test_the_house_says_where_to_settle_and_how_many_there_are(client, agent):
    site = SiteFactory(name="Les Arceaux", capacity=1)
    RoomFactory(site=site, name="Bureau Romarin")
    visit()
    assert "Bureau Romarin" in (page := text(client, HOUSE)) and "libre jusqu’à ce soir" in page
    assert "presque plein" in page
    visit()
    page = text(client, HOUSE)
    assert "trop de monde" in page and 'role="alert"' in page
    assert "2 dans la maison" in text(client, reverse("reception:occupancy"))


def test_i_count_forty_two(client, agent):
    form = {"id": uuid.uuid4(), "people": "42"}
    for _ in range(2):
        assert client.post(reverse("reception:count"), form).url == HOUSE
    assert Headcount.objects.get().people == 42
    for wrong in ("", "beaucoup", "-1", "999999"):
        answer = client.post(reverse("reception:count"), {"id": uuid.uuid4(), "people": wrong})
        assert answer.status_code == 422 and "invalid-feedback" in answer.content.decode(), wrong
    assert Headcount.objects.count() == 1


def test_the_board_asks_as_much_for_three_as_for_one(client, agent, django_assert_num_queries):
    for count in (1, 3):
        for number in range(count):
            seated(computer(f"Ordinateur {count} {number}"), person=BeneficiaryFactory(), purpose=purpose())
        with django_assert_num_queries(7):
            client.get(BOARD, headers={"HX-Request": "true"})


def test_the_house_asks_as_much_for_three_as_for_one(client, agent, django_assert_num_queries):
    site = SiteFactory()
    for count in (1, 3):
        for _ in range(count):
            appointment(room=RoomFactory(site=site))
            visit()
            seated()
        with django_assert_num_queries(16):
            client.get(HOUSE, headers={"HX-Request": "true"})

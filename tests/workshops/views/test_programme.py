"""/ateliers/: the sessions of a week."""

from datetime import timedelta
from urllib.parse import quote_from_bytes

import pytest
from django.urls import reverse

from ceis.access import Role
from ceis.civil_time import today
from tests.factories.ceis import RoomFactory, UserFactory
from tests.factories.platforms import worker
from tests.factories.workshops import registered, session
from workshops.week import Week

pytestmark = pytest.mark.django_db
PROGRAMME = reverse("workshops:programme")


def test_the_week_with_rooms_teams_and_counts(client):
    client.force_login(UserFactory(role=Role.VOLUNTEER))
    held = session(
        slug="numerique", room=RoomFactory(name="Salle multimédia"), facilitators=[worker(first_name="Samir")]
    )
    registered(held)
    answer = client.get(PROGRAMME).content.decode()
    assert "Ma boîte mail" in answer and "Salle multimédia" in answer and "Samir" in answer
    assert "1 inscrit sur 10" in answer and reverse("workshops:session", args=[held.pk]) in answer


def test_a_full_session_says_so(client):
    client.force_login(UserFactory(role=Role.VOLUNTEER))
    registered(session(places=1))
    assert "complet, 1 inscrit" in client.get(PROGRAMME).content.decode()


def test_a_secret_or_cancelled_session_is_not_there(client):
    client.force_login(UserFactory(role=Role.RECEPTION))
    session(slug="sante", title="Bien dormir")
    session(title="Jardin").cancel(by=worker(), reason="Pluie")
    answer = client.get(PROGRAMME).content.decode()
    assert "Bien dormir" not in answer and "Jardin" not in answer and "Pas d’atelier cette semaine" in answer


def test_its_team_sees_it(client):
    client.force_login(worker("sante"))
    session(slug="sante", title="Bien dormir")
    assert "Bien dormir" in client.get(PROGRAMME).content.decode()


def test_another_week(client):
    client.force_login(UserFactory(role=Role.RECEPTION))
    session(day=today() + timedelta(days=7))
    following = Week.of(today()).next.name
    assert "Ma boîte mail" not in client.get(PROGRAMME).content.decode()
    assert "Ma boîte mail" in client.get(PROGRAMME, {"semaine": following}).content.decode()


@pytest.mark.parametrize("typed", ["abc", "2026-W99", "\x00", "\ud800", "9" * 200_000, "0000-W00", "2026-W47\n"])
def test_a_week_that_is_none(client, typed):
    client.force_login(UserFactory(role=Role.RECEPTION))
    session()
    answer = client.get(f"{PROGRAMME}?semaine={quote_from_bytes(typed.encode('utf-8', 'surrogatepass'))}")
    assert answer.status_code == 200 and "Ma boîte mail" in answer.content.decode()


def test_wrong_role_and_method(client):
    client.force_login(UserFactory(role=Role.PARTNER))
    assert client.get(PROGRAMME).status_code == 403
    client.force_login(UserFactory(role=Role.RECEPTION))
    assert client.post(PROGRAMME).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_a_week_costs_the_same_however_full(client, rows, django_assert_num_queries):
    client.force_login(UserFactory(role=Role.VOLUNTEER))
    for _ in range(rows):
        registered(session(slug="emploi", facilitators=[worker()]))
    with django_assert_num_queries(7):
        client.get(PROGRAMME)

"""A PC left alone locks itself: nothing more of any page is sent, and what was typed waits for its author."""

import time

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import QueryDict
from django.urls import reverse

from ceis import drafts, lock
from ceis.access import Role
from ceis.models import Draft
from tests.factories.ceis import PASSWORD, UserFactory
from tests.factories.reception import receptionist

pytestmark = pytest.mark.django_db
TYPED = "Bilan de mi-parcours : souhaite le métier d’aide-soignante."
DOOR = "/compte/verrou/"


@pytest.fixture
def claire(client):
    user = receptionist(first_name="Claire")
    client.force_login(user)
    return user


def idle(client, minutes: float) -> None:
    """As if nobody had touched anything for that long."""
    session = client.session
    session[lock.LAST_ACT] -= minutes * 60
    session.save()


def typed_by(user) -> dict[str, str]:
    return {"draft": drafts.token(user, "sample", back=reverse("interface")), "note": TYPED}


def test_fourteen_minutes_are_nothing_and_fifteen_lock(client, claire):
    assert client.get("/accueil/").status_code == 200
    idle(client, 14)
    assert client.get("/accueil/").status_code == 200
    idle(client, 15.5)
    answer = client.get("/accueil/?q=benali")
    assert (answer.status_code, answer.url) == (302, DOOR)
    assert "benali" not in answer.content.decode() + str(answer.headers)


def test_every_address_answers_with_the_lock(client, claire):
    idle(client, 16)
    for url in ["/", "/personnes/", "/accueil/aujourd-hui/", "/compte/", "/interface/", "/n-existe-pas/"]:
        answer = client.get(url)
        assert (answer.status_code, answer.url, answer.content) == (302, DOOR, b""), url
        assert answer.headers["Cache-Control"] == "no-store, private" or not answer.content


def test_a_part_of_a_page_sends_the_whole_page_to_the_lock(client, claire):
    idle(client, 16)
    around = {"HX-Request": "true", "HX-Current-URL": "http://testserver/accueil/?tous=1"}
    answer = client.get(reverse("reception:side"), headers=around)
    assert (answer.status_code, answer.headers["HX-Redirect"], answer.content) == (204, DOOR, b"")
    assert client.session[lock.BACK] == "/accueil/?tous=1"


def test_what_refreshes_itself_keeps_nobody_awake(client, claire):
    for _ in range(4):
        idle(client, 4)
        client.get(reverse("reception:side"), headers={"HX-Request": "true"})
        client.get(reverse("presence"))
    assert client.get("/accueil/").url == DOOR


def test_a_hand_on_the_keyboard_does(client, claire):
    for _ in range(4):
        idle(client, 10)
        assert client.post(reverse("presence")).json()["left"] > 14 * 60
    assert client.get("/accueil/").status_code == 200


def test_the_browser_is_told_how_long_is_left(client, claire):
    idle(client, 13)
    assert 100 < client.get(reverse("presence")).json()["left"] <= 120


def test_the_page_of_the_lock_holds_nothing_but_a_first_name(client, claire):
    client.post(reverse("single_keys"))  # a message waits for the next page
    client.post(reverse("lock"))
    page = client.get(DOOR).content.decode()
    assert "Claire, votre mot de passe" in page
    for held in ("raccourcis", claire.last_name, claire.email, 'class="rail"', "Accueil</a>"):
        assert held not in page


def test_the_password_opens_the_page_that_was_left(client, claire):
    client.post(reverse("lock"), headers={"referer": "http://testserver/accueil/?tous=1"})
    assert client.get("/accueil/").url == DOOR
    answer = client.post(DOOR, {"password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/accueil/")
    assert client.get("/accueil/").status_code == 200
    assert client.get(DOOR).url == reverse("home")


def test_another_host_is_no_page_to_come_back_to(client, claire):
    client.post(reverse("lock"), headers={"referer": "http://ailleurs.example/piege/"})
    assert client.post(DOOR, {"password": PASSWORD}).url == reverse("home")


def test_a_wrong_password_opens_nothing_and_five_wait(client, claire):
    client.post(reverse("lock"))
    for _ in range(5):
        answer = client.post(DOOR, {"password": "un autre mot"})
        assert answer.status_code == 422 and "Ce n’est pas votre mot de passe" in answer.content.decode()
    answer = client.post(DOOR, {"password": PASSWORD})
    assert answer.status_code == 422 and "Trop d’essais" in answer.content.decode()
    assert client.get("/accueil/").url == DOOR


def test_what_was_posted_behind_the_lock_is_kept_for_its_author(client, claire):
    idle(client, 16)
    assert client.post(reverse("interface"), typed_by(claire)).url == DOOR
    assert client.post(DOOR, {"password": PASSWORD}).url == reverse("interface")
    assert TYPED in client.get(reverse("interface")).content.decode()


def test_a_draft_on_its_way_when_the_lock_closes_arrives(client, claire):
    client.post(reverse("lock"))
    assert client.post(reverse("keep_draft"), typed_by(claire)).status_code == 200
    assert drafts.restore(claire, "sample") == {"note": TYPED}


def test_the_colleague_who_takes_over_finds_her_own_drafts_only(client, claire):
    other = UserFactory(role=Role.SOCIAL_WORKER, first_name="Samir")
    drafts.keep(drafts.token(other, "sample"), _posted("à moi"), user=other)
    idle(client, 16)
    client.post(reverse("interface"), typed_by(claire))
    answer = client.post(reverse("change_agent"), {"login": other.email, "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, reverse("home"))
    page = client.get(reverse("interface")).content.decode()
    assert "Samir" in page and "à moi" in page and TYPED not in page
    assert Draft.objects.get(user=claire).data["note"] == [TYPED]


def _posted(note: str) -> QueryDict:
    return QueryDict(f"note={note}")


def test_a_wrong_colleague_leaves_the_lock_closed(client, claire):
    client.post(reverse("lock"))
    answer = client.post(reverse("change_agent"), {"login": "personne@ceis.example", "password": "x"})
    assert answer.status_code == 422 and "n’est pas le bon" in answer.content.decode()
    assert client.get("/accueil/").url == DOOR


def test_leaving_is_always_possible(client, claire):
    client.post(reverse("lock"))
    assert client.get(reverse("account_logout")).url == DOOR
    client.post(reverse("account_logout"))
    assert client.get("/accueil/").url.startswith(reverse("account_login"))


def test_ten_hours_are_the_end_acts_or_not(client, claire):
    session = client.session
    session[lock.BEGAN] -= settings.SESSION_COOKIE_AGE + 1
    session[lock.LAST_ACT] = time.time()
    session.save()
    assert client.get("/accueil/").url.startswith(reverse("account_login"))
    assert not Session.objects.filter(pk=session.session_key).exists()


def test_signing_in_again_begins_unlocked(client, claire):
    client.post(reverse("lock"))
    client.force_login(claire)
    assert client.get("/accueil/").status_code == 200

"""What is typed comes back to its author, and to nobody else, even when the session ends under the form."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.http import QueryDict
from django.urls import reverse

from ceis import drafts
from ceis.access import Role
from ceis.models import Draft
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db
TYPED = "Bilan de mi-parcours : souhaite le métier d’aide-soignante."


@pytest.fixture
def claire():
    return UserFactory(role=Role.SOCIAL_WORKER)


def posted(**fields: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(fields)
    return data


def form_of(user, **fields: str) -> dict[str, str]:
    return {"draft": drafts.token(user, "sample", back=reverse("interface")), "note": TYPED} | fields


def came_back_to(response) -> str:
    assert response.status_code == 302 and response.url.startswith(reverse("account_login"))
    return parse_qs(urlsplit(response.url).query)["next"][0]


def test_a_lost_session_brings_back_to_the_form_as_it_was(client, claire):
    assert came_back_to(client.post(reverse("interface"), form_of(claire))) == reverse("interface")
    client.force_login(claire)
    assert TYPED in client.get(reverse("interface")).content.decode()


def test_the_colleague_who_signs_in_next_reads_nothing_of_it(client, claire):
    client.post(reverse("interface"), form_of(claire))
    client.force_login(UserFactory(role=Role.SOCIAL_WORKER))
    assert TYPED not in client.get(reverse("interface")).content.decode()


def test_a_forged_name_keeps_nothing(client, claire):
    forged = signing.dumps([str(claire.pk), "sample", "", "/ailleurs/"], key="another key", salt=drafts.SALT)
    response = client.post(reverse("interface"), form_of(claire, draft=forged))
    assert came_back_to(response) == reverse("home")
    assert not Draft.objects.exists()


def test_a_form_without_a_name_keeps_nothing_and_brings_back_to_its_page(client):
    sent = {"note": TYPED}
    page = {"referer": "http://testserver/interface/?page=2"}
    assert came_back_to(client.post(reverse("single_keys"), sent, headers=page)) == "/interface/"
    elsewhere = {"referer": "http://ailleurs.example/piege/"}
    assert came_back_to(client.post(reverse("single_keys"), sent, headers=elsewhere)) == reverse("home")
    assert not Draft.objects.exists()


def test_a_closed_account_keeps_nothing(client, claire):
    claire.is_active = False
    claire.save()
    client.post(reverse("interface"), form_of(claire))
    assert not Draft.objects.exists()


def test_a_name_of_more_than_a_day_keeps_nothing(claire, monkeypatch):
    name = drafts.token(claire, "sample")
    assert drafts.keep(name, posted(note=TYPED), user=claire).kept
    later = time.time() + drafts.TOKEN_LIVES + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert not drafts.keep(name, posted(note="autre chose"), user=claire).kept


def test_one_fragment_of_a_page_sends_the_whole_page_to_sign_in(client, claire):
    response = client.post(reverse("interface"), form_of(claire), headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response.headers["HX-Redirect"].startswith(reverse("account_login"))
    assert drafts.restore(claire, "sample") == {"note": TYPED}


def test_a_fragment_brings_back_to_the_page_around_it(client):
    around = {"HX-Request": "true", "HX-Current-URL": "http://testserver/interface/?page=2"}
    response = client.get(reverse("account"), headers=around)
    assert response.headers["HX-Redirect"] == f"{reverse('account_login')}?next=/interface/%3Fpage%3D2"
    elsewhere = {"HX-Request": "true", "HX-Current-URL": "http://ailleurs.example/"}
    response = client.get(reverse("account"), headers=elsewhere)
    assert response.headers["HX-Redirect"] == f"{reverse('account_login')}?next={reverse('home')}"


def test_saving_while_typing(client, claire):
    client.force_login(claire)
    answer = client.post(reverse("keep_draft"), form_of(claire)).content.decode()
    assert "Brouillon enregistré à" in answer
    assert drafts.restore(claire, "sample") == {"note": TYPED}


def test_saving_for_somebody_else_is_refused(client, claire):
    client.force_login(UserFactory(role=Role.SOCIAL_WORKER))
    answer = client.post(reverse("keep_draft"), form_of(claire)).content.decode()
    assert "Brouillon non enregistré" in answer
    assert not Draft.objects.exists()


def test_a_text_too_long_is_not_said_to_be_kept(client, claire):
    client.force_login(claire)
    answer = client.post(reverse("keep_draft"), form_of(claire, note="a" * (drafts.LONGEST + 1))).content.decode()
    assert "Brouillon non enregistré" in answer
    assert not Draft.objects.exists()


def test_the_second_saving_replaces_the_first(claire):
    name = drafts.token(claire, "sample")
    drafts.keep(name, posted(note="un"), user=claire)
    drafts.keep(name, posted(note="deux"), user=claire)
    assert drafts.restore(claire, "sample") == {"note": "deux"}


def test_neither_password_nor_identity_of_the_form_is_kept(claire):
    name = drafts.token(claire, "sample")
    drafts.keep(name, posted(id="x", password="y", csrfmiddlewaretoken="z", note="un"), user=claire)
    assert drafts.restore(claire, "sample") == {"note": "un"}


def test_what_was_saved_is_no_draft_any_more(claire):
    drafts.keep(drafts.token(claire, "sample", "42"), posted(note="un"), user=claire)
    drafts.discard(claire, "sample", "43")
    assert drafts.restore(claire, "sample", "42") == {"note": "un"}
    drafts.discard(claire, "sample", "42")
    assert drafts.restore(claire, "sample", "42") == {}


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_drafts_are_only_posted(client, claire, method):
    client.force_login(claire)
    assert getattr(client, method)(reverse("keep_draft")).status_code == 405

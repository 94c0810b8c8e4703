"""When something fails: what happened, what is kept, what to do, in French, without making it worse."""

import logging

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import path, reverse

from ceis import drafts, urls, views
from ceis.access import Role
from ceis.models import Draft
from tests.factories.ceis import UserFactory

WHAT_NEXT = ["Ce qui s’est passé", "Ce qui est gardé", "Ce que vous pouvez faire"]


@login_not_required
def breaks(request):
    raise ZeroDivisionError


def not_there(request):
    raise Http404


handler400, handler403, handler404, handler500 = (urls.handler400, urls.handler403, urls.handler404, urls.handler500)
urlpatterns = [*urls.urlpatterns, path("casse/", breaks), path("absent/", not_there)]


@pytest.fixture
def broken_house(settings, client):
    """The place, plus a page that fails; the client sees the answer, as a browser does."""
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    return client


@pytest.fixture
def stopped_database(transactional_db, tmp_path):
    """Nobody listens where the database was."""
    real = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = str(tmp_path)
    yield
    connection.close()
    connection.settings_dict["HOST"] = real


def says(response, status: int, *texts: str) -> str:
    page = response.content.decode()
    assert response.status_code == status
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    for text in [*WHAT_NEXT, *texts]:
        assert text in page
    return page


def test_what_does_not_exist(client):
    says(client.get("/n-existe-pas/"), 404, "Cette page est introuvable")


@pytest.mark.django_db
def test_what_does_not_exist_keeps_the_rail(broken_house):
    broken_house.force_login(UserFactory(role=Role.RECEPTION, first_name="Odile"))
    says(broken_house.get("/absent/"), 404, "Odile", "Se déconnecter")


@pytest.mark.django_db
def test_what_the_role_does_not_open(client):
    client.force_login(UserFactory(role=Role.VOLUNTEER))
    says(client.get(reverse("interface")), 403, "Votre rôle n’ouvre pas cette page")


def test_an_error_of_ours_asks_nothing_of_the_database(broken_house, caplog):
    """No database mark on this test: a query would fail it."""
    page = says(broken_house.get("/casse/"), 500, "Le logiciel s’est trompé")
    assert "ZeroDivisionError" not in page
    assert any(record.levelno == logging.ERROR for record in caplog.records)


def test_an_error_of_ours_does_not_read_the_manifest(broken_house, settings, tmp_path):
    """The manifest of static files is empty here: any hashed name would be a second error."""
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    says(broken_house.get("/casse/"), 500, "/statique/css/tokens.css")


def test_an_error_of_ours_survives_a_failing_context(broken_house, settings):
    """What every template knows is what fails: the page is made without it."""
    settings.TEMPLATES[0]["OPTIONS"]["context_processors"].append("tests.ceis.views.test_errors.breaks")
    try:
        says(broken_house.get("/casse/"), 500)
    finally:
        settings.TEMPLATES[0]["OPTIONS"]["context_processors"].remove("tests.ceis.views.test_errors.breaks")


@pytest.mark.django_db
def test_a_form_too_large(client, settings):
    client.force_login(UserFactory(role=Role.SOCIAL_WORKER))
    response = client.post(reverse("interface"), {"note": "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    says(response, 413, "Ce formulaire est trop lourd", "encore dans la page précédente")


@pytest.mark.django_db
def test_a_form_with_too_many_fields(client, settings):
    client.force_login(UserFactory(role=Role.SOCIAL_WORKER))
    many = {f"field{n}": "1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    says(client.post(reverse("interface"), many), 413, "Ce formulaire est trop lourd")


def test_a_host_that_is_not_ours(client):
    response = client.get("/compte/connexion/", headers={"host": "ailleurs.example"})
    says(response, 400, "Le lieu n’a pas compris cette demande")


def test_the_database_is_down(client, stopped_database):
    client.raise_request_exception = False
    client.cookies["sessionid"] = "une-session-ouverte"
    for address in (reverse("home"), reverse("interface"), reverse("ready")):
        response = client.get(address)
        says(response, 503, "La base de données ne répond pas", "papier")
        assert response.headers["Retry-After"] == "30"


def test_the_database_stops_under_an_open_session(client, transactional_db, tmp_path):
    client.raise_request_exception = False
    client.force_login(UserFactory(role=Role.SOCIAL_WORKER))
    assert client.get(reverse("interface")).status_code == 200
    real = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = str(tmp_path)
    try:
        response = client.post(reverse("keep_draft"), {"draft": "x", "note": "ce que Claire écrit"})
    finally:
        connection.close()
        connection.settings_dict["HOST"] = real
    says(response, 503, "encore dans la page précédente")
    assert client.get(reverse("interface")).status_code == 200


def test_the_house_says_it_lives_while_the_database_is_down(client, stopped_database):
    assert client.get(reverse("alive")).content == b"vivant\n"


@pytest.mark.django_db
def test_a_page_too_old_keeps_what_was_typed():
    user = UserFactory(role=Role.SOCIAL_WORKER)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    name = drafts.token(user, "sample", back=reverse("interface"))
    response = client.post(reverse("interface"), {"draft": name, "note": "le début d’une phrase"})
    says(response, 403, "gardé en brouillon", 'href="/interface/"')
    assert drafts.restore(user, "sample") == {"note": "le début d’une phrase"}


@pytest.mark.django_db
def test_a_page_too_old_does_not_promise_what_it_did_not_keep():
    user, author = UserFactory(role=Role.SOCIAL_WORKER), UserFactory(role=Role.SOCIAL_WORKER)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    response = client.post(reverse("interface"), {"draft": drafts.token(author, "sample", back="/"), "note": "x"})
    page = says(response, 403, "Rien n’a été enregistré")
    assert "gardé en brouillon" not in page
    assert not Draft.objects.exists()


def test_every_handler_is_ours():
    assert {handler400, handler403, handler404, handler500} == {
        f"ceis.views.{view.__name__}"
        for view in (views.bad_request, views.forbidden, views.not_found, views.server_error)
    }

"""/accueil/venues/<uuid>/: correcting and cancelling, on the day itself."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from ceis.access import Role
from ceis.civil_time import today
from platforms.models import Referral
from reception.models import Visit
from tests.factories.ceis import UserFactory
from tests.factories.platforms import platform
from tests.factories.reception import codes, reason, receptionist, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(client):
    user = receptionist()
    client.force_login(user)
    return user


def page(saved) -> str:
    return reverse("reception:visit", args=[saved.pk])


def cancel(saved) -> str:
    return reverse("reception:cancel", args=[saved.pk])


def yesterday(saved: Visit) -> Visit:
    saved.date = today() - timedelta(days=1)
    saved.save()
    return saved


def test_reason_and_destination_are_changed(client, agent):
    saved = visit(by=agent, sent_to=platform("emploi"))
    form = client.get(page(saved)).context["form"]
    assert (form["reasons"].value(), form["destination"].value()) == ([reason().pk], "emploi")
    answer = client.post(page(saved), {"id": saved.pk, "reasons": reason("document").pk, "destination": "numerique"})
    assert answer.status_code == 302
    saved.refresh_from_db()
    assert (codes(saved), saved.referral.to_platform.slug) == (["document"], "numerique")


def test_a_colleague_neither_sees_nor_takes_back_a_secret_destination(client, agent):
    saved = visit(by=receptionist(), sent_to=platform("sante"))
    assert client.get(page(saved)).context["form"]["destination"].value() == ""
    client.post(page(saved), {"id": saved.pk, "reasons": reason("document").pk, "destination": ""})
    assert Referral.objects.waiting().get().to_platform == platform("sante")


def test_its_author_takes_it_back(client, agent):
    saved = visit(by=agent, sent_to=platform("sante"))
    assert client.get(page(saved)).context["form"]["destination"].value() == "sante"
    client.post(page(saved), {"id": saved.pk, "reasons": reason("document").pk, "destination": ""})
    assert not Referral.objects.waiting().exists()


@pytest.mark.parametrize("typed", [{"reasons": ""}, {"reasons": "abc"}, {"destination": "mars"}, {"id": "%00"}])
def test_what_the_correction_refuses(client, agent, typed):
    saved = visit(by=agent)
    data = {"id": saved.pk, "reasons": reason().pk, "destination": ""} | typed
    answer = client.post(page(saved), data)
    assert answer.status_code == 422 and set(typed) == set(answer.context["form"].errors)


def test_cancelling_asks_why_and_does_it_once(client, agent):
    saved = visit(by=agent)
    assert client.post(cancel(saved), {"id": saved.pk}).status_code == 422
    data = {"id": saved.pk, "why": "Enregistrée deux fois"}
    for _ in range(2):
        assert "est annulée" in client.post(cancel(saved), data, follow=True).content.decode()
    saved.refresh_from_db()
    assert saved.cancel_reason == "Enregistrée deux fois"
    assert client.get(page(saved)).status_code == 404


def test_a_visit_of_yesterday_is_closed_and_says_nothing(client, agent):
    past = yesterday(visit(by=agent))
    assert client.get(page(past)).status_code == 404
    assert client.post(cancel(past), {"id": past.pk, "why": "Autre erreur"}).status_code == 404


def test_a_visit_that_is_not_there(client, agent):
    for name in ("visit", "cancel"):
        assert client.post(reverse(f"reception:{name}", args=[uuid.uuid4()])).status_code == 404
    assert client.get("/accueil/venues/pas-un-uuid/").status_code == 404


def test_wrong_role_and_wrong_method(client, agent):
    saved = visit(by=agent)
    assert client.get(cancel(saved)).status_code == client.delete(page(saved)).status_code == 405
    client.force_login(UserFactory(role=Role.MANAGER))
    assert client.get(page(saved)).status_code == client.post(cancel(saved)).status_code == 403


def test_the_page_costs_a_known_number_of_queries(client, agent, django_assert_num_queries):
    saved = visit(by=agent, sent_to=platform("emploi"))
    with django_assert_num_queries(18):
        client.get(page(saved), headers={"HX-Request": "true"})

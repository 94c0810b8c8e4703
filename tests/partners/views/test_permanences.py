"""« Réglages », permanences: adding, changing, ending, calling a date off."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from ceis.access import Role
from ceis.civil_time import today
from partners.models import Permanence, PermanenceOff
from tests.factories.ceis import UserFactory
from tests.factories.partners import EVERY_DAY, partner, permanence

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("partners:permanences"), reverse("partners:new_permanence")


@pytest.fixture
def manager(client):
    user = UserFactory(role=Role.MANAGER)
    client.force_login(user)
    return user


def posted(**typed) -> dict:
    return {
        "id": str(uuid.uuid4()), "partner": str(partner().pk), "title": "Point relais", "weekdays": ["1", "3"],
        "rhythm": "weekly", "starts_at": "09:00", "ends_at": "12:00", "starts_on": f"{today()}",
        "sensitivity": "ordinary",
    } | typed  # fmt: skip


def page(rule: Permanence) -> str:
    return reverse("partners:permanence", args=[rule.pk])


def test_a_permanence_is_added_once_then_changed_then_ended(client, manager):
    data = posted()
    for _ in range(2):
        assert client.post(NEW, data).status_code == 302
    rule = Permanence.objects.get()
    assert (rule.weekdays, rule.recorded_by) == ([1, 3], manager)
    assert "mardi et jeudi, chaque semaine" in client.get(LIST).content.decode()
    client.post(page(rule), posted(id=str(rule.pk), title="CAF", ends_on=f"{today()}"))
    rule.refresh_from_db()
    assert (rule.title, rule.ends_on, Permanence.objects.count()) == ("CAF", today(), 1)


@pytest.mark.parametrize(
    "typed, field",
    [
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": ["9"]}, "weekdays"),
        ({"starts_at": "25:00"}, "starts_at"),
        ({"ends_at": "08:00"}, "__all__"),
        ({"ends_on": "2001-01-01"}, "__all__"),
        ({"starts_on": "31/02/2026"}, "starts_on"),
        ({"title": "x" * 200_000}, "title"),
        ({"partner": "abc"}, "partner"),
        ({"sensitivity": "open"}, "sensitivity"),
    ],
)
def test_what_the_form_refuses(client, manager, typed, field):
    answer = client.post(NEW, posted(**typed))
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert not Permanence.objects.exists()


def test_the_permanence_of_a_secret_partner_is_secret(client, manager):
    refuge = partner("Refuge", sensitivity="secret")
    answer = client.post(NEW, posted(partner=str(refuge.pk)))
    assert "sensitivity" in answer.context["form"].errors


def test_a_date_is_called_off_and_put_back(client, manager):
    rule = permanence(weekdays=EVERY_DAY)
    day = next(day for n in range(1, 9) if rule in Permanence.objects.of_day(day := today() + timedelta(days=n)))
    off = reverse("partners:date_off", args=[rule.pk])
    assert client.post(off, {"day": f"{day}"}).status_code == 302
    row = PermanenceOff.objects.get()
    client.post(reverse("partners:date_back", args=[rule.pk, row.pk]))
    assert not PermanenceOff.objects.standing().exists()
    for wrong in ("", "hier", f"{today() - timedelta(days=1)}"):
        assert client.post(off, {"day": wrong}).status_code == 422


def test_wrong_role_and_stranger(client, manager):
    assert client.get(reverse("partners:permanence", args=[uuid.uuid4()])).status_code == 404
    client.force_login(UserFactory(role=Role.RECEPTION))
    assert client.get(LIST).status_code == client.post(NEW, posted()).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(client, manager, rows, django_assert_num_queries):
    for _ in range(rows):
        permanence()
    with django_assert_num_queries(7):
        client.get(LIST, headers={"HX-Request": "true"})

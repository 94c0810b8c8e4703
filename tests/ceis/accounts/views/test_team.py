"""/equipe/ and the pages below it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from ceis.access import MATRIX, Permission, Role
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.journal.models import Entry
from tests.factories.ceis import PASSWORD, UserFactory, assign

pytestmark = pytest.mark.django_db
TEAM = reverse("accounts:team")
CREATE = reverse("accounts:create")


@pytest.fixture
def administrator():
    return UserFactory(role=Role.ADMINISTRATOR, last_name="Zédé")


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def account(**changed) -> dict:
    return {
        "id": str(uuid.uuid4()), "first_name": "Nour", "last_name": "Benali", "email": "nour@ceis.example",
        "phone": "", "role": "reception", "platform": "", "starts_on": today().isoformat(), "ends_on": "",
    } | changed  # fmt: skip


def named(name: str, row) -> str:
    return reverse(f"accounts:{name}", args=[row.pk])


# --- The list ---


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_the_same_of_the_database_whatever_its_length(office, django_assert_num_queries, people):
    for _ in range(people):
        assign(UserFactory(role=Role.RECEPTION), Role.SOCIAL_WORKER)
        UserFactory(is_active=False)
    with django_assert_num_queries(9):
        office.get(TEAM)


def test_the_list_shows_the_roles_of_the_day_and_who_has_none(office):
    past = assign(UserFactory(last_name="Ancien"), Role.DPO)
    past.starts_on, past.ends_on = today() - timedelta(days=9), today() - timedelta(days=2)
    past.save()
    assign(UserFactory(last_name="Double"), Role.HEALTH_ADVISER, "sante")
    content = office.get(TEAM).content.decode()
    assert "aucun rôle aujourd’hui" in content and "délégué" not in content
    assert "conseiller santé" in content


# --- A new account ---


def test_a_new_account_is_invited_by_mail_and_its_link_opens_the_door_once(office, client):
    response = office.post(CREATE, account(), follow=True)
    assert "Une invitation est partie à nour@ceis.example." in response.content.decode()
    (sent,) = mail.outbox
    assert sent.to == ["nour@ceis.example"] and "Nour" in sent.body
    link = re.search(r"http://testserver(\S+)", sent.body)[1]
    client.logout()
    form = client.get(link, follow=True)
    assert form.status_code == 200
    chosen = {"password1": "trois petits ponts verts", "password2": "trois petits ponts verts"}
    client.post(form.redirect_chain[-1][0], chosen)
    assert User.objects.get(email="nour@ceis.example").check_password("trois petits ponts verts")
    assert 'name="password1"' not in client.get(link, follow=True).content.decode()


@pytest.mark.parametrize("backend", ["console", "broken"])
def test_when_no_mail_leaves_the_link_is_shown(office, settings, backend):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{'console' if backend == 'console' else 'smtp'}.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    response = office.post(CREATE, account())
    assert response.status_code == 200
    assert "Remettez ce lien à Nour" in response.content.decode()
    assert "/compte/mot-de-passe/nouveau/" in response.content.decode()


def test_the_form_sent_twice_makes_one_account(office):
    data = account()
    first, second = office.post(CREATE, data), office.post(CREATE, data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert User.objects.filter(email="nour@ceis.example").count() == 1


@pytest.mark.parametrize(
    "changed, told",
    [
        ({"email": "AGENT@ceis.example"}, "Un compte existe déjà à cette adresse."),
        ({"email": "x"}, "adresse"),
        ({"first_name": ""}, "obligatoire"),
        ({"role": "queen"}, "choix"),
        ({"role": "social_worker"}, "choisissez laquelle"),
        ({"role": "reception", "platform": "1"}, "Les autres rôles valent pour tout le lieu"),
        ({"starts_on": "31/02/2026"}, "date"),
        ({"starts_on": "2026-03-01", "ends_on": "2026-02-01"}, "La fin du rôle vient après son début."),
        ({"id": "abc"}, ""),
        ({"first_name": "a" * 61}, "60"),
    ],
)
def test_a_bad_account_is_refused_with_words(office, changed, told):
    UserFactory(email="agent@ceis.example")
    response = office.post(CREATE, account(**changed))
    assert response.status_code == 200 and told in response.content.decode()
    assert not User.objects.filter(last_name="Benali").exists() and not mail.outbox


def test_what_was_typed_comes_back(office, administrator):
    from ceis import drafts

    drafts.keep(drafts.token(administrator, "account", "new"), FakePost(account(first_name="Aya")))
    assert 'value="Aya"' in office.get(CREATE).content.decode()
    office.post(CREATE, account())
    assert not administrator.drafts.exists()


class FakePost(dict):
    """A form as `QueryDict` gives it."""

    def lists(self):
        return [(name, [value]) for name, value in self.items()]


# --- One member ---


def test_a_role_is_given_then_ended(office):
    user = UserFactory()
    data = {"id": str(uuid.uuid4()), "role": "digital_mediator", "platform": "2", "starts_on": today().isoformat()}
    for _ in range(2):
        assert office.post(named("member", user), data).status_code == 302
    held = user.assignments.get()
    assert "Finir" in office.get(named("member", user)).content.decode()
    office.post(named("end_role", held), {"ends_on": today().isoformat()})
    held.refresh_from_db()
    assert held.ends_on == today()


def test_a_role_held_already_is_refused_on_the_form(office):
    user = UserFactory(role=Role.RECEPTION)
    data = {"id": str(uuid.uuid4()), "role": "reception", "platform": "", "starts_on": today().isoformat()}
    assert "tient déjà ce rôle" in office.post(named("member", user), data).content.decode()


@pytest.mark.parametrize("day", ["31/02/2026", "", "abc", "0000-00-00"])
def test_a_role_ends_on_a_real_day(office, day):
    held = assign(UserFactory(), Role.RECEPTION)
    assert office.post(named("end_role", held), {"ends_on": day}).status_code == 200
    held.refresh_from_db()
    assert held.ends_on is None


def test_closing_an_account_ends_its_session_with_its_next_request(office):
    from django.test import Client

    user, there = UserFactory(role=Role.RECEPTION), Client()
    there.force_login(user)
    assert there.get(reverse("account")).status_code == 200
    assert office.get(named("close", user)).status_code == 200
    office.post(named("close", user))
    assert there.get(reverse("account")).status_code == 302
    office.post(named("reopen", user))
    assert there.get(reverse("account")).status_code == 302, "the old session is not revived"
    assert not there.login(email=user.email, password=PASSWORD)


def test_the_rules_on_administrators_are_told(office, administrator):
    assert "son propre compte" in office.post(named("close", administrator)).content.decode()
    own = administrator.assignments.get()
    response = office.post(named("end_role", own), {"ends_on": today().isoformat()})
    assert "dernière personne" in response.content.decode()


def test_an_invitation_made_again_is_written_in_the_journal(office, administrator):
    user = UserFactory()
    office.post(named("invite", user))
    assert len(mail.outbox) == 1
    assert Entry.objects.filter(actor=administrator, object_id=str(user.pk)).count() == 1
    UserFactory.reset_sequence(900)
    assert office.post(named("invite", UserFactory(is_active=False))).status_code == 404


# --- Who may ---


@pytest.mark.parametrize("role", [role for role in Role if Permission.MANAGE_TEAM not in MATRIX[role]])
def test_the_other_roles_manage_no_team(client, role):
    user = UserFactory(role=role)
    client.force_login(user)
    for url in (TEAM, CREATE, named("member", user), named("close", user)):
        assert client.get(url).status_code == 403
    for name in ("invite", "reopen", "close"):
        assert client.post(named(name, user)).status_code == 403


def test_wrong_methods_and_strangers(office):
    user = UserFactory()
    assert office.post(TEAM).status_code == 405
    for name in ("invite", "reopen"):
        assert office.get(named(name, user)).status_code == 405
    for name in ("member", "close", "end_role"):
        assert office.get(reverse(f"accounts:{name}", args=[uuid.uuid4()])).status_code == 404

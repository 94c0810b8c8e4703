"""Coming in, going out, changing one's password: allauth's rules in the words of the house."""

import re

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.urls import NoReverseMatch, reverse

from ceis.access import Role
from tests.factories.ceis import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/compte/connexion/"
ENGLISH = re.compile(r">[^<]*\b(password|sign in|sign out|email address|your account|please)\b[^<]*<", re.I)


@pytest.fixture
def claire():
    return UserFactory(role=Role.SOCIAL_WORKER, email="claire@ceis.example", first_name="Claire")


def enter(client, email: str, password: str = PASSWORD, **fields: str):
    return client.post(LOGIN, {"login": email, "password": password} | fields)


def test_the_right_password_opens_the_house(client, claire):
    response = enter(client, "claire@ceis.example")
    assert response.status_code == 302 and response.url == reverse("home")
    assert get_user(client) == claire


def test_after_entering_one_is_where_one_was_going(client, claire):
    response = client.post(f"{LOGIN}?next=/interface/", {"login": claire.email, "password": PASSWORD})
    assert response.url == "/interface/"


def test_entering_never_leads_to_another_site(client, claire):
    response = client.post(f"{LOGIN}?next=https://ailleurs.example/", {"login": claire.email, "password": PASSWORD})
    assert response.url == reverse("home")


def test_a_wrong_password_says_what_to_try(client, claire):
    page = enter(client, claire.email, "faux").content.decode()
    assert "L’adresse ou le mot de passe n’est pas le bon" in page
    assert not get_user(client).is_authenticated


def test_an_unknown_address_gets_the_very_same_answer(client, claire):
    def spoken(response):
        page = response.content.decode()
        return re.sub(r'value="[^"]*"|X-CSRFToken": "\w+"', "", page)

    assert spoken(enter(client, claire.email, "faux")) == spoken(enter(client, "inconnue@ceis.example", "faux"))


def test_six_wrong_passwords_close_that_account_for_a_while_and_no_other(client, claire):
    colleague = UserFactory(role=Role.RECEPTION)
    for _ in range(5):
        assert "n’est pas le bon" in enter(client, claire.email, "faux").content.decode()
    assert "Trop d’essais manqués" in enter(client, claire.email, "faux").content.decode()
    assert "Trop d’essais manqués" in enter(client, claire.email).content.decode()
    assert enter(client, colleague.email).url == reverse("home")
    assert get_user(client) == colleague


def test_a_closed_account_is_told_so_once_the_password_is_right(client, claire):
    claire.is_active = False
    claire.save()
    response = client.post(LOGIN, {"login": claire.email, "password": PASSWORD}, follow=True)
    assert "Ce compte est fermé" in response.content.decode()
    assert "n’est pas le bon" in enter(client, claire.email, "faux").content.decode()


def test_leaving_is_a_post_and_brings_back_to_the_entrance(client, claire):
    client.force_login(claire)
    assert "Se déconnecter" in client.get(reverse("account_logout")).content.decode()
    assert get_user(client) == claire
    response = client.post(reverse("account_logout"), follow=True)
    assert not get_user(client).is_authenticated
    assert "La session est fermée" in response.content.decode()


def test_a_lost_password_comes_back_by_mail_once(client, claire):
    asked = client.post(reverse("account_reset_password"), {"email": claire.email}, follow=True)
    assert "Si un compte existe à cette adresse" in asked.content.decode()
    (message,) = mail.outbox
    assert message.subject == "CEIS : choisir un nouveau mot de passe" and message.to == [claire.email]
    link = re.search(r"http://testserver(\S+)", message.body)[1]
    form = client.get(link, follow=True)
    new = "quatre mots faciles à retenir"
    done = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True)
    assert "Le mot de passe est changé" in done.content.decode()
    assert enter(client, claire.email, new).url == reverse("home")
    client.logout()
    assert "Ce lien ne sert plus" in client.get(link, follow=True).content.decode()


def test_asking_for_an_unknown_address_says_the_same_and_sends_nothing(client):
    asked = client.post(reverse("account_reset_password"), {"email": "inconnue@ceis.example"}, follow=True)
    assert "Si un compte existe à cette adresse" in asked.content.decode()
    assert mail.outbox == []


def test_changing_ones_password(client, claire):
    client.force_login(claire)
    new = "un autre long mot de passe"
    wrong = {"oldpassword": "faux", "password1": new, "password2": new}
    page = client.post(reverse("account_change_password"), wrong).content.decode()
    assert "Ce n’est pas votre mot de passe actuel." in page
    response = client.post(reverse("account_change_password"), wrong | {"oldpassword": PASSWORD}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("account")
    assert "Le mot de passe est changé" in response.content.decode()
    assert get_user(client) == claire


def test_a_short_password_is_refused_in_french(client, claire):
    client.force_login(claire)
    data = {"oldpassword": PASSWORD, "password1": "court", "password2": "court"}
    assert "trop court" in client.post(reverse("account_change_password"), data).content.decode()


def test_switching_one_key_shortcuts_off_and_on(client, claire):
    client.force_login(claire)
    assert "data-single-keys" in client.get(reverse("account")).content.decode()
    page = client.post(reverse("single_keys"), {}, follow=True).content.decode()
    assert "Les raccourcis à une touche sont coupés." in page and "data-single-keys" not in page
    page = client.post(reverse("single_keys"), {"single_keys": "on"}, follow=True).content.decode()
    assert "sont actifs." in page and "data-single-keys" in page


@pytest.mark.parametrize(
    "name", ["account", "account_logout", "account_reauthenticate", "account_change_password", "account_reset_password"]
)
def test_no_page_speaks_english(client, claire, name):
    client.force_login(claire)
    page = client.get(reverse(name)).content.decode()
    assert ENGLISH.findall(page) == []


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_no_page_of_the_entrance_speaks_english(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 200 and ENGLISH.findall(response.content.decode()) == []


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_set_password", "account_confirm_email"])
def test_what_the_place_does_not_use_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("address", ["/compte/signup/", "/compte/email/", "/compte/inscription/"])
def test_nobody_signs_up_alone(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"login": "a" * 200_000, "password": "b" * 200_000},
        {"login": "pas une adresse", "password": "\x00"},
        {"login": "a@b.fr\x00", "password": "x"},
    ],
    ids=["empty", "200,000 characters", "no address", "NUL"],
)
def test_what_is_typed_wrong_is_refused_without_an_error(client, data):
    assert client.post(LOGIN, data).status_code == 200

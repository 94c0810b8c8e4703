"""The pages of the household, of relatives, of measures: they work, refuse in words, and lose nothing."""

from uuid import uuid4

import pytest
from django.urls import reverse

from beneficiaries.models import HouseholdMember, ProtectionMeasure, Relative
from ceis import drafts
from ceis.civil_time import today
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.family import lives_with, measure, near

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"beneficiaries:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def form(**typed):
    return {"id": str(uuid4()), "who": "Yanis", "relation": "child", **typed}


def test_a_first_name_and_a_year_are_enough(client, adviser, khadija):
    page = client.post(url("household", khadija), form(birth_year="2015"), follow=True)
    assert "Yanis" in page.text and f"{today().year - 2015}\u00a0ans" in page.text
    assert "Élève seul·e ses enfants" in page.text


def test_a_full_name_is_looked_for_and_asks_which_one(client, adviser, khadija):
    son = BeneficiaryFactory(first_name="Yanis", last_name="Benali", birth_year=2010)
    typed = form(who="benali yanis")
    page = client.post(url("household", khadija), typed)
    assert page.status_code == 422 and "Est-ce l’une de ces personnes" in page.text and str(son.pk) in page.text
    client.post(url("household", khadija), typed | {"person": str(son.pk)})
    assert HouseholdMember.objects.filter(beneficiary=son).count() == 1


def test_or_only_the_name_is_kept(client, adviser, khadija):
    BeneficiaryFactory(first_name="Yanis", last_name="Benali")
    client.post(url("household", khadija), form(who="Yanis Benali", person="aucune"))
    assert HouseholdMember.objects.filter(first_name="Yanis Benali", beneficiary=None).exists()


def test_pressed_twice_it_is_kept_once(client, adviser, khadija):
    typed = form()
    for _ in range(2):
        assert client.post(url("household", khadija), typed).status_code == 302
    assert HouseholdMember.objects.filter(first_name="Yanis").count() == 1


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"who": ""}, "Écrivez un prénom"),
        ({"relation": ""}, "Dites ce que cette personne est"),
        ({"relation": "roi"}, "roi"),
        ({"birth_year": "1850"}, "à partir de 1900"),
        ({"birth_year": "2099"}, "Cette année est dans l’avenir."),
        ({"birth_year": "deux mille"}, "entier"),
        ({"starts_on": "2026-02-31"}, "date valide"),
        ({"starts_on": "2099-01-01"}, "Ce jour est dans l’avenir."),
        ({"starts_on": "0001-01-01"}, "Ce jour est trop ancien."),
        ({"relation": "partner", "shared_custody": "on"}, "Seul un enfant"),
        ({"id": "abc"}, "Ajouter quelqu’un"),
        ({"who": "a" * 5000}, "80"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_typed_is_lost(client, adviser, khadija, typed, words):
    page = client.post(url("household", khadija), form(**typed))
    assert page.status_code == 422 and words in page.text.replace("&#x27;", "’")
    assert "Yanis" in page.text or typed.get("who") is not None
    assert not HouseholdMember.objects.exists()


def test_what_is_being_typed_is_kept_and_a_lost_session_too(client, adviser, khadija):
    page = client.get(url("household", khadija))
    token = page.context["form"]["draft"].value()
    client.logout()
    client.post(url("household", khadija), form(who="Inès", draft=token))
    client.force_login(adviser)
    assert 'value="Inès"' in client.get(url("household", khadija)).text
    client.post(url("household", khadija), form(who="Inès"))
    assert drafts.restore(adviser, "beneficiaries.household", khadija.pk) == {}


def test_what_the_person_says_is_asked_while_nobody_is_noted(client, adviser, khadija):
    client.post(url("household", khadija), {"asked": "1", "lives_alone": "oui", "single_parent": ""})
    khadija.refresh_from_db()
    assert (khadija.lives_alone, khadija.single_parent) == (True, None)
    assert "dit par la personne" in client.get(url("detail", khadija)).text
    assert client.post(url("household", khadija), {"asked": "1", "lives_alone": "bof"}).status_code == 422
    lives_with(khadija, first_name="Yanis", by=adviser)
    assert "Ce que la personne en dit" not in client.get(url("household", khadija)).text


def test_a_stay_ends_on_a_day_or_was_a_mistake(client, adviser, khadija):
    stay = lives_with(khadija, first_name="Yanis", by=adviser)
    page = url("member", khadija, stay)
    assert "En garde alternée" in client.get(page).text
    for day in ("", "2026-02-31", "2099-01-01", "0001-01-01"):
        assert client.post(page, {"act": "leave", "day": day}).status_code == 422
    assert client.post(page, {"act": "n'importe"}).status_code == 422
    client.post(page, {"act": "leave", "day": f"{today()}"})
    assert "A vécu ici" in client.get(url("household", khadija)).text
    client.post(page, {"act": "mistake"})
    assert "Yanis" not in client.get(url("household", khadija)).text


def test_relatives_are_added_called_and_ended(client, adviser, khadija):
    typed = {"id": str(uuid4()), "who": "Fatou", "relation": "neighbour", "phone": "06 12 34 56 79", "to_call": "on"}
    assert client.post(url("relatives", khadija), typed | {"phone": "06"}).status_code == 422
    client.post(url("relatives", khadija), typed)
    card = client.get(url("detail", khadija)).text
    assert "Fatou" in card and "à prévenir" in card and "tel:+33612345679" in card
    relative = Relative.objects.get()
    client.post(url("relative", khadija, relative), {"act": "leave", "day": f"{today()}"})
    assert "Fatou" not in client.get(url("relatives", khadija)).text


def test_a_measure_names_who_holds_it_and_covers_its_days_alone(client, adviser, khadija):
    sister = BeneficiaryFactory(first_name="Nadia", last_name="Benali")
    lives_with(khadija, "sibling", by=adviser, beneficiary=sister)
    typed = {"id": str(uuid4()), "kind": "habilitation", "holder": str(sister.pk), "starts_on": "2025-03-01"}
    page = url("measures", khadija)
    assert client.post(page, typed | {"holder_name": "X"}).status_code == 422
    assert client.post(page, typed | {"holder": ""}).status_code == 422
    assert client.post(page, typed | {"ends_on": "2025-01-01"}).status_code == 422
    assert client.post(page, typed).status_code == 302
    again = client.post(page, typed | {"id": str(uuid4()), "kind": "tutelle"})
    assert "Une autre mesure couvre déjà ces dates" in again.text
    noted = ProtectionMeasure.objects.get()
    client.post(url("measure", khadija, noted), {"act": "leave", "day": "2026-01-31"})
    noted.refresh_from_db()
    assert f"{noted.ends_on}" == "2026-01-31"


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_family(client, adviser, khadija, rows, django_assert_num_queries):
    for number in range(rows):
        lives_with(khadija, by=adviser, beneficiary=BeneficiaryFactory(birth_year=2012))
        near(khadija, by=adviser, person=BeneficiaryFactory())
        measure(khadija, "mineur", by=adviser, holder_name=f"Parent {number}")
    client.get(url("household", khadija))
    # session, user, the request's savepoint and its end, roles, person, draft, and what the page is about
    for name, count in (("household", 8), ("relatives", 8), ("measures", 9)):
        with django_assert_num_queries(count):
            client.get(url(name, khadija), headers={"HX-Request": "true"})

"""Obstacles on their page and on the record."""

from datetime import timedelta

import pytest
from django.urls import reverse

from beneficiaries.models import Obstacle, Situation
from ceis.civil_time import today
from tests.beneficiaries.views.test_situation import at, typed
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.platforms import platform, worker
from tests.factories.situations import Dimension, obstacle, obstacle_word, word

pytestmark = pytest.mark.django_db


@pytest.fixture
def claire(client):
    user = worker("emploi")
    client.force_login(user)
    return user


@pytest.fixture
def person():
    return BeneficiaryFactory()


def test_several_are_noted_at_once_and_the_same_form_twice_notes_them_once(client, claire, person):
    page = client.get(at("obstacles", person.pk))
    data = typed(page, terms=[obstacle_word(code).pk for code in ("mobility", "childcare")])
    for said in ("C’est noté.", "C’était déjà noté."):
        assert said in client.post(at("obstacles", person.pk), data, follow=True).text
    assert sorted(str(row) for row in Obstacle.objects.of_person(person)) == ["Garde d’enfants", "Mobilité"]


def test_it_is_lifted_from_the_record_in_one_press(client, claire, person):
    row = obstacle(by=claire, person=person)
    step = at("obstacle_step", person.pk, row.pk)
    assert client.post(step, {"state": "lifted"}).url == at("detail", person.pk)
    page = client.get(at("detail", person.pk)).text
    assert "Frein levé : Mobilité" in page
    assert client.post(step, {"state": "noticed", "retour": "freins"}).url == at("obstacles", person.pk)
    assert client.post(step, {"state": "withdrawn"}).status_code == 302
    assert client.post(step, {"state": "lifted"}).status_code == 404
    assert "Mobilité" not in client.get(at("detail", person.pk)).text


@pytest.mark.parametrize(
    "changes, told",
    [
        ({"terms": []}, "Choisissez au moins un frein."),
        ({"terms": ["abc"]}, "Ce frein n’est pas dans la liste."),
        ({"day": "31/02/2026"}, "Saisissez une date valide"),
        ({"day": "2999-01-01"}, "Un frein se note quand il a été vu."),
        ({"day": "1850-01-01"}, "Vérifiez l’année."),
    ],
)
def test_bad_input_is_told_in_french(client, claire, person, changes, told):
    good = typed(client.get(at("obstacles", person.pk)), terms=[obstacle_word("mobility").pk])
    page = client.post(at("obstacles", person.pk), good | changes)
    assert page.status_code == 422 and told in page.text


def test_bad_steps_are_told_and_change_nothing(client, claire, person):
    row = obstacle(by=claire, person=person)
    step = at("obstacle_step", person.pk, row.pk)
    assert "Dites ce qui a changé." in client.post(step, {"state": "x"}, follow=True).text
    assert "entre celui où il a été vu" in client.post(step, {"state": "lifted", "day": "2001-01-01"}, follow=True).text
    assert Obstacle.objects.get().lifted_on is None


def test_a_mediator_never_learns_of_violence_justice_or_health(client, person):
    """Neither on the record, nor in its history and filters, nor in a form, nor by an address or a message."""
    claire = worker("emploi")
    rows = [obstacle(code, by=claire, person=person) for code in ("violence", "justice", "health", "addiction")]
    client.force_login(worker("numerique"))
    record, page = client.get(at("detail", person.pk)).text, client.get(at("obstacles", person.pk)).text
    for said in ("iolence", "ustice", "Santé", "ddiction", "Un frein est noté", "genre=obstacle"):
        assert said not in record, said
    for row in rows:
        assert f'value="{row.term_id}"' not in page and row.term.label not in page
        assert client.post(at("obstacle_step", person.pk, row.pk), {"state": "lifted"}).status_code == 404
    data = typed(client.get(at("obstacles", person.pk)), terms=[rows[0].term_id])
    assert (
        client.post(at("obstacles", person.pk), data).context["form"].errors
        == client.post(at("obstacles", person.pk), data | {"terms": [987654]}).context["form"].errors
    )
    found = client.get(reverse("beneficiaries:list"), {"q": "violence"}).text
    assert "Personne de ce nom" in found


def test_the_record_tells_who_holds_a_reserved_one(client, claire, person):
    obstacle("money", by=worker("budget"), person=person, slug="budget")
    page = client.get(at("detail", person.pk)).text
    assert "Un frein est noté par la plateforme Budget" in page and "financières" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_keeps_to_its_budget(client, claire, person, django_assert_num_queries, rows):
    for code in ["mobility", "childcare", "money"][:rows]:
        obstacle(code, by=claire, person=person, day=today())
    with django_assert_num_queries(11):
        client.get(at("obstacles", person.pk))


def a_long_life(person, by, years: int) -> None:
    """One obstacle noticed and lifted, and one home, each month."""
    emploi, mobility, home = platform("emploi"), obstacle_word("mobility"), word(Dimension.HOUSING, "hotel")
    months = [today() - timedelta(days=30 * rank) for rank in range(1, 12 * years + 1)]
    fields = {"beneficiary": person, "platform": emploi, "recorded_by": by}
    Obstacle.objects.bulk_create(Obstacle(term=mobility, noticed_on=day, lifted_on=day, **fields) for day in months)
    rows = [
        Situation(term=home, dimension="housing", starts_on=day, ends_on=day + timedelta(days=29), **fields)
        for day in months
    ]
    for row in rows:
        row.find_slot()
    Situation.objects.bulk_create(rows)


@pytest.mark.parametrize("years", [0, 10])
def test_the_record_costs_the_same_after_ten_years(client, claire, person, django_assert_max_num_queries, years):
    a_long_life(person, claire, years)
    client.get(at("detail", person.pk))
    with django_assert_max_num_queries(35):
        page = client.get(at("detail", person.pk)).text
    if years:
        assert "Frein levé : Mobilité" in page and "Page 1 sur" in page
        assert page.count('class="obstacle"') <= 3, "the card shows the last ones, the history the others"
    with django_assert_max_num_queries(14):
        assert client.get(at("dimension", person.pk, "housing")).text.count('class="lived-line"') == 12 * years

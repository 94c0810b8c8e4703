"""The pages of what a person lives."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from beneficiaries.models import Situation
from ceis.access import Role
from ceis.civil_time import today
from ceis.models import Draft
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory, assign
from tests.factories.platforms import platform, worker
from tests.factories.situations import Dimension, say, word

pytestmark = pytest.mark.django_db
HOUSING, MOBILITY, BENEFITS = Dimension.HOUSING, Dimension.MOBILITY, Dimension.BENEFITS


@pytest.fixture
def claire(client):
    user = worker("emploi")
    client.force_login(user)
    return user


@pytest.fixture
def person():
    return BeneficiaryFactory()


def at(name: str, *args) -> str:
    return reverse(f"beneficiaries:{name}", args=args)


def typed(page, **changes) -> dict:
    """What the form of ``page`` would send, with some fields changed."""
    form, data = page.context["form"], {}
    for name in form.fields:
        value = form[name].value()
        data[name] = "" if value is None else value
    return data | {name.replace("_", "-"): value for name, value in changes.items()}


def pk(dimension, code) -> str:
    return str(word(dimension, code).pk)


def test_only_what_is_touched_is_written(client, claire, person):
    say(HOUSING, "street", by=claire, person=person)
    page = client.get(at("situation", person.pk))
    data = typed(page, mobility=[pk(MOBILITY, "bike"), pk(MOBILITY, "public")])
    data[f"benefits-montant-{pk(BENEFITS, 'rsa')}"] = "607,75"
    answer = client.post(at("situation", person.pk), data)
    assert answer.status_code == 302
    rows = Situation.objects.of_person(person).for_list()
    assert sorted(row.said for row in rows) == [
        "RSA, 607,75\xa0€ par mois",
        "transports en commun",
        "vélo, trottinette",
        "à la rue",
    ]
    assert {row.version for row in rows} == {1}
    client.post(at("situation", person.pk), data)
    assert Situation.objects.of_person(person).count() == 4, "sent twice"


def test_saving_what_one_finds_changes_nothing(client, claire, person):
    say(BENEFITS, "rsa", by=claire, person=person, amounts={"rsa": 607})
    data = typed(client.get(at("situation", person.pk)))
    answer = client.post(at("situation", person.pk), data, follow=True)
    assert "Rien n’a changé." in answer.text
    assert Situation.objects.get().version == 1


def test_the_second_sees_both_versions_and_chooses(client, claire, person):
    data = typed(client.get(at("situation", person.pk)), housing=pk(HOUSING, "hotel"), mobility=[pk(MOBILITY, "bike")])
    say(HOUSING, "social", by=worker("numerique"), person=person, slug="numerique")
    page = client.post(at("situation", person.pk), data)
    assert page.status_code == 409
    assert "Noté entre-temps." in page.text and "locataire, parc social" in page.text
    assert [row.said for row in Situation.objects.of_person(person)] == ["locataire, parc social"], "all or nothing"
    again = client.post(at("situation", person.pk), typed(page))
    assert again.status_code == 302
    assert sorted(row.said for row in Situation.objects.of_person(person).on()) == ["hôtel", "vélo, trottinette"]


def test_what_another_wrote_elsewhere_is_no_conflict(client, claire, person):
    data = typed(client.get(at("situation", person.pk)), housing=pk(HOUSING, "hotel"))
    say(MOBILITY, "bike", by=worker("numerique"), person=person, slug="numerique")
    assert client.post(at("situation", person.pk), data).status_code == 302
    assert sorted(row.said for row in Situation.objects.of_person(person).on()) == ["hôtel", "vélo, trottinette"]


@pytest.mark.parametrize(
    "changes, told",
    [
        ({"housing": "abc"}, "Cette valeur n’est pas dans la liste."),
        ({"housing_depuis": "31/02/2026"}, "Saisissez une date valide"),
        ({"housing_depuis": "1850-01-01"}, "Vérifiez l’année."),
        ({"housing_depuis": str(today() + timedelta(days=3))}, "choisissez un jour passé"),
        ({"housing_depuis": "2026-01-01"}, "Choisissez ce qui est vrai depuis ce jour."),
        ({"source": "import"}, "Sélectionnez un choix valide"),
        ({"platform": "4"}, "Vous n’êtes plus sur cette plateforme"),
    ],
)
def test_bad_input_is_told_in_french_at_its_field(client, claire, person, changes, told):
    page = client.post(at("situation", person.pk), typed(client.get(at("situation", person.pk)), **changes))
    assert page.status_code == 422 and told in page.text
    assert not Situation.objects.exists()


def test_none_goes_with_nothing_else(client, claire, person):
    both = [pk(MOBILITY, "none"), pk(MOBILITY, "bike")]
    page = client.post(at("situation", person.pk), typed(client.get(at("situation", person.pk)), mobility=both))
    assert "Choisissez « aucun » seul" in page.text


def test_a_mediator_is_offered_no_word_of_health_or_justice(client, person):
    client.force_login(worker("numerique"))
    page = client.get(at("situation", person.pk)).text
    for said in ("AAH", "ALD", "RQTH", "invalidité", "détention", "arrêt maladie", "handicap"):
        assert said.lower() not in page.lower(), said
    assert client.get(at("dimension", person.pk, "disability")).status_code == 404
    data = typed(client.get(at("situation", person.pk)), employment=pk(Dimension.EMPLOYMENT, "sick_leave"))
    refused = client.post(at("situation", person.pk), data)
    unknown = client.post(at("situation", person.pk), data | {"employment": "987654"})
    assert "Cette valeur n’est pas dans la liste." in refused.text
    hide = [pk(Dimension.EMPLOYMENT, "sick_leave"), "987654"]
    assert refused.status_code == unknown.status_code == 422
    assert not [value for value in hide if f'value="{value}"' in refused.text + unknown.text]


def test_a_draft_comes_back(client, claire, person):
    page = client.get(at("situation", person.pk))
    data = typed(page, housing=pk(HOUSING, "hotel"))
    client.post(reverse("keep_draft"), data)
    again = client.get(at("situation", person.pk))
    assert again.context["form"]["housing"].value() == pk(HOUSING, "hotel")
    client.post(at("situation", person.pk), typed(again))
    assert not Draft.objects.exists() and Situation.objects.get().said == "hôtel"


def test_one_dimension_changes_and_shows_its_history(client, claire, person):
    say(HOUSING, "street", by=claire, person=person)
    url = at("dimension", person.pk, "housing")
    answer = client.post(url, typed(client.get(url), housing=pk(HOUSING, "third_party"), housing_depuis="2025-03-01"))
    assert answer.status_code == 302
    page = client.get(url).text
    assert "Hébergé chez un tiers" in page and "Depuis le\xa01er\xa0mars\xa02025" in page
    assert "À la rue" in page and "Jusqu’au\xa028\xa0février\xa02025" in page
    record = client.get(at("detail", person.pk)).text
    assert "Hébergé chez un tiers" in record and "À la rue" not in record


def test_a_past_value_is_written_with_both_dates(client, claire, person):
    say(HOUSING, "social", by=claire, person=person, start=today() - timedelta(days=100))
    url = at("dimension", person.pk, "housing")
    data = typed(client.get(url), housing=pk(HOUSING, "street"), housing_depuis="2020-01-01", housing_fin="2020-12-31")
    assert client.post(url, data).status_code == 302
    assert [row.said for row in Situation.objects.on(today().replace(year=2020, day=1))] == ["à la rue"]


def test_a_mistake_is_put_right_and_tells_what_it_said(client, claire, person):
    (row,) = say(HOUSING, "street", by=claire, person=person)
    url = at("correct_situation", person.pk, row.pk)
    answer = client.post(url, typed(client.get(url), value=pk(HOUSING, "hotel")), follow=True)
    assert "Hôtel" in answer.text and "Avant\xa0: à la rue (corrigé le" in answer.text.replace("&nbsp;", "\xa0")


def test_two_corrections_at_once_show_both(client, claire, person):
    (row,) = say(HOUSING, "street", by=claire, person=person)
    url = at("correct_situation", person.pk, row.pk)
    mine, theirs = (
        typed(client.get(url), value=pk(HOUSING, "hotel")),
        typed(client.get(url), value=pk(HOUSING, "social")),
    )
    client.post(url, theirs)
    page = client.post(url, mine)
    assert page.status_code == 409 and "Changé entre-temps." in page.text and "locataire, parc social" in page.text
    assert client.post(url, typed(page)).status_code == 302
    row.refresh_from_db()
    assert row.said == "hôtel"


def test_it_is_not_true_any_more_or_never_was(client, claire, person):
    _, bike = say(MOBILITY, "bike", "public", by=claire, person=person)
    end = at("end_situation", person.pk, bike.pk)
    assert "Dites jusqu’à quel jour." in client.post(end, {"version": 1}, follow=True).text
    assert "C’est noté." in client.post(end, {"version": 1, "last": "2026-01-31"}, follow=True).text
    gone = client.post(end, {"version": 2, "last": "2026-01-31", "jamais": "1"}, follow=True)
    assert "Cette ligne est retirée." in gone.text
    assert client.post(end, {"version": 3, "last": "2026-01-31"}).status_code == 404
    assert [row.said for row in Situation.objects.standing()] == ["transports en commun"]


def test_who_works_on_two_platforms_says_for_which_one(client, person):
    user = worker("emploi")
    assign(user, Role.BUDGET_ADVISER, "budget")
    client.force_login(user)
    page = client.get(at("situation", person.pk))
    assert "Au nom de la plateforme" in page.text
    budget = str(platform("budget").pk)
    client.post(at("situation", person.pk), typed(page, housing=pk(HOUSING, "hotel"), platform=budget))
    assert Situation.objects.get().platform.slug == "budget"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_keep_to_their_budget(client, claire, person, django_assert_num_queries, rows):
    for code in ["bike", "public", "licence"][:rows]:
        say(MOBILITY, code, by=claire, person=BeneficiaryFactory())
    say(MOBILITY, *["bike", "public", "licence"][:rows], by=claire, person=person)
    say(HOUSING, "street", by=claire, person=person)
    for start in range(rows):
        say(
            HOUSING,
            ["hotel", "social", "owner"][start],
            by=claire,
            person=person,
            start=today() - timedelta(days=90 - start),
        )
    # session, user, the request's savepoint and its end, roles, person, rows, platforms, words, draft,
    # and of one dimension its rows, its mistakes, and the rows that have some
    for name, args, budget in (("situation", [], 11), ("dimension", ["mobility"], 13), ("dimension", ["housing"], 14)):
        with django_assert_num_queries(budget):
            client.get(at(name, person.pk, *args))


@pytest.mark.parametrize("name, args", [("situation", []), ("dimension", ["housing"]), ("obstacles", [])])
def test_doors(client, person, name, args):
    url = at(name, person.pk, *args)
    for role, status in ((Role.RECEPTION, 403), (Role.MANAGER, 403), (Role.SOCIAL_WORKER, 200)):
        client.force_login(UserFactory(role=role))
        assert client.get(url).status_code == status
    assert client.get(at(name, uuid.uuid4(), *args)).status_code == 404
    assert client.put(url).status_code == 405

"""The pages of the lists of the place."""

from datetime import timedelta

import pytest
from django.urls import reverse

from beneficiaries.terms import OBSTACLE
from ceis.access import Role
from ceis.civil_time import today
from ceis.terms.models import Lowering, Term
from tests.factories.ceis import UserFactory
from tests.factories.situations import obstacle, obstacle_word

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    user = UserFactory(role=Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def at(name: str, *args) -> str:
    return reverse(f"terms:{name}", args=args)


def test_every_list_is_there_with_its_name(client, keeper):
    Term.objects.create(list="kitchen_garden", code="tomato", label="Tomates")
    page = client.get(at("lists")).text
    assert "Freins" in page and "Motifs de venue" in page and "Kitchen garden" in page


def test_the_lists_say_nothing_of_how_often_a_word_is_used(client, keeper):
    """A number beside « violences » would say that somebody lives them."""
    pages = [client.get(at("lists")).text, client.get(at("list", OBSTACLE)).text]
    pages += [client.get(at("term", obstacle_word("violence").pk)).text]
    obstacle("violence")
    after = [client.get(at("lists")).text, client.get(at("list", OBSTACLE)).text]
    after += [client.get(at("term", obstacle_word("violence").pk)).text]
    for before, now in zip(pages, after, strict=True):
        assert without_token(before) == without_token(now)


def without_token(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf" not in line.lower())


def test_a_word_is_added(client, keeper):
    answer = client.post(at("list", OBSTACLE), {"label": "Punaises", "sensitivity": "reserved"}, follow=True)
    assert "« Punaises » est dans la liste." in answer.text
    twice = client.post(at("list", OBSTACLE), {"label": "punaises", "sensitivity": "reserved"})
    assert twice.status_code == 422 and "déjà dans la liste" in twice.text


def test_renaming_asks_that_the_meaning_stays(client, keeper):
    word = obstacle_word("mobility")
    refused = client.post(at("term", word.pk), {"geste": "renommer", "label": "Se déplacer"})
    assert refused.status_code == 422 and "fermez ce mot et ajoutez-en un" in refused.text
    assert "Se déplacer" in refused.text, "nothing typed is lost"
    client.post(at("term", word.pk), {"geste": "renommer", "label": "Se déplacer", "same_meaning": "on"})
    assert obstacle_word("mobility").label == "Se déplacer"


def test_a_word_is_closed_and_opened_again(client, keeper):
    word = obstacle_word("mobility")
    client.post(at("term", word.pk), {"geste": "fermer", "from_day": str(today())})
    assert "fermé" in client.get(at("list", OBSTACLE)).text
    assert client.post(at("term", word.pk), {"geste": "rouvrir"}).status_code == 302
    assert word in Term.objects.of(OBSTACLE)
    for day, told in (
        ("2001-01-01", "Vérifiez l’année."),
        ("2017-01-01", "après le jour"),
        ("31/02/2026", "date valide"),
    ):
        refused = client.post(at("term", word.pk), {"geste": "fermer", "from_day": day})
        assert refused.status_code == 422 and told in refused.text


def test_lowering_asks_why_and_the_dpo_reads_it(client, keeper):
    word = obstacle_word("violence")
    refused = client.post(at("term", word.pk), {"geste": "lecteurs", "sensitivity": "ordinary"})
    assert refused.status_code == 422 and "Dites pourquoi" in refused.text
    lower = {"geste": "lecteurs", "sensitivity": "reserved", "reason": "convention"}
    client.post(at("term", word.pk), lower)
    client.post(at("term", word.pk), {"geste": "lecteurs", "sensitivity": "secret"})
    assert Lowering.objects.count() == 1, "raising leaves no line"
    assert client.get(at("lowerings")).status_code == 403
    client.force_login(UserFactory(role=Role.DPO))
    page = " ".join(client.get(at("lowerings")).text.split())
    assert "Violences" in page and "convention" in page and "secret → réservé" in page and "moins de 5" in page


def test_words_move(client, keeper):
    second = Term.objects.of_list(OBSTACLE).order_by("position")[1]
    client.post(at("move", second.pk), {"monter": "1"})
    assert Term.objects.of_list(OBSTACLE).order_by("position")[0] == second
    client.post(at("move", second.pk), {"descendre": "1"})
    assert Term.objects.of_list(OBSTACLE).order_by("position")[1] == second


def test_unknown_gestures_and_lists(client, keeper):
    assert client.post(at("term", obstacle_word("mobility").pk), {"geste": "x"}).status_code == 422
    assert client.get(at("list", "aucune")).status_code == 404
    assert client.get(at("move", obstacle_word("mobility").pk)).status_code == 405


@pytest.mark.parametrize("words", [1, 3])
def test_the_pages_keep_to_their_budget(client, keeper, django_assert_num_queries, words):
    for number in range(words):
        Term.objects.create(
            list="essai", code=f"c{number}", label=f"Mot {number}", valid_to=today() - timedelta(days=9), platform_id=1
        )
    for name, args, budget in (("lists", [], 7), ("list", ["essai"], 7)):
        with django_assert_num_queries(budget):
            client.get(at(name, *args))

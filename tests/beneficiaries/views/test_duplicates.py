"""Reporting two files, examining them, making them one, taking it back: pages."""

import uuid

import pytest
from django.urls import reverse

from beneficiaries.duplicates.pairs import propose_pair
from beneficiaries.models import Beneficiary, DuplicatePair, Merge
from ceis.access import Role
from tests.beneficiaries.duplicates.made import merge, merger, two
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.platforms import interview, worker
from tests.factories.reception import visit
from tests.factories.workshops import registered, session

pytestmark = pytest.mark.django_db
LIST = reverse("beneficiaries:duplicates")


@pytest.fixture
def pair(adviser) -> DuplicatePair:
    return propose_pair(by=UserFactory(role=Role.RECEPTION, first_name="Yacine"), one=two()[0], other=two()[1])


def page_of(pair: DuplicatePair) -> str:
    return reverse("beneficiaries:compare", args=[pair.pk])


def sent(pair: DuplicatePair, **said) -> dict:
    both = {"id": str(uuid.uuid4()), "kept": "left"}
    lines = dict.fromkeys(("last_name", "first_name", "birth", "phone", "email", "address", "sex"), "left")
    return both | lines | said


# --- Reporting ---


def test_the_desk_reports_and_does_not_merge(client, agent):
    person, other = two()
    page = client.get(reverse("beneficiaries:same_person", args=[person.pk]))
    assert "Kadija Benali" in page.text
    answer = client.post(reverse("beneficiaries:same_person", args=[person.pk]), {"autre": str(other.pk)}, follow=True)
    assert "c’est signalé" in answer.text
    assert DuplicatePair.objects.get().proposed_by == agent
    assert client.get(page_of(DuplicatePair.objects.get())).status_code == 403
    assert client.get(LIST).status_code == 403


def test_a_worker_who_reports_compares_at_once(client, adviser):
    person, other = two()
    answer = client.post(reverse("beneficiaries:same_person", args=[person.pk]), {"autre": str(other.pk)})
    assert answer.url == page_of(DuplicatePair.objects.get())


def test_the_other_file_is_looked_for(client, agent):
    person, other = BeneficiaryFactory(last_name="Martin"), BeneficiaryFactory(last_name="Zerrouki")
    page = client.get(reverse("beneficiaries:same_person", args=[person.pk]), {"q": "zerouki"})
    assert other.last_name in page.text and str(other.pk) in page.text


@pytest.mark.parametrize("typed", ["", "pas-un-numero", str(uuid.UUID(int=7)), "\x00"])
def test_a_file_that_does_not_exist_is_not_found(client, agent, khadija, typed):
    assert client.post(reverse("beneficiaries:same_person", args=[khadija.pk]), {"autre": typed}).status_code == 404


def test_itself_is_refused_in_words(client, agent, khadija):
    answer = client.post(
        reverse("beneficiaries:same_person", args=[khadija.pk]), {"autre": str(khadija.pk)}, follow=True
    )
    assert "déjà ce dossier" in answer.text and not DuplicatePair.objects.exists()


# --- Examining ---


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_pair_and_three(client, adviser, rows, django_assert_num_queries):
    for _ in range(rows):
        one, other = two()
        propose_pair(by=UserFactory(role=Role.RECEPTION), one=one, other=other)
    # Seven that every page of the house costs; the page's own are the count and the pairs.
    with django_assert_num_queries(9):
        assert client.get(LIST).text.count('class="pair"') == rows


def test_the_likeliest_comes_first_after_those_reported(client, adviser):
    rows = [(10.0, None), (30.0, None), (5.0, adviser)]
    made = [
        DuplicatePair.objects.create(
            **dict(zip(("left", "right"), sorted(two(), key=lambda p: p.pk), strict=True)), score=score, proposed_by=by
        )
        for score, by in rows
    ]
    assert list(DuplicatePair.objects.visible_to(adviser).best_first()) == [made[2], made[1], made[0]]


def test_nothing_to_examine_says_what_will_come(client, adviser):
    assert "Chaque nuit" in client.get(LIST).text


def test_the_list_of_people_counts_what_waits(client, pair):
    page = client.get(reverse("beneficiaries:list"))
    assert "Doublons possibles" in page.text
    client.force_login(UserFactory(role=Role.RECEPTION))
    assert "Doublons possibles" not in client.get(reverse("beneficiaries:list")).text


def test_set_aside_it_leaves_the_list(client, pair):
    answer = client.post(reverse("beneficiaries:set_aside", args=[pair.pk]), follow=True)
    assert "ce sont deux personnes" in answer.text and "Aucun doublon" in answer.text
    pair.refresh_from_db()
    assert pair.state == DuplicatePair.State.SET_ASIDE


# --- Merging ---


def test_side_by_side_what_differs_is_a_choice_and_the_rest_is_folded(client, pair):
    page = client.get(page_of(pair)).text
    assert "Khadija" in page and "Kadija" in page and 'name="first_name"' in page and 'name="birth"' not in page


def test_merging_leads_to_the_file_that_goes_on(client, pair):
    answer = client.post(page_of(pair), sent(pair, kept="right", first_name="left"), follow=True)
    assert "n’en font plus qu’un" in answer.text
    survivor = Beneficiary.objects.get(pk=pair.right_id)
    assert survivor.first_name == pair.left.first_name
    assert Beneficiary.objects.get(pk=pair.left_id).merged_into == survivor


def test_sent_twice_it_is_one_merge(client, pair):
    data = sent(pair)
    first, again = client.post(page_of(pair), data), client.post(page_of(pair), data)
    assert first.url == again.url and Merge.objects.count() == 1


def test_a_missing_choice_is_asked_for_and_nothing_is_merged(client, pair):
    answer = client.post(page_of(pair), {"id": str(uuid.uuid4()), "kept": "up"})
    assert answer.status_code == 422 and "invalid-feedback" in answer.text and not Merge.objects.exists()


def test_a_protected_contact_is_neither_shown_nor_chosen(client, pair):
    Beneficiary.objects.filter(pk=pair.left_id).update(protected_contact=True, phone="+33699999999")
    page = client.get(page_of(pair)).text
    assert "06 99 99 99 99" not in page.replace("\xa0", " ") and 'name="phone"' not in page
    assert "coordonnées sont protégées" in page
    client.post(page_of(pair), sent(pair, kept="right", phone="right"))
    survivor = Beneficiary.objects.get(pk=pair.right_id)
    assert (survivor.phone, survivor.protected_contact) == ("+33699999999", True)


def test_the_old_address_leads_to_the_file_that_goes_on(client, agent):
    a, b = two()
    c = BeneficiaryFactory()
    merge(a, b)
    merge(c, a)
    for old in (a, b):
        answer = client.get(reverse("beneficiaries:detail", args=[old.pk]))
        assert answer.url == reverse("beneficiaries:detail", args=[c.pk])


def test_the_file_says_what_was_merged_into_it(client, adviser):
    a, b = two()
    merge(a, b)
    page = client.get(reverse("beneficiaries:detail", args=[a.pk])).text
    assert f"Le dossier {b.file_number} a été réuni" in page and "voir ou défaire" in page


# --- Undoing ---


def test_undoing_leads_to_the_restored_file(client, adviser):
    a, b = two()
    done = merge(a, b)
    later = visit(person=a)
    page = reverse("beneficiaries:merged", args=[done.pk])
    assert f"va-{later.pk}" in client.get(page).text
    answer = client.post(page, {"va": [str(later.pk), "n’importe quoi"]}, follow=True)
    assert "la fusion est défaite" in answer.text
    later.refresh_from_db()
    assert later.beneficiary == b
    assert "défaite le" in client.get(page).text


def test_the_page_of_a_merge_tells_nothing_secret(client, adviser):
    a, b = two()
    secret = session(slug="sante", title="Groupe secret")
    registered(secret, a), registered(secret, b)
    interview(by=worker("sante"), person=b, slug="sante")
    done = merge(a, b, by=merger())
    interview(by=worker("sante"), person=a, slug="sante")
    page = client.get(reverse("beneficiaries:merged", args=[done.pk])).text
    assert "Doublons</h2>" not in page and "à qui cela revient-il" not in page
    nothing = merge(*two(), by=done.merged_by)
    assert client.get(reverse("beneficiaries:merged", args=[nothing.pk])).text.count("<p") == page.count("<p")


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.VOLUNTEER, Role.MANAGER, Role.DPO, Role.ADMINISTRATOR])
def test_whoever_may_not_merge_is_refused(client, role):
    done = merge(*two())
    client.force_login(UserFactory(role=role))
    for url in (LIST, reverse("beneficiaries:merged", args=[done.pk])):
        assert client.get(url).status_code == 403

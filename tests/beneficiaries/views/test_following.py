"""The pages of who follows someone, of the protection of their contact, of what they were told."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from beneficiaries.actions import note_encounter
from beneficiaries.following import name_referent, protect_contact
from beneficiaries.models import Beneficiary, Information, Referent
from ceis.access import Role
from ceis.civil_time import today
from ceis.models import Draft, Platform
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.platforms import appointment

pytestmark = pytest.mark.django_db


def page_of(name, person, *more):
    return reverse(f"beneficiaries:{name}", args=[person.pk, *more])


def follow(person, user, slug="emploi"):
    emploi = Platform.objects.get(slug=slug)
    return name_referent(by=user, id=uuid4(), beneficiary=person, platform=emploi, user=user, starts_on=today())


def typed(named, **changes):
    emploi = Platform.objects.get(slug="emploi").pk
    return {"id": str(uuid4()), "platform": emploi, "user": named.pk, "starts_on": str(today())} | changes


class TestReferents:
    def test_one_press_on_the_record_is_enough(self, client, adviser, khadija):
        record = client.get(page_of("detail", khadija)).text
        assert "Pas encore de référent" in record and "Devenir référent·e" in record
        assert client.post(page_of("referents", khadija), typed(adviser)).status_code == 302
        record = client.get(page_of("detail", khadija)).text
        assert "Devenir référent·e" not in record and str(adviser) in record

    def test_the_desk_reads_who_to_ask_and_changes_nothing(self, client, agent, khadija):
        follow(khadija, UserFactory(role=Role.SOCIAL_WORKER, first_name="Oriane"))
        record = client.get(page_of("detail", khadija)).text
        assert "Oriane" in record and "Devenir" not in record
        assert client.get(page_of("referents", khadija)).status_code == 403

    def test_of_a_secret_platform_the_referent_exists_for_its_team_alone(self, client, adviser, khadija):
        nurse = UserFactory(role=Role.HEALTH_ADVISER, platform="sante", last_name="Kerouredan")
        referent = follow(khadija, nurse, "sante")
        for name in ("detail", "referents", "protection"):
            assert "Kerouredan" not in client.get(page_of(name, khadija)).text
        assert client.get(page_of("referent", khadija, referent.pk)).status_code == 404
        client.force_login(UserFactory(role=Role.HEALTH_ADVISER, platform="sante"))
        assert "Kerouredan" in client.get(page_of("detail", khadija)).text

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"user": ""}, "Choisissez qui suit"), ({"user": str(uuid4())}, "ne suit pas de personnes"),
            ({"starts_on": "31/02/2026"}, "n’existe pas"), ({"starts_on": "0001-01-01"}, "depuis 2000"),
            ({"starts_on": "9999-01-01"}, "dans un an"), ({"id": "\x00"}, ""), ({"platform": "99"}, ""),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_said(self, client, adviser, khadija, changes, said):
        answer = client.post(page_of("referents", khadija), typed(adviser, **changes))
        assert answer.status_code == 422 and said in answer.text and not Referent.objects.exists()

    def test_it_ends_or_it_was_a_mistake(self, client, adviser, khadija):
        referent = follow(khadija, adviser)
        url = page_of("referent", khadija, referent.pk)
        assert client.post(url, {"last_day": "31/02/2026"}).status_code == 422
        assert client.post(url, {"last_day": str(today() - timedelta(days=1))}).status_code == 422
        assert client.post(url, {"last_day": str(today())}).status_code == 302
        assert client.post(url, {"erreur": "1"}).status_code == 302
        assert client.get(url).status_code == 404 and client.delete(url).status_code == 405

    @pytest.mark.parametrize("rows", [1, 3])
    def test_my_people_cost_the_same_however_many(self, client, adviser, rows, django_assert_num_queries):
        for person in BeneficiaryFactory.create_batch(rows, last_name="Benali"):
            follow(person, adviser)
            note_encounter(source=uuid4(), kind="visit", day=today(), at=time(9), beneficiary=person)
        first = Beneficiary.objects.order_by("sort_name")[0]
        appointment(of=adviser, person=first)
        BeneficiaryFactory(last_name="Autre")
        client.get(reverse("beneficiaries:followed"))
        # session, user, the request's savepoint and its end, roles, how many, people, appointments, their workers and
        # people, encounters, the two counts of the menu
        with django_assert_num_queries(13):
            page = client.get(reverse("beneficiaries:followed")).text
        assert page.count("Benali</a>") == rows and "Autre" not in page
        assert page.count("rendez-vous le") == 1 and page.count("vue le") == rows


class TestProtection:
    def test_it_says_what_will_happen_then_does_it(self, client, adviser, khadija):
        url = page_of("protection", khadija)
        assert "vous devenez son référent" in client.get(url).text
        assert client.post(url).status_code == 302
        record = client.get(page_of("detail", khadija)).text
        assert "Coordonnées protégées" in record and "06\u00a012" in record

    def test_who_will_not_see_it_any_more_is_warned(self, client, adviser, khadija):
        claire = UserFactory(role=Role.SOCIAL_WORKER, first_name="Oriane")
        follow(khadija, claire)
        page = client.get(page_of("protection", khadija)).text
        assert "Vous ne verrez plus ses coordonnées" in page and "Oriane" in page

    def test_it_is_lifted_with_a_reason_by_those_who_may(self, client, adviser, khadija):
        url = page_of("protection", khadija)
        client.post(url)
        assert client.post(url, {"lever": "1", "reason": ""}).status_code == 422
        client.force_login(UserFactory(role=Role.SOCIAL_WORKER))
        page = client.get(url).text
        assert 'name="reason"' not in page and "demandez à" in page
        assert client.post(url, {"lever": "1", "reason": "Parce que."}).status_code == 422
        assert Beneficiary.objects.get().protected_contact
        client.force_login(adviser)
        assert client.post(url, {"lever": "1", "reason": "Elle a déménagé."}).status_code == 302
        assert not Beneficiary.objects.get().protected_contact
        assert "Elle a déménagé." in client.get(url).text

    def test_whoever_was_typing_is_told_that_nothing_was_kept(self, client, agent, khadija):
        protect_contact(by=UserFactory(role=Role.SOCIAL_WORKER), beneficiary=khadija)
        form = {"last_name": "Ben Ali", "first_name": "Khadija", "version": 1, "phone": "0700000000"}
        page = client.post(page_of("identity", khadija), form, follow=True).text
        assert "protégées pendant votre saisie" in page and "0700000000" not in page
        kept = Beneficiary.objects.get()
        assert (kept.last_name, kept.phone) == ("Ben Ali", "+33612345678")

    def test_a_draft_does_not_show_what_was_hidden_since(self, client, agent, khadija):
        Draft.objects.create(
            user=agent, form="beneficiaries.identity", about=str(khadija.pk), data={"phone": ["0611111111"]}
        )
        protect_contact(by=UserFactory(role=Role.SOCIAL_WORKER), beneficiary=khadija)
        assert "0611111111" not in client.get(page_of("identity", khadija)).text


class TestInformation:
    def test_a_new_person_was_shown_the_notice_without_one_more_key(self, client, agent):
        form = {"id": str(uuid4()), "last_name": "Benali", "first_name": "Khadija"}
        client.post(reverse("beneficiaries:create"), form)
        person = Beneficiary.objects.get()
        told = Information.objects.get()
        assert (told.beneficiary, told.kind, told.means, told.recorded_by) == (person, "told", "shown", agent)
        assert told.version and told.day == today()
        assert "Notice montrée" in client.get(page_of("detail", person)).text

    @pytest.mark.parametrize(("act", "kind"), [("handed", "told"), ("read_aloud", "told"), ("reachable", "reachable")])
    def test_what_is_done_is_noted_once(self, client, agent, khadija, act, kind):
        form = {"id": str(uuid4()), "act": act}
        for _ in range(2):
            assert client.post(page_of("information", khadija), form).status_code == 302
        line = Information.objects.get(pk=form["id"])
        assert line.kind == kind and (line.means == act) == (kind == "told")

    def test_an_objection_has_its_words_and_the_desk_does_not_read_those_of_others(self, client, adviser, khadija):
        url = page_of("information", khadija)
        assert "Écrivez à quoi" in client.post(url, {"id": str(uuid4()), "act": "objection"}).text
        client.post(url, {"id": str(uuid4()), "act": "objection", "words": "Rien à mon ancien employeur."})
        assert "ancien employeur" in client.get(page_of("detail", khadija)).text
        client.force_login(UserFactory(role=Role.RECEPTION))
        page = client.get(page_of("detail", khadija)).text
        assert "Opposition" in page and "ancien employeur" not in page

    @pytest.mark.parametrize("changes", [{"act": "x"}, {"id": "x"}, {"act": "objection", "words": "x" * 200_000}])
    def test_what_cannot_be_is_said(self, client, agent, khadija, changes):
        form = {"id": str(uuid4()), "act": "handed"} | changes
        assert client.post(page_of("information", khadija), form).status_code == 422
        assert Information.objects.count() == 1

    def test_the_notice_names_the_place_and_nobody_when_it_is_blank(self, client, agent, khadija, settings):
        settings.PLACE_NAME = "Maison des Arceaux"
        blank = client.get(reverse("beneficiaries:notice")).text
        assert "Maison des Arceaux garde votre nom" in blank and "2 ans après" in blank and "Khadija" not in blank
        assert "Pour Khadija Benali" in client.get(page_of("information", khadija)).text

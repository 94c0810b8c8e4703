import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from beneficiaries.actions import open_record
from beneficiaries.models import Beneficiary
from ceis import drafts
from ceis.access import Role
from ceis.journal.models import Entry
from ceis.models import Draft
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

URL = reverse("beneficiaries:create")
LIKENESS = reverse("beneficiaries:likeness")


def typed(**changes):
    return {"id": str(uuid4()), "last_name": "Benali", "first_name": "Khadija", "birth": "1984"} | changes


@pytest.mark.django_db
class TestCreate:
    def test_name_and_first_name_are_enough(self, client, agent):
        answer = client.post(URL, typed(birth=""))
        (person,) = Beneficiary.objects.all()
        assert answer.status_code == 302 and answer.url == reverse("beneficiaries:detail", args=[person.pk])
        assert person.created_by == agent and person.file_number.startswith("20") and person.sex == ""
        assert Entry.objects.filter(action=Entry.Action.CREATE, object_id=str(person.pk)).exists()

    def test_everything_is_kept_as_the_file_keeps_it(self, client, agent):
        client.post(
            URL,
            typed(
                birth="12 mars 1984", sex="F", phone="06.12.34.56.78", email="K@Exemple.org", address="3, rue du Pont",
                postcode="34000", city="Montpellier", neighbourhood="Figuerolles", birth_name="Ould",
            ),
        )  # fmt: skip
        person = Beneficiary.objects.get()
        assert (person.phone, person.email, str(person.birth_date)) == ("+33612345678", "k@exemple.org", "1984-03-12")
        assert (person.birth_year, person.city, person.birth_name) == (1984, "Montpellier", "Ould")

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("last_name", "", "obligatoire"),
            ("first_name", " ", "obligatoire"),
            ("last_name", "x" * 200_000, "80 caractères"),
            ("birth", "31/02/1984", "n’existe pas"),
            ("birth", "29/02/1900", "n’existe pas"),
            ("birth", "01/01/2190", "avenir"),
            ("birth", "1850", "commence à 1900"),
            ("birth", "hier", "Écrivez une date"),
            ("phone", "06", "ne s’appelle pas"),
            ("phone", "06 12 34 56 7x", "ne s’appelle pas"),
            ("email", "a@@b", "adresse"),
            ("sex", "Z", "choix valide"),
        ],
    )
    def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(self, client, agent, field, value, said):
        page = client.post(URL, typed(**{"city": "Lunel", field: value}))
        assert page.status_code == 422 and said in page.text and 'value="Lunel"' in page.text
        assert not Beneficiary.objects.exists()

    @pytest.mark.parametrize("pk", ["", "\x00", "x" * 100, "1"])
    def test_an_id_that_is_none_is_refused(self, client, agent, pk):
        assert client.post(URL, typed(id=pk)).status_code == 422

    def test_the_same_form_sent_twice_is_one_person(self, client, agent):
        form = typed()
        first, second = client.post(URL, form), client.post(URL, form)
        assert first.url == second.url and Beneficiary.objects.count() == 1

    def test_who_looks_the_same_is_shown_with_why_before_anything_is_written(self, client, agent, khadija):
        page = client.post(URL, typed(first_name="Kadija", phone="0612345678"))
        assert page.status_code == 200 and Beneficiary.objects.count() == 1
        for reason in ("nom à une lettre près", "même année de naissance", "même téléphone"):
            assert reason in page.text
        assert 'value="Kadija"' in page.text

    def test_another_person_is_added_all_the_same(self, client, agent, khadija):
        client.post(URL, typed(quand_meme="1"))
        assert Beneficiary.objects.count() == 2

    def test_a_homonym_of_another_year_is_not_in_the_way(self, client, agent, khadija):
        assert client.post(URL, typed(birth="1991")).status_code == 302

    def test_a_protected_phone_tells_nothing(self, client, agent, khadija):
        khadija.protected_contact = True
        khadija.save()
        assert client.post(URL, typed(last_name="Autre", first_name="Anne", phone="0612345678")).status_code == 302

    def test_it_leads_back_to_the_page_of_ours_that_asked(self, client, agent):
        answer = client.post(URL, typed(retour="/accueil/?jour=1"))
        assert answer.url == f"/accueil/?jour=1&personne={Beneficiary.objects.get().pk}"

    @pytest.mark.parametrize("elsewhere", ["https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)"])
    def test_it_leads_nowhere_else(self, client, agent, elsewhere):
        assert client.post(URL, typed(retour=elsewhere)).url.startswith("/personnes/")

    def test_what_was_being_typed_is_there_again(self, client, agent):
        token = drafts.token(agent, "beneficiaries.create", back=URL)
        Draft.objects.create(user=agent, form="beneficiaries.create", data={"last_name": ["Benali"]})
        assert 'value="Benali"' in client.get(URL).text
        client.post(URL, typed(draft=token))
        assert not Draft.objects.exists()

    def test_the_names_already_typed_at_the_desk_are_there(self, client, agent):
        assert 'value="Benali"' in client.get(URL, {"last_name": "Benali", "retour": "/accueil/"}).text

    def test_likenesses_are_shown_while_typing(self, client, agent, khadija):
        page = client.get(LIKENESS, {"last_name": "benalli", "first_name": "khadija", "birth": "19"})
        assert "nom à une lettre près" in page.text and "<html" not in page.text
        assert "Khadija" not in client.get(LIKENESS, {"last_name": "benalli"}).text.replace("Khadija Benali", "")

    @pytest.mark.parametrize("url", [URL, LIKENESS])
    @pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.MANAGER, Role.DPO, Role.PARTNER])
    def test_whoever_may_not_add_people_is_refused(self, client, url, role):
        client.force_login(UserFactory(role=role))
        assert client.get(url).status_code == 403

    def test_other_methods_are_refused(self, client, agent):
        assert client.delete(URL).status_code == 405 and client.post(LIKENESS).status_code == 405

    @pytest.mark.parametrize("rows", [1, 3])
    def test_queries_do_not_grow_with_the_people_alike(self, client, agent, rows, django_assert_num_queries):
        BeneficiaryFactory.create_batch(rows, first_name="Khadija", last_name="Benali")
        # session, user, the request's savepoint and its end, roles, what the database promises of phones, in a
        # savepoint, people
        with django_assert_num_queries(9):
            client.get(LIKENESS, {"last_name": "benali", "first_name": "khadija"}, headers={"HX-Request": "true"})


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_person_from_the_same_form_sent_by_eight_at_once():
    by, pk = UserFactory(role=Role.RECEPTION), uuid4()
    results, start = [], threading.Barrier(8)

    def send(same: bool):
        start.wait()
        person = Beneficiary(pk=pk if same else uuid4(), first_name="Khadija", last_name="Benali")
        results.append(open_record(by=by, beneficiary=person).pk)
        connection.close()

    def together(same: bool) -> int:
        results.clear()
        threads = [threading.Thread(target=send, args=[same]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return len(results)

    assert together(same=True) == 8 and set(results) == {pk} and Beneficiary.objects.count() == 1
    # Eight forms make eight people: the threads did work.
    assert together(same=False) == 8 and Beneficiary.objects.count() == 9

"""On the form: has she moved, is it a QPV. On the record: what is known of it, for those who may."""

from datetime import timedelta

import pytest
from django.urls import reverse

from beneficiaries import locating
from beneficiaries.actions import correct_identity
from beneficiaries.models import Beneficiary, Referent, Residence
from beneficiaries.residing import Residing
from ceis.access import Role
from ceis.civil_time import today
from ceis.models import Platform
from tests.beneficiaries.views.test_identity import typed
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.territory import at, two_lists, two_neighbourhoods

pytestmark = pytest.mark.django_db


@pytest.fixture
def leila():
    return BeneficiaryFactory(
        first_name="Leïla", last_name="Zerrouki", address="3, rue du Pont", postcode="34070", city="Montpellier"
    )


def identity(person):
    return reverse("beneficiaries:identity", args=[person.pk])


def record(client, person) -> str:
    return client.get(reverse("beneficiaries:detail", args=[person.pk])).text


def put_on_the_map(person, x: float, y: float = 0.5) -> None:
    longitude, latitude = at(x, y)
    rows = Residence.objects.of_person(person)
    rows.update(longitude=longitude, latitude=latitude, method=Residence.Method.SERVICE, placed_edition=None)
    locating.sweep()


def test_the_form_offers_the_neighbourhoods_and_asks_what_staff_know(client, agent, leila):
    two_neighbourhoods()
    page = client.get(identity(leila)).text
    assert '<option value="Rivage">' in page and 'list="quartiers"' in page
    assert "A déménagé le" in page and "En quartier prioritaire" in page
    assert '<option value="Rivage">' in client.get(reverse("beneficiaries:create")).text


def test_once_located_the_form_asks_no_more(client, agent, leila):
    two_lists()
    put_on_the_map(leila, 1.5)
    assert "En quartier prioritaire" not in client.get(identity(leila)).text


def test_a_move_keeps_the_old_address_on_the_record(client, adviser, leila):
    moved = today() - timedelta(days=2)
    new = typed(leila, address="8, rue Haute", postcode="34970", city="Lattes", moved_on=moved, qpv="")
    assert client.post(identity(leila), new).status_code == 302
    assert client.post(identity(leila), new).status_code == 302, "the same form, sent twice"
    assert Residence.objects.count() == 2
    page = record(client, leila)
    assert "3, rue du Pont 34070 Montpellier" in page and "8, rue Haute" in page


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"moved_on": "2024-02-31"}, "date"),
        ({"moved_on": "demain"}, "date"),
        ({"moved_on": "2025-01-01"}, "Écrivez aussi la nouvelle adresse"),
        ({"moved_on": "2999-01-01", "city": "Lattes"}, "pas encore venu"),
        ({"qpv": "peut-être"}, "choix"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(client, agent, leila, changes, words):
    page = client.post(identity(leila), typed(leila, email="leila@exemple.org", **changes))
    assert page.status_code == 422 and words in page.text and "leila@exemple.org" in page.text
    assert Residence.objects.get().city == "Montpellier" and Beneficiary.objects.get().email == ""


@pytest.mark.parametrize(
    "x, words",
    [
        (1.5, ["Oui\u00a0: QPV Port Neuf", "Oui\u00a0: QPV Vieux Port", "Liste 2024", "Liste 2015"]),
        (3.5, ["Non"]),
    ],
)
def test_the_record_names_the_qpv_and_its_list(client, adviser, leila, x, words):
    two_lists()
    put_on_the_map(leila, x)
    page = record(client, leila)
    assert "Quartier prioritaire" in page and "D’après l’adresse" in page
    assert [word for word in words if word not in page] == []


def test_what_staff_said_is_said_to_be_theirs(client, adviser, leila):
    client.post(identity(leila), typed(leila, qpv="yes"))
    page = record(client, leila)
    assert "Oui" in page and "Choisi par l’équipe" in page


def test_not_located_says_so_and_what_to_do(client, adviser, leila, settings):
    assert "Non géocodé" in record(client, leila) and "se notent en corrigeant" in record(client, leila)
    settings.ADDRESS_SERVICE_URL = "http://127.0.0.1:9"
    assert "recherche de l’adresse est en cours" in record(client, leila)


def test_the_desk_reads_the_neighbourhood_and_no_more(client, agent, leila):
    two_lists()
    put_on_the_map(leila, 1.5)
    Beneficiary.objects.update(neighbourhood="Rivage")
    page = record(client, leila)
    assert "Rivage" in page and "QPV" not in page and "Port Neuf" not in page


@pytest.mark.parametrize("named", [False, True])
def test_where_someone_in_danger_lives_and_lived_is_for_the_referent(client, adviser, leila, named):
    two_lists()
    put_on_the_map(leila, 1.5)
    change = {"city": "Lattes", "protected_contact": True}
    correct_identity(by=adviser, beneficiary=leila, typed=change, seen=1, residing=Residing(today()))
    if named:
        emploi = Platform.objects.get(slug="emploi")
        Referent.objects.create(beneficiary=leila, platform=emploi, user=adviser, recorded_by=adviser)
    page = record(client, leila)
    for secret in ("rue du Pont", "Lattes", "Quartier prioritaire"):
        assert (secret in page) is named
    assert ("envoyée nulle part" in page) is named
    form = client.get(identity(leila)).text
    for field in ("moved_on", "qpv"):
        assert (f'name="{field}"' in form) is named
    # A forged form changes nothing either.
    if not named:
        client.post(identity(leila), typed(leila, version=2, qpv="yes", moved_on=today(), city="Sète"))
        assert Residence.objects.present().get().city == "Lattes" and not Residence.objects.filter(said_qpv="yes")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_moves(client, adviser, leila, rows, django_assert_num_queries):
    two_lists()
    for days in range(rows, 0, -1):
        day = today() - timedelta(days=days)
        seen = Beneficiary.objects.get().version
        correct_identity(
            by=adviser, beneficiary=leila, typed={"city": f"Ville {days}"}, seen=seen, residing=Residing(day)
        )
    put_on_the_map(leila, 1.5)
    with django_assert_num_queries(37):
        record(client, leila)


def test_other_roles_have_no_card(client, leila):
    client.force_login(UserFactory(role=Role.RECEPTION))
    assert "Quartier prioritaire" not in record(client, leila)

"""Names in any script: kept as they are, found, sorted, printed."""

import pytest
from django.urls import reverse

from beneficiaries.models import Beneficiary
from beneficiaries.search import find
from ceis.access import Role
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db

NAMES = [
    ("خديجة", "بن علي", ["بن علي خديجة", "خديجة", "خديج"]),
    ("Олександра", "Шевченко", ["шевченко", "Олександра Шевченк", "ШЕВЧЕНКО"]),
    ("秀英", "王", ["王秀英", "王 秀英", "秀英"]),
    ("Thị Hương", "Đặng", ["dang", "Đặng", "dang thi huong", "huong dang"]),
    ("Łucja", "Wójcik", ["wojcik lucja", "Wójcik"]),
    ("Gül", "Yıldız", ["yildiz", "Yıldız gul"]),
    ("Maëlys", "D’Arc-Œuvrard", ["oeuvrard", "d'arc", "darc oeuvrard"]),
]


@pytest.fixture
def agent():
    return UserFactory(role=Role.RECEPTION)


@pytest.mark.parametrize(("first_name", "last_name", "typed"), NAMES)
def test_they_are_typed_kept_and_printed_as_they_are(client, agent, first_name, last_name, typed):
    client.force_login(agent)
    form = {"id": "1b1e3a52-0c2b-4a8e-9b61-3a8f1f4f0c11", "first_name": first_name, "last_name": last_name}
    client.post(reverse("beneficiaries:create"), form)
    person = Beneficiary.objects.get()
    assert (person.first_name, person.last_name) == (first_name, last_name)
    for name in ("detail", "information"):
        page = client.get(reverse(f"beneficiaries:{name}", args=[person.pk])).text
        assert f"{first_name} {last_name}" in page


@pytest.mark.parametrize(("first_name", "last_name", "typed"), NAMES)
def test_they_are_found_as_they_are_typed(agent, first_name, last_name, typed):
    for first, last, _ in NAMES:
        BeneficiaryFactory(first_name=first, last_name=last)
    for text in typed:
        found = find(text, user=agent, wide=True)
        assert found and found[0].beneficiary.last_name == last_name, text


def test_they_are_sorted_without_their_accents():
    for name in ("Zola", "Đặng", "Éluard", "Dupont", "Łasz", "王"):
        BeneficiaryFactory(last_name=name, first_name="A")
    assert [person.last_name for person in Beneficiary.objects.all()] == [
        "Đặng", "Dupont", "Éluard", "Łasz", "Zola", "王",
    ]  # fmt: skip


@pytest.mark.parametrize("field", ["last_name", "first_name", "birth_name", "address", "birth_place", "city"])
@pytest.mark.parametrize("typed", ["2 55 08 14 168 025 38", "255081416802538", "mot de passe soleil", "mdp: x"])
def test_a_number_of_social_security_or_a_password_is_refused_where_a_name_goes(client, agent, field, typed):
    client.force_login(agent)
    form = {"id": "1b1e3a52-0c2b-4a8e-9b61-3a8f1f4f0c11", "first_name": "Ana", "last_name": "Ruiz", field: typed}
    page = client.post(reverse("beneficiaries:create"), form)
    assert page.status_code == 422 and "le lieu n’en garde pas" in page.text and not Beneficiary.objects.exists()


@pytest.mark.parametrize("field", ["last_name", "first_name"])
def test_nor_at_the_desk(client, agent, field):
    client.force_login(agent)
    form = {"id": "1b1e3a52-0c2b-4a8e-9b61-3a8f1f4f0c11", "first_name": "Ana", "last_name": "Ruiz"}
    page = client.post(reverse("reception:newcomer"), form | {field: "255081416802538"})
    assert "le lieu n’en garde pas" in page.text and not Beneficiary.objects.exists()

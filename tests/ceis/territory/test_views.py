from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ceis.access import Role
from ceis.territory.models import Zone, ZoneFile
from tests.factories.ceis import UserFactory
from tests.factories.territory import feature, geojson, square, taken_zones, waiting_zones

pytestmark = pytest.mark.django_db
ZONES = reverse("territory:zones")
PORT, COAST = feature("QN034901", "Port Neuf", square(0, 0)), feature("QN034902", "Côte", square(1, 0))


@pytest.fixture(autouse=True)
def manager(client):
    user = UserFactory(role=Role.MANAGER, first_name="Sofia", last_name="Alaoui")
    client.force_login(user)
    return user


def give(client, content: bytes, **changes):
    file = SimpleUploadedFile("qp2024.geojson", content, "application/geo+json")
    return client.post(ZONES, {"id": uuid4(), "which": "qpv-2024", "file": file} | changes)


def test_the_page_is_among_the_settings(client):
    assert ZONES in client.get(reverse("settings")).text
    assert "Aucun contour" in client.get(ZONES).text


def test_a_file_is_checked_then_taken(client):
    answer = give(client, geojson(PORT, COAST, feature("QN034903", "Vide", [[3.9, 43.5]])))
    page = client.get(answer.url).text
    for words in ("2\u00a0ajoutées", "Rien n’est encore enregistré", "Port Neuf", "nouvelle", "Vide", "trois points"):
        assert words in page
    assert not Zone.objects.exists()
    take = reverse("territory:take", args=[ZoneFile.objects.get().pk])
    page = client.post(take, follow=True).text
    assert "quartiers prioritaires (QPV), liste de 2024\u00a0: 2\u00a0ajoutées" in page
    assert "qp2024.geojson" in page and "Sofia Alaoui" in page and Zone.objects.count() == 2
    # Pressed twice, opened again.
    client.post(take)
    assert ZoneFile.objects.get().edition == 1
    assert "a été pris en compte" in client.get(answer.url).text


def test_what_the_file_no_longer_has_is_named_and_goes_only_if_ticked(client):
    taken_zones(PORT, COAST)
    file = waiting_zones(PORT)
    page = client.get(reverse("territory:check", args=[file.pk])).text
    assert "Absentes du fichier" in page and "Côte" in page and "inchangée" in page
    client.post(reverse("territory:take", args=[file.pk]), {"remove_gone": "on"})
    assert Zone.objects.get().name == "Port Neuf"


@pytest.mark.parametrize(
    "content, words",
    [(b"", "vide"), (b"pas du json", "JSON"), (geojson(PORT).replace(b"3.9", b"770000"), "Lambert 93")],
)
def test_a_bad_file_is_refused_at_its_field(client, content, words):
    page = give(client, content)
    assert page.status_code == 422 and words in page.text and not ZoneFile.objects.exists()


@pytest.mark.parametrize("changes", [{"which": "lune"}, {"id": ""}, {"id": "x"}, {"file": ""}])
def test_an_incomplete_form_is_refused(client, changes):
    assert give(client, geojson(PORT), **changes).status_code == 422
    assert not ZoneFile.objects.exists()


def test_the_same_page_sent_twice_gives_one_file(client):
    pk = uuid4()
    first, second = give(client, geojson(PORT), id=pk), give(client, geojson(PORT), id=pk)
    assert first.url == second.url and ZoneFile.objects.count() == 1


def test_names_are_words_never_code(client):
    file = waiting_zones(feature("QN034901", "<script>alert(1)</script>", square(0, 0)))
    page = client.get(reverse("territory:check", args=[file.pk])).text
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_zones(client, rows, django_assert_num_queries):
    zones = [feature(f"QN03490{n}", f"Zone {n}", square(n, 0)) for n in range(rows)]
    taken_zones(*zones)
    file = waiting_zones(*zones)
    with django_assert_num_queries(7):  # session, user, savepoint and its end, roles, lists, their files
        client.get(ZONES)
    with django_assert_num_queries(7):
        client.get(reverse("territory:check", args=[file.pk]))

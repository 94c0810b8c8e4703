"""An address is located by background work: the service says the point, the map says the zones."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone

from beneficiaries import locating
from beneficiaries.actions import correct_identity
from beneficiaries.models import Beneficiary, QpvAnswer, Residence
from beneficiaries.residing import Residing
from ceis.access import Role
from ceis.territory.address_service import Found
from tests.ceis.territory.test_address_service import place, says, serving
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.territory import at, feature, square, taken_zones, two_lists, two_neighbourhoods

pytestmark = pytest.mark.django_db
WHERE = {"address": "3, rue du Pont", "postcode": "34070", "city": "Montpellier"}


@pytest.fixture
def service(settings):
    """``with service(answer) as asked``: the configured service answers so."""

    @contextmanager
    def configured(answer):
        with serving(answer) as (url, asked):
            settings.ADDRESS_SERVICE_URL = url
            yield asked

    return configured


def khadija(**more) -> Residence:
    return BeneficiaryFactory(**(WHERE | more)).residences.get()


def said(row: Residence) -> dict[int, str]:
    return dict(QpvAnswer.objects.filter(residence=row).order_by("generation").values_list("generation", "answer"))


def pointed(x: float, y: float, **more) -> Residence:
    row = khadija(**more)
    longitude, latitude = at(x, y)
    Residence.objects.filter(pk=row.pk).update(longitude=longitude, latitude=latitude, placed_edition=None)
    locating.sweep()
    return Residence.objects.get(pk=row.pk)


@pytest.mark.parametrize(
    "x, answers",
    [
        (0.5, {2015: "yes", 2024: "no"}),
        (1.5, {2015: "yes", 2024: "yes"}),
        (2.5, {2015: "no", 2024: "yes"}),
        (3.5, {2015: "no", 2024: "no"}),
    ],
)
def test_each_list_has_its_own_answer(x, answers):
    two_lists()
    two_neighbourhoods()
    row = pointed(x, 0.5)
    assert said(row) == answers and row.neighbourhood.name == ("Rivage" if x < 2 else "Large")


def test_a_list_that_does_not_know_the_departement_says_nothing():
    two_lists()
    assert said(pointed(3.5, 0.5, postcode="30000", city="Nîmes")) == {}
    assert said(pointed(0.5, 0.5, postcode="30000", city="Nîmes")) == {2015: "yes"}


def test_without_any_list_nothing_is_said():
    assert said(pointed(0.5, 0.5)) == {}


def test_a_new_file_places_everyone_again_and_once():
    two_lists()
    row = pointed(0.5, 0.5)
    taken_zones(feature("QN034901", "Port Neuf", square(0, 0, 3)), generation=2024)
    locating.sweep()
    assert said(row) == {2015: "yes", 2024: "yes"}
    before = set(QpvAnswer.objects.values_list("pk", flat=True))
    assert locating.place_some() == 0
    locating.sweep()
    assert set(QpvAnswer.objects.values_list("pk", flat=True)) == before


def test_a_zone_that_is_removed_is_no_longer_anyone_s():
    two_neighbourhoods()
    row = pointed(0.5, 0.5)
    assert row.neighbourhood.name == "Rivage"
    large = feature("B", "Large", square(2, 0, 2), kind="neighbourhood")
    taken_zones(large, kind="neighbourhood", generation=0, remove_gone=True)
    locating.sweep()
    row.refresh_from_db()
    assert row.neighbourhood is None


def test_the_service_says_the_point_and_the_map_the_zones(service):
    two_lists()
    two_neighbourhoods()
    row = khadija()
    with service(says(place(coordinates=at(1.5, 0.5)))) as asked:
        locating.sweep()
        locating.sweep()
    assert len(asked) == 1, "found once, asked no more"
    row.refresh_from_db()
    assert (row.method, row.commune_code, row.is_waiting) == (Residence.Method.SERVICE, "34172", False)
    assert said(row) == {2015: "yes", 2024: "yes"}
    person = Beneficiary.objects.get()
    assert (person.neighbourhood, person.version) == ("Rivage", 1)


@pytest.mark.parametrize(
    "typed, shown", [("", "Rivage"), ("Large", "Rivage"), ("large", "Rivage"), ("Plan Cabanes", "Plan Cabanes")]
)
def test_a_finer_word_of_the_team_stays(service, typed, shown):
    two_neighbourhoods()
    khadija(neighbourhood=typed)
    with service(says(place(coordinates=at(0.5, 0.5)))):
        locating.sweep()
    assert Beneficiary.objects.get().neighbourhood == shown


def test_once_located_the_address_decides_over_what_was_said(service):
    two_lists()
    row = khadija()
    person = row.beneficiary
    correct_identity(by=person.created_by, beneficiary=person, typed={}, seen=1, residing=Residing(qpv="no"))
    assert said(row) == {2024: "no"}
    with service(says(place(coordinates=at(1.5, 0.5)))):
        locating.sweep()
    assert said(row) == {2015: "yes", 2024: "yes"}


def test_off_nothing_is_asked(settings):
    assert settings.ADDRESS_SERVICE_URL == "non"
    row = khadija()
    locating.sweep()
    locating.locate(row.pk)
    row.refresh_from_db()
    assert row.is_waiting and row.refusals == 0, "ready for the day it is configured"


def test_the_address_of_someone_in_danger_is_never_sent(service):
    row = khadija(protected_contact=True)
    with service(says(place())) as asked:
        locating.sweep()
        locating.locate(row.pk)
        assert asked == []
        # Protected while the queue was slow: the same.
        other = khadija()
        Beneficiary.objects.filter(pk=other.beneficiary_id).update(protected_contact=True)
        locating.locate(other.pk)
        assert asked == []
        Beneficiary.objects.update(protected_contact=False)
        locating.sweep()
        assert len(asked) == 2


def test_an_address_changed_while_the_service_thinks_keeps_nothing_of_it():
    row = khadija()
    asked = Residence.objects.get(pk=row.pk)
    Residence.objects.filter(pk=row.pk).update(address="9, rue Neuve")
    locating.keep_found(asked, Found((3.9, 43.5), "34172"))
    row.refresh_from_db()
    assert row.point is None and row.is_waiting


def test_a_service_that_fails_is_asked_again_later_and_later(service):
    row = khadija()
    waits = []
    with service(says(b"", 503)) as asked:
        for _ in range(3):
            Residence.objects.update(ask_after=timezone.now() - timedelta(seconds=1))
            locating.sweep()
            row.refresh_from_db()
            waits.append(round((row.ask_after - timezone.now()).total_seconds() / 60))
            locating.sweep()
    assert waits == [2, 4, 8] and row.refusals == 3 and len(asked) == 3


def test_an_unknown_address_is_asked_once(service):
    row = khadija()
    with service(says(b'{"features": []}')) as asked:
        locating.sweep()
        locating.sweep()
    row.refresh_from_db()
    assert len(asked) == 1 and not row.is_waiting and row.method == Residence.Method.NONE


def test_saving_an_address_tells_the_workers_after_the_commit(service, django_capture_on_commit_callbacks):
    """Without a queue to hear it, nothing fails: the row waits for the sweep."""
    with service(says(place())), django_capture_on_commit_callbacks() as callbacks:
        khadija()
    assert len(callbacks) == 1
    with django_capture_on_commit_callbacks() as callbacks:
        UserFactory(role=Role.RECEPTION)
    assert callbacks == []

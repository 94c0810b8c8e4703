"""A file waits, is taken whole and once, and says what it changed."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ceis.access import Role
from ceis.facts import RuleViolation
from ceis.journal.models import Entry
from ceis.territory.actions import give_file, take_file
from ceis.territory.map import current_map
from ceis.territory.models import Zone, ZoneFile
from ceis.territory.tasks import forget_unconfirmed_files
from tests.factories.ceis import UserFactory
from tests.factories.territory import at, feature, geojson, square, taken_zones, two_lists, waiting_zones

pytestmark = pytest.mark.django_db
PORT, COAST = feature("QN034901", "Port Neuf", square(0, 0)), feature("QN034902", "Côte", square(1, 0))


def kept() -> dict[str, str]:
    return dict(Zone.objects.order_by("code").values_list("code", "name"))


def test_nothing_is_written_before_it_is_taken():
    file = waiting_zones(PORT, COAST)
    assert kept() == {} and len(file.zones) == 2 and current_map()[0] == 0


def test_taking_writes_the_zones_and_says_so():
    manager = UserFactory(role=Role.MANAGER)
    taken = take_file(by=manager, zone_file=waiting_zones(PORT, COAST))
    assert kept() == {"QN034901": "Port Neuf", "QN034902": "Côte"}
    assert (taken.outcome, taken.edition, taken.zones) == ("2\u00a0ajoutées", 1, [])
    assert Entry.objects.filter(actor=manager, object_id=str(taken.pk)).exists()
    (found,) = current_map()[1].locate([at(0.5, 0.5)])
    assert found["qpv", 2024].name == "Port Neuf"


def test_giving_again_says_what_changed_and_keeps_who_is_there():
    taken_zones(PORT, COAST)
    before = dict(Zone.objects.values_list("code", "pk"))
    renamed = feature("QN034902", "Côte d’Azur", square(1, 0))
    taken = taken_zones(PORT, renamed, feature("QN034903", "Dunes", square(2, 0)))
    assert taken.outcome == "1\u00a0ajoutée, 1\u00a0modifiée, 1\u00a0inchangée"
    after = dict(Zone.objects.values_list("code", "pk"))
    assert before.items() <= after.items(), "a zone that changes stays the same row"


@pytest.mark.parametrize("remove, left", [(False, {"QN034901", "QN034902"}), (True, {"QN034901"})])
def test_a_zone_the_file_no_longer_has_goes_only_if_asked(remove, left):
    taken_zones(PORT, COAST)
    taken = taken_zones(PORT, remove_gone=remove)
    assert set(kept()) == left
    assert ("retirées" in taken.outcome) is remove and "1\u00a0absente du fichier" in taken.outcome


def test_a_list_does_not_touch_another():
    two_lists()
    taken_zones(PORT, remove_gone=True)
    assert set(kept()) == {"QN034901", "QP034901"}


def test_twice_is_once():
    file = waiting_zones(PORT)
    again = give_file(by=None, id=file.pk, kind="qpv", generation=2024, file_name="autre", content=b"rien")
    assert again == file
    first, second = take_file(by=None, zone_file=file), take_file(by=None, zone_file=file)
    assert first.edition == second.edition == 1


def test_a_bad_file_leaves_nothing_behind():
    with pytest.raises(RuleViolation, match="JSON") as refused:
        give_file(by=None, id=ZoneFile().pk, kind="qpv", generation=2024, file_name="x", content=b"{")
    assert refused.value.field == "file" and not ZoneFile.objects.exists()


def test_what_nobody_confirms_is_forgotten():
    old, recent, taken = waiting_zones(PORT), waiting_zones(PORT), taken_zones(PORT)
    ZoneFile.objects.exclude(pk=recent.pk).update(given_at=timezone.now() - timedelta(days=8))
    forget_unconfirmed_files()
    assert set(ZoneFile.objects.values_list("pk", flat=True)) == {recent.pk, taken.pk} and old


@pytest.mark.parametrize(
    "wrong, constraint",
    [
        ({"code": "QN034901"}, "once_in_its_list"),
        ({"generation": 2019}, "generation_is_a_list"),
        ({"kind": "neighbourhood"}, "generation_is_a_list"),
    ],
)
def test_zones_that_cannot_be(wrong, constraint):
    taken_zones(PORT)
    about = {"kind": "qpv", "generation": 2024, "code": "QN9", "name": "x", "geometry": {}, "bbox": [0, 0, 1, 1]}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Zone.objects.create(**(about | wrong))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_files_taken_at_once_have_two_ranks():
    files = [waiting_zones(PORT), waiting_zones(COAST), waiting_zones(PORT, COAST)] * 2
    start, failed = threading.Barrier(len(files)), []

    def take(file):
        start.wait()
        try:
            take_file(by=None, zone_file=file)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[file]) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == [] and set(kept()) == {"QN034901", "QN034902"}
    assert sorted(ZoneFile.objects.values_list("edition", flat=True)) == [1, 2, 3]


# --- manage.py import_zones ---


def imported(path, *options) -> str:
    said = StringIO()
    call_command("import_zones", str(path), *options, stdout=said, stderr=said)
    return said.getvalue()


def test_the_command_takes_a_file(tmp_path):
    path = tmp_path / "qp2024.geojson"
    path.write_bytes(geojson(PORT, feature("QP1", "Ancien", square(3, 3))))
    said = imported(path, "--kind=qpv", "--generation=2024")
    assert "liste de 2024 : 1\u00a0ajoutée." in said and "Ancien : Les codes de la liste 2024" in said
    assert kept() == {"QN034901": "Port Neuf"}


@pytest.mark.parametrize(
    "options, words",
    [
        (["--kind=qpv"], "--generation va avec"),
        (["--kind=neighbourhood", "--generation=2024"], "--generation va avec"),
        (["--kind=qpv", "--generation=2015"], "commencent par QP"),
    ],
)
def test_the_command_says_why_not(tmp_path, options, words):
    path = tmp_path / "qp.geojson"
    path.write_bytes(geojson(PORT))
    with pytest.raises(CommandError, match=words):
        imported(path, *options)
    with pytest.raises(CommandError, match="ne s’ouvre pas"):
        imported(tmp_path / "absent.geojson", "--kind=neighbourhood")
    assert not ZoneFile.objects.exists()

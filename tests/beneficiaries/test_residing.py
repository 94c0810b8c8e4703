"""Where someone lives over time: a correction replaces, a move closes and opens, the database refuses two at once."""

import threading
import uuid
from contextlib import contextmanager
from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction

from beneficiaries.actions import correct_identity, note_encounter
from beneficiaries.models import Beneficiary, Encounter, QpvAnswer, Residence
from beneficiaries.models.residence import qpv_on
from beneficiaries.residing import Residing, keep_missing
from ceis.access import Role
from ceis.civil_time import today
from ceis.database import OWNER
from ceis.facts import RuleViolation
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.factories.territory import two_neighbourhoods

pytestmark = pytest.mark.django_db
HOME = {"address": "3, rue du Pont", "postcode": "34070", "city": "Montpellier"}
ELSEWHERE = {"address": "8, rue Haute", "postcode": "34970", "city": "Lattes"}
Answer = QpvAnswer.Answer


@pytest.fixture
def agent():
    return UserFactory(role=Role.SOCIAL_WORKER)


@pytest.fixture
def khadija(agent):
    return BeneficiaryFactory(**HOME, by=agent)


def correct(agent, person, typed=None, **residing) -> Beneficiary:
    current = Beneficiary.objects.get(pk=person.pk)
    return correct_identity(
        by=agent, beneficiary=person, typed=typed or {}, seen=current.version, residing=Residing(**residing)
    )


def lived(person) -> list[tuple]:
    rows = Residence.objects.of_person(person).order_by("ends_on", "pk")
    return [(row.starts_on, row.ends_on, row.city) for row in rows]


def test_opening_a_record_keeps_where_the_person_lives(khadija):
    (row,) = Residence.objects.of_person(khadija)
    assert str(row) == "3, rue du Pont 34070 Montpellier" and (row.starts_on, row.ends_on) == (None, None)
    assert row.is_waiting and row.method == Residence.Method.NONE


def test_nothing_said_keeps_nothing():
    assert lived(BeneficiaryFactory()) == []


def test_a_correction_replaces_and_what_was_written_stays_in_the_history(agent, khadija):
    correct(agent, khadija, {"address": "5, rue du Pont"})
    row = Residence.objects.get()
    assert row.address == "5, rue du Pont" and row.past.get().address == "3, rue du Pont"


def test_another_correction_leaves_the_place_that_was_found(agent, khadija):
    Residence.objects.update(longitude=3.9, latitude=43.5, ask_after=None)
    correct(agent, khadija, {"last_name": "Ben Ali"})
    assert Residence.objects.get().point == (3.9, 43.5)
    correct(agent, khadija, {"address": "5, rue du Pont"})
    row = Residence.objects.get()
    assert row.point is None and row.is_waiting


def test_a_move_closes_and_opens(agent, khadija):
    moved = today() - timedelta(days=10)
    correct(agent, khadija, ELSEWHERE, moved_on=moved)
    eve = moved - timedelta(days=1)
    assert lived(khadija) == [(None, eve, "Montpellier"), (moved, None, "Lattes")]
    # Sent twice: nothing more.
    correct(agent, khadija, ELSEWHERE, moved_on=moved)
    assert len(lived(khadija)) == 2


@pytest.mark.parametrize("days, words", [(1, "pas encore venu"), (-10, "vérifiez ce jour"), (-20, "vérifiez ce jour")])
def test_a_move_that_cannot_be_of_that_day_writes_nothing(agent, khadija, days, words):
    correct(agent, khadija, ELSEWHERE, moved_on=today() - timedelta(days=10))
    with pytest.raises(RuleViolation, match=words) as refused, transaction.atomic():
        correct(agent, khadija, HOME, moved_on=today() + timedelta(days=days))
    assert refused.value.field == "moved_on" and Beneficiary.objects.get().city == "Lattes"


@pytest.mark.parametrize(
    "dates",
    [(None, None), (date(2020, 1, 1), None), (None, date(2019, 1, 1)), (date(2019, 6, 1), date(2019, 6, 1))],
)
def test_two_addresses_at_once_are_refused_by_the_database(agent, dates):
    person = BeneficiaryFactory()
    Residence.objects.create(beneficiary=person, recorded_by=agent, ends_on=date(2019, 12, 31), city="Sète")
    Residence.objects.create(beneficiary=person, recorded_by=agent, starts_on=date(2020, 1, 1), city="Lattes")
    starts_on, ends_on = dates
    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
        Residence.objects.create(beneficiary=person, recorded_by=agent, starts_on=starts_on, ends_on=ends_on)


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": date(2024, 1, 2), "ends_on": date(2024, 1, 1)},
        {"longitude": 3.9},
        {"longitude": 200.0, "latitude": 43.5},
    ],
)
def test_rows_that_cannot_be_are_refused(agent, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Residence.objects.create(beneficiary=BeneficiaryFactory(), recorded_by=agent, **wrong)


def test_what_staff_know_is_kept_for_the_list_of_today(agent, khadija):
    two_neighbourhoods()
    correct(agent, khadija, {"neighbourhood": "rivage"}, qpv="yes")
    row = Residence.objects.get()
    assert (row.method, row.neighbourhood.name) == (Residence.Method.CHOICE, "Rivage")
    assert [str(answer) for answer in row.qpv_answers.all()] == ["oui (liste 2024)"]
    correct(agent, khadija, {}, qpv="")
    assert not QpvAnswer.objects.exists()
    # What the form did not ask is not changed.
    correct(agent, khadija, {}, qpv="no")
    correct(agent, khadija, {"last_name": "Ben Ali"})
    assert Residence.objects.get().said_qpv == "no"


def test_people_kept_by_another_way_are_found_again(agent):
    person = BeneficiaryFactory(by=agent)
    BeneficiaryFactory()
    Beneficiary.objects.filter(pk=person.pk).update(**HOME)
    keep_missing()
    keep_missing()
    assert lived(person) == [(None, None, "Montpellier")] and Residence.objects.count() == 1


# --- QPV on a day ---


def answer(row: Residence, year: int, said: str) -> None:
    QpvAnswer.objects.create(residence=row, generation=year, answer=said)


@pytest.fixture
def moved(agent, khadija):
    """In a QPV of 2015 until March 2023, then elsewhere: out of the old list, in the new one."""
    correct(agent, khadija, ELSEWHERE, moved_on=date(2023, 3, 1))
    old, new = Residence.objects.order_by("ends_on")
    answer(old, 2015, Answer.YES)
    answer(old, 2024, Answer.NO)
    answer(new, 2015, Answer.NO)
    answer(new, 2024, Answer.YES)
    return khadija


@pytest.mark.parametrize(
    "day, said",
    [
        (date(2014, 12, 31), Answer.NOT_LOCATED),  # before the first list
        (date(2015, 1, 1), Answer.YES),
        (date(2023, 2, 28), Answer.YES),
        (date(2023, 3, 1), Answer.NO),
        (date(2023, 12, 31), Answer.NO),
        (date(2024, 1, 1), Answer.YES),
    ],
)
def test_the_address_of_the_day_and_the_list_of_the_day(moved, day, said, django_assert_num_queries):
    with django_assert_num_queries(1):
        (person,) = Beneficiary.objects.annotate(qpv=qpv_on(day))
    assert person.qpv == said


@pytest.mark.parametrize(
    "row, said",
    [
        (None, Answer.NO_ADDRESS),
        ({"kind": "none", "city": "Montpellier"}, Answer.NO_ADDRESS),
        ({"kind": "home"}, Answer.NO_ADDRESS),
        ({"city": "Montpellier"}, Answer.NOT_LOCATED),
        ({"kind": "domiciled", "city": "Montpellier"}, Answer.NOT_LOCATED),
        ({"city": "Montpellier", "starts_on": date(2024, 5, 1)}, Answer.NO_ADDRESS),  # not there yet
    ],
)
def test_what_is_not_known_is_said(agent, row, said):
    person = BeneficiaryFactory()
    if row is not None:
        Residence.objects.create(beneficiary=person, recorded_by=agent, **row)
    assert Beneficiary.objects.annotate(qpv=qpv_on(date(2024, 4, 30))).get().qpv == said


def test_a_cancelled_address_counts_for_nothing(moved, agent):
    for row in Residence.objects.order_by("pk"):
        row.cancel(by=agent, reason="erreur")
    assert Beneficiary.objects.annotate(qpv=qpv_on(date(2024, 4, 30))).get().qpv == Answer.NO_ADDRESS


def test_each_row_may_have_its_own_day(moved, django_assert_num_queries):
    """« The address valid at entry »: here, at each coming."""
    for day in (date(2022, 1, 1), date(2023, 6, 1), date(2025, 1, 1)):
        kind = Encounter.Kind.VISIT
        note_encounter(source=uuid.uuid4(), kind=kind, day=day, at=time(9), beneficiary=moved)
    with django_assert_num_queries(1):
        comings = Encounter.objects.annotate(qpv=qpv_on("date", "beneficiary")).order_by("date")
        said = [coming.qpv for coming in comings]
    assert said == [Answer.YES, Answer.NO, Answer.YES]


# --- Two agents at once ---


@contextmanager
def without_the_constraint():
    name = "beneficiaries_residence_one_at_a_time"
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '{name}'")
        (definition,) = cursor.fetchone()
        cursor.execute(f"ALTER TABLE beneficiaries_residence DROP CONSTRAINT {name}")
    try:
        yield
    finally:
        with connections[OWNER].cursor() as cursor:
            cursor.execute("TRUNCATE beneficiaries_residence CASCADE")
            cursor.execute(f"ALTER TABLE beneficiaries_residence ADD CONSTRAINT {name} {definition}")
        connections[OWNER].close()


def write_at_once(person, agent) -> int:
    """Ten connections write an address for the same days without asking anyone; return how many are kept."""
    start = threading.Barrier(10)

    def write():
        start.wait()
        try:
            Residence.objects.create(beneficiary=person, recorded_by=agent, city="Lattes")
        except IntegrityError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Residence.objects.count()


@pytest.mark.race
@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_of_ten_addresses_written_at_once_one_is_kept():
    agent = UserFactory(role=Role.SOCIAL_WORKER)
    assert write_at_once(BeneficiaryFactory(by=agent), agent) == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_it_is_the_constraint_that_keeps_one():
    agent = UserFactory(role=Role.SOCIAL_WORKER)
    with without_the_constraint():
        assert write_at_once(BeneficiaryFactory(by=agent), agent) == 10


@pytest.mark.race
@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_the_same_move_sent_ten_times_at_once_is_one_move():
    agent = UserFactory(role=Role.SOCIAL_WORKER)
    person = BeneficiaryFactory(**HOME, by=agent)
    start = threading.Barrier(10)
    failed = []

    def move():
        start.wait()
        try:
            correct_identity(by=agent, beneficiary=person, typed=ELSEWHERE, seen=1, residing=Residing(moved_on=today()))
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=move) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == [] and len(lived(person)) == 2

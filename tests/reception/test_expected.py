"""One list of who and what is expected today, and who the arrivals are."""

import uuid
from datetime import time, timedelta

import pytest

from beneficiaries.models import Encounter
from ceis.civil_time import today
from ceis.platform import Sensitivity
from platforms.models import Referral
from reception.actions import register_visit
from reception.candidates import candidates, doubtful
from reception.coming import novelty_of
from reception.expected import expected_today
from reception.models import Visit
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory
from tests.factories.partners import permanence
from tests.factories.platforms import appointment, platform, worker
from tests.factories.reception import codes, receptionist, visit
from tests.factories.workshops import registered, session

pytestmark = pytest.mark.django_db


def test_appointments_workshops_and_permanences_are_one_list_by_hour():
    permanence(at=time(23, 10), until=time(23, 59))
    appointment(at=time(23, 20), until=time(23, 40))
    session(title="Ma boîte mail", at=time(23, 15), until=time(23, 58))
    lines = expected_today(receptionist())
    assert [line.at for line in lines] == [time(23, 10), time(23, 15), time(23, 20)]
    assert [line.key for line in lines] == ["1", "2", "3"]


def test_of_a_secret_permanence_the_desk_reads_hour_room_and_rendez_vous():
    permanence(title="Violences", sensitivity=Sensitivity.SECRET, room=RoomFactory(name="Bureau 4"))
    (line,) = expected_today(receptionist())
    assert (line.title, line.soft) == ("Rendez-vous", "Bureau 4")
    assert expected_today(worker("numerique")) == []
    assert "Violences" in expected_today(worker("emploi"))[0].title


def test_a_registered_person_comes_for_their_workshop_unless_said_otherwise():
    held = session(at=time(0, 5), until=time(23, 59))
    person = registered(held).beneficiary
    other = visit(person=person, code="document")
    assert other.session is None
    saved = visit(person=person, code="")
    assert (saved.session, codes(saved)) == (held, ["workshop"])
    assert visit(person=person, code="", came_for=held) == saved
    (line,) = expected_today(receptionist())
    assert line.people[0].arrived and line.came == 1


def test_the_same_person_comes_once_for_a_permanence_and_nameless_ones_as_often_as_they_do():
    held, person = permanence(), BeneficiaryFactory()
    first = visit(person=person, code="", came_for=held)
    assert visit(person=person, code="", came_for=held) == first and codes(first) == ["permanence"]
    for _ in range(2):
        register_visit(by=receptionist(), id=uuid.uuid4(), headcount=2, came_for=held)
    (line,) = expected_today(receptionist())
    assert line.came == 5 and Visit.objects.count() == 3


def test_sent_to_a_workshop_or_a_permanence():
    held, here = session(title="Ma boîte mail"), permanence()
    to_workshop, to_permanence = visit(sent_to=held).referral, visit(sent_to=here).referral
    assert to_workshop.to == held and "l’atelier « Ma boîte mail »" in to_workshop.destination
    assert to_permanence.to == here and to_permanence.destination == "la permanence « Point relais CAF »"


def test_a_destination_that_is_secret_is_not_known():
    secret_workshop = visit(sent_to=session(slug="sante", title="Bien dormir")).referral
    secret_permanence = visit(sent_to=permanence(sensitivity=Sensitivity.SECRET)).referral
    assert not Referral.objects.known_to(receptionist()).exists()
    assert not Referral.objects.known_to(worker("numerique")).exists()
    assert set(Referral.objects.known_to(worker("sante"))) == {secret_workshop, secret_permanence}


def seen(person, days_ago: int) -> None:
    day = today() - timedelta(days=days_ago)
    Encounter.objects.create(
        source=uuid.uuid4(), unit=person.pk, beneficiary=person, date=day, half_day="morning", kind="visit"
    )


@pytest.mark.parametrize(
    "days_ago, words",
    [(None, "première venue"), (30, ""), (430, "revient après 14\u00a0mois"), (800, "revient après 2\u00a0ans")],
)  # fmt: skip
def test_new_known_or_back_is_said_when_saved_and_when_expected(days_ago, words):
    person = BeneficiaryFactory()
    if days_ago:
        seen(person, days_ago)
    appointment(person=person)
    assert expected_today(receptionist())[0].novelty == words
    first = visit(person=person, code="")
    assert novelty_of(first, receptionist()) == words
    assert novelty_of(visit(person=person, code="document"), receptionist()) == ""
    assert novelty_of(register_visit(by=receptionist(), id=uuid.uuid4()), receptionist()) == ""


@pytest.mark.parametrize(
    "people, typed, doubt",
    [
        ([("Ali", "Zerrouk", 1970), ("Ali", "Zerrouk", 1991)], "zerrouk ali", True),
        ([("Ali", "Zerrouk", 1970), ("Ali", "Zerrouk", 1991)], "zerrouk ali 1991", False),
        ([("Khadija", "Benali", 1984), ("Kadija", "Ben Ali", 1991)], "benali kadija", True),
        ([("Khadija", "Benali", 1984), ("Kadidja", "Benali", 1991)], "benali khadija", False),
        ([("Khadija", "Benali", 1984)], "benali kadija", False),
        ([("Khadija", "Benali", 1984), ("Ali", "Benali", 1990)], "ben", True),
    ],
)
def test_when_the_first_two_are_as_likely_nobody_is_chosen(people, typed, doubt):
    for first, last, year in people:
        BeneficiaryFactory(first_name=first, last_name=last, birth_year=year)
    found = candidates(receptionist(), text=typed, wide=True)
    assert doubtful(found, typed) == doubt and found


def test_the_platform_of_a_worker_goes_with_them():
    assert visit(code="", came_for=platform("budget")).asked_platform == platform("budget")

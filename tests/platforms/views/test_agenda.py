from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from ceis.access import Role
from ceis.civil_time import instant, today
from ceis.places.actions import occupy
from ceis.places.models import Occupation
from tests.factories import platforms as make
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory, UserFactory, assign

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
AGENDA = "/agenda/?jour=2026-11-23"


@pytest.fixture
def claire(client):
    user = make.worker(first_name="Claire", last_name="Fabre")
    client.force_login(user)
    return user


def shown(client, url=AGENDA):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def columns(client, url=AGENDA):
    return {column.title: column for column in client.get(url).context["columns"]}


def test_the_day_by_worker(client, claire):
    make.appointment(of=claire, person=BeneficiaryFactory(first_name="Khadija", last_name="Benali"), day=MONDAY)
    page = shown(client)
    assert "Lundi 23" in page and "Khadija Benali" in page
    assert list(columns(client)) == ["Claire Fabre"]
    assert "jour=2026-11-22" in page and "jour=2026-11-24" in page


def test_the_day_by_room_and_what_needs_none(client, claire):
    make.appointment(of=claire, room=RoomFactory(name="Bureau 4"), day=MONDAY)
    phone = make.appointment(of=claire, day=MONDAY, at=time(11), until=time(12))
    phone.room = None
    phone.save()
    assert {"Bureau 4", "Sans salle"} <= set(columns(client, f"{AGENDA}&par=salle"))


def test_the_week_of_a_worker(client, claire):
    make.appointment(of=claire, day=MONDAY + timedelta(days=3))
    make.appointment(day=MONDAY)
    context = client.get(f"{AGENDA}&vue=semaine&avec={claire.pk}").context
    assert [len(column.lines) for column in context["columns"]] == [0, 0, 0, 1, 0]
    assert (context["before"], context["after"]) == (date(2026, 11, 16), date(2026, 11, 30))


def test_filters_by_worker_room_and_platform(client, claire):
    mine = make.appointment(of=claire, room=RoomFactory(), day=MONDAY)
    make.appointment(slug="numerique", day=MONDAY)
    for narrowed in (f"avec={claire.pk}", f"salle={mine.room_id}", "plateforme=emploi"):
        assert client.get(f"{AGENDA}&{narrowed}").context["total"] == 1
    assert client.get(AGENDA).context["total"] == 2


@pytest.mark.parametrize(
    "bad",
    [
        "jour=abc", "jour=2026-02-31", "jour=0001-01-01", "jour=9999-12-31", "jour=%00", "avec=abc", "avec=%00",
        "salle=12", "plateforme=inconnue", "vue=annee", "par=x", "jour=" + "9" * 20_000,
        "avec=00000000-0000-4000-8000-000000000000",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_ignored(client, claire, bad):
    assert client.get(f"/agenda/?{bad}").context["day"] == today()


def test_a_time_taken_by_something_else_is_told_without_its_motive(client, claire):
    make.appointment(of=claire, day=MONDAY)
    start, end = instant(MONDAY, time(14)), instant(MONDAY, time(16))
    occupy(source=uuid4(), start=start, end=end, resources=[(Occupation.Kind.WORKER, claire.pk)])
    assert "occupé jusqu’à 16\u00a0h" in shown(client)


def test_cancelled_appointments_leave_the_agenda(client, claire):
    appointment = make.appointment(of=claire, day=MONDAY)
    appointment.status = "excused"
    appointment.save()
    assert client.get(AGENDA).context["total"] == 0


def test_a_secret_appointment_is_nothing_to_colleagues_and_an_hour_to_the_desk(client, claire):
    omar = make.worker("sante", first_name="Omar", last_name="Diallo")
    room, person = RoomFactory(name="Bureau 9"), BeneficiaryFactory(last_name="Vidal")
    make.appointment(of=omar, person=person, slug="sante", day=MONDAY, room=room)
    assert "Vidal" not in shown(client) and client.get(AGENDA).context["total"] == 0
    client.force_login(UserFactory(role=Role.RECEPTION))
    page = shown(client)
    assert "Vidal" in page and "Bureau 9" in page and "rendez-vous · Bureau 9" in page
    assert "Omar" not in page and "Santé" not in page and "sante" not in page
    client.force_login(omar)
    assert "Omar Diallo" in columns(client)


def test_a_secret_appointment_answers_to_no_filter_that_would_name_it(client, claire):
    omar = make.worker("sante")
    assign(omar, Role.SOCIAL_WORKER, "emploi")
    secret = make.appointment(of=omar, slug="sante", day=MONDAY)
    make.appointment(of=omar, slug="emploi", day=MONDAY, at=time(11), until=time(12))
    assert client.get(f"{AGENDA}&avec={omar.pk}").context["total"] == 1
    assert client.get(f"{AGENDA}&plateforme=sante").context["form"].value("plateforme") is None
    page = shown(client, f"{AGENDA}&avec={omar.pk}")
    assert str(secret.pk) not in page
    assert "occupé" not in page and "occupé" not in shown(client)


def test_a_worker_of_a_secret_platform_is_no_choice_for_the_others(client, claire):
    omar = make.worker("sante", last_name="Diallo")
    assert "Diallo" not in shown(client)
    client.force_login(omar)
    assert "Diallo" in shown(client)


def test_the_manager_reads_counts_and_no_name(client, claire):
    room = RoomFactory(name="Bureau 4")
    person = BeneficiaryFactory(first_name="Khadija", last_name="Benali")
    make.appointment(of=claire, person=person, room=room, day=MONDAY)
    make.appointment(of=make.worker("sante"), slug="sante", room=room, day=MONDAY, at=time(10), until=time(11))
    client.force_login(UserFactory(role=Role.MANAGER))
    page = shown(client)
    assert "Bureau 4" in page and "9\u00a0h – 11\u00a0h" in page and "2 rendez-vous" in page
    assert not [name for name in ("Khadija", "Benali", "Claire", "Fabre", "Santé", "Emploi") if name in page]


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.DPO, Role.ADMINISTRATOR, Role.PARTNER])
def test_roles_without_planning_are_refused(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get(AGENDA).status_code == 403


def test_the_agenda_is_read_only(client, claire):
    assert client.post(AGENDA).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("url", "queries"), [(AGENDA, 16), (f"{AGENDA}&par=salle", 17), (f"{AGENDA}&vue=semaine", 15)])
def test_the_agenda_costs_the_same_whatever_it_holds(client, claire, rows, url, queries, django_assert_num_queries):
    for n in range(rows):
        make.appointment(of=claire, day=MONDAY, at=time(9 + n), until=time(10 + n))
        make.appointment(slug="sante", day=MONDAY)
    client.get(url)
    with django_assert_num_queries(queries):
        client.get(url)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_manager_s_agenda_costs_the_same_whatever_it_holds(client, claire, rows, django_assert_num_queries):
    for n in range(rows):
        make.appointment(of=claire, day=MONDAY, at=time(9 + n), until=time(10 + n))
    client.force_login(UserFactory(role=Role.MANAGER))
    client.get(AGENDA)
    with django_assert_num_queries(10):
        client.get(AGENDA)

import uuid
from datetime import time, timedelta

import pytest
from django.urls import reverse

from ceis.access import Role
from ceis.civil_time import is_working_day, today
from ceis.models import Draft
from platforms.actions import cancel_appointment, set_status
from platforms.models import Appointment
from tests.factories import platforms as make
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory, UserFactory

pytestmark = pytest.mark.django_db
TOMORROW = today() + timedelta(days=1)


@pytest.fixture
def claire(client):
    user = make.worker(first_name="Claire", last_name="Fabre")
    client.force_login(user)
    return user


def address(person) -> str:
    return f"/rendez-vous/nouveau/?personne={person.pk}"


def posted(worker, room=None, **given) -> dict:
    room = room or RoomFactory()
    return {
        "id": str(uuid.uuid4()), "platform": 1, "worker": str(worker.pk), "minutes": "60", "channel": "office",
        "day": TOMORROW.isoformat(), "hour": "09:00", "room": str(room.pk),
    } | given  # fmt: skip


def test_the_page_proposes_free_slots_and_one_press_books(client, claire):
    person, room = BeneficiaryFactory(), RoomFactory(name="Bureau 4")
    slot = client.get(address(person)).context["slots"][0]
    assert is_working_day(slot.day) and slot.room == room
    response = client.post(address(person), posted(claire) | {"slot": slot.value, "day": "", "hour": "", "room": ""})
    appointment = Appointment.objects.get()
    assert response.url == reverse("platforms:appointment", args=[appointment.pk])
    assert (appointment.date, appointment.starts_at, appointment.room) == (slot.day, slot.starts_at, room)
    assert list(appointment.workers.all()) == [claire] and list(appointment.people.all()) == [person]


def test_typed_day_hour_and_room_book_too(client, claire):
    client.post(address(BeneficiaryFactory()), posted(claire, minutes="45"))
    appointment = Appointment.objects.get()
    assert (appointment.date, appointment.ends_at) == (TOMORROW, time(9, 45))


def test_the_same_form_sent_twice_books_once_and_arrives_at_the_same_place(client, claire):
    person, form = BeneficiaryFactory(), posted(claire)
    assert client.post(address(person), form).url == client.post(address(person), form).url
    assert Appointment.objects.count() == 1


def test_a_taken_hour_is_said_at_its_field_and_what_was_typed_is_kept(client, claire):
    make.appointment(of=claire, day=TOMORROW, person=BeneficiaryFactory(last_name="Canari"))
    response = client.post(address(BeneficiaryFactory()), posted(claire))
    page = response.content.decode()
    assert "Déjà pris" in response.context["form"].errors["worker"][0]
    assert 'value="09:00"' in page and "Canari" not in page
    assert Appointment.objects.count() == 1


def test_a_taken_room_is_said_at_the_room(client, claire):
    room = RoomFactory()
    make.appointment(day=TOMORROW, room=room)
    errors = client.post(address(BeneficiaryFactory()), posted(claire, room)).context["form"].errors
    assert list(errors) == ["room"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"day": "2026-02-31"}, "day"), ({"day": "0001-01-01"}, "day"), ({"day": "9999-12-31"}, "day"),
        ({"day": ""}, "day"), ({"hour": "25:00"}, "hour"), ({"hour": ""}, "hour"), ({"hour": "23:30"}, "hour"),
        ({"room": ""}, "room"), ({"room": "abc"}, "room"), ({"minutes": "7"}, "minutes"), ({"worker": "x"}, "worker"),
        ({"worker": ""}, "worker"), ({"platform": "99"}, "platform"), ({"channel": "x"}, "channel"),
        ({"id": "abc"}, "id"), ({"colleagues": "x"}, "colleagues"), ({"slot": "x y z"}, "day"),
        ({"slot": "2026-02-31 09:00"}, "day"), ({"hour": "9" * 200_000}, "hour"),
    ],
)  # fmt: skip
def test_bad_input_is_told_at_its_field(client, claire, given, field):
    response = client.post(address(BeneficiaryFactory()), posted(claire) | given)
    assert response.status_code == 200
    assert field in response.context["form"].errors or "day" in response.context["form"].errors
    assert not Appointment.objects.exists()


def test_a_worker_books_for_their_own_platforms(client, claire):
    lea = make.worker("numerique")
    errors = client.post(address(BeneficiaryFactory()), posted(lea, platform=2)).context["form"].errors
    assert set(errors) == {"platform", "worker"}


def test_reception_books_for_every_platform_and_the_secret_one_then_says_no_more(client):
    client.force_login(UserFactory(role=Role.RECEPTION))
    omar = make.worker("sante", first_name="Omar", last_name="Diallo")
    person = BeneficiaryFactory()
    assert "Santé" in client.get(address(person)).content.decode()
    response = client.post(address(person), posted(omar, platform=4), follow=True)
    page = response.content.decode()
    assert response.status_code == 200 and Appointment.objects.get().platform_id == 4
    assert str(person) in page
    assert not [word for word in ("Omar", "Diallo", "Santé", "sante") if word in page]


def test_the_worker_must_be_on_the_platform(client):
    client.force_login(UserFactory(role=Role.RECEPTION))
    errors = (
        client.post(address(BeneficiaryFactory()), posted(make.worker("budget"), platform=1)).context["form"].errors
    )
    assert "n’est pas sur la plateforme" in errors["worker"][0]


def test_what_is_being_typed_comes_back_and_is_forgotten_once_booked(client, claire):
    person = BeneficiaryFactory()
    Draft.objects.create(user=claire, form="appointment", about=str(person.pk), data={"hour": ["14:30"]})
    assert 'value="14:30"' in client.get(address(person)).content.decode()
    client.post(address(person), posted(claire))
    assert not Draft.objects.exists()


def test_free_slots_are_asked_again_when_the_worker_changes(client, claire):
    RoomFactory()
    person, samir = BeneficiaryFactory(), make.worker()
    url = f"/rendez-vous/nouveau/creneaux/?personne={person.pk}"
    assert (
        "Premiers créneaux libres" in client.get(f"{url}&worker={samir.pk}&minutes=30&channel=phone").content.decode()
    )
    for bad in ("&worker=%00&minutes=x&channel=x", "&colleagues=abc", ""):
        assert client.get(url + bad).status_code == 200
    assert client.get("/rendez-vous/nouveau/creneaux/").status_code == 200


def test_without_javascript_a_button_proposes_slots_and_checks_nothing(client, claire):
    RoomFactory()
    response = client.post(address(BeneficiaryFactory()), posted(claire, hour="") | {"propose": "1"})
    assert response.context["slots"] and not response.context["form"].errors


def test_the_person_is_searched_when_the_address_does_not_say(client, claire):
    person = BeneficiaryFactory(first_name="Khadija", last_name="Benali")
    page = client.get("/rendez-vous/nouveau/?q=benali").content.decode()
    assert f"?personne={person.pk}" in page
    for q in ("", "%00", "x" * 5000, "zzzz"):
        assert client.get(f"/rendez-vous/nouveau/?q={q}").status_code == 200


@pytest.mark.parametrize("bad", ["abc", "%00", "00000000-0000-4000-8000-000000000000", "x" * 10_000])
def test_a_person_one_may_not_know_is_not_there(client, claire, bad):
    status = client.get(f"/rendez-vous/nouveau/?personne={bad}").status_code
    assert status == (200 if bad == "%00" else 404)


def test_the_state_changes_by_a_press_and_a_wrong_one_is_told(client, claire):
    appointment = make.appointment(of=claire)
    url = reverse("platforms:state", args=[appointment.pk])
    client.post(url, {"status": "arrived"})
    appointment.refresh_from_db()
    assert appointment.status == "arrived" and appointment.arrived_at
    for wrong in ("", "%00", "cancelled_by_us", "inconnu"):
        assert "n’existe pas" in client.post(url, {"status": wrong}, follow=True).content.decode()
    client.post(url, {"status": "excused"})
    assert "ne devient pas" in client.post(url, {"status": "arrived"}, follow=True).content.decode()


def test_moving_from_its_page(client, claire):
    appointment, room = make.appointment(of=claire, day=TOMORROW), RoomFactory()
    url = reverse("platforms:move", args=[appointment.pk])
    assert client.get(url).context["slots"]
    day = (TOMORROW + timedelta(days=1)).isoformat()
    client.post(url, {"minutes": "60", "day": day, "hour": "10:00", "room": str(room.pk)})
    appointment.refresh_from_db()
    assert (appointment.starts_at, appointment.room) == (time(10), room)


def test_moving_onto_a_taken_hour_is_told_and_changes_nothing(client, claire):
    appointment = make.appointment(of=claire, day=TOMORROW)
    make.appointment(of=claire, day=TOMORROW, at=time(14), until=time(15))
    form = {"minutes": "60", "day": TOMORROW.isoformat(), "hour": "14:00", "room": str(appointment.room_id)}
    page = client.post(reverse("platforms:move", args=[appointment.pk]), form).content.decode()
    appointment.refresh_from_db()
    assert "Déjà pris" in page and appointment.starts_at == time(9)


def test_an_appointment_with_an_outcome_does_not_offer_to_move(client, claire):
    appointment = make.appointment(of=claire)
    set_status(by=claire, appointment=appointment, status="excused")
    assert "ne se déplace plus" in client.get(reverse("platforms:move", args=[appointment.pk])).content.decode()


def test_cancelling_asks_who_and_why(client, claire):
    appointment = make.appointment(of=claire, day=TOMORROW)
    url = reverse("platforms:cancel", args=[appointment.pk])
    assert "Dites qui annule" in client.post(url, {}).content.decode()
    for _ in range(2):
        assert client.post(url, {"status": "cancelled_by_us", "reason": "lieu fermé"}).status_code == 302
    appointment.refresh_from_db()
    assert appointment.cancel_reason == "lieu fermé"
    assert "Déplacer" not in client.get(reverse("platforms:appointment", args=[appointment.pk])).content.decode()


def test_a_secret_appointment_shows_person_hour_and_room_alone(client, claire):
    omar = make.worker("sante", first_name="Omar", last_name="Diallo")
    appointment = make.appointment(of=omar, slug="sante", day=TOMORROW)
    cancelled = make.appointment(of=omar, slug="sante", day=TOMORROW, at=time(14), until=time(15))
    cancel_appointment(by=omar, appointment=cancelled, status="cancelled_by_us", reason="empêchement")
    urls = [reverse(f"platforms:{name}", args=[appointment.pk]) for name in ("appointment", "move", "state", "cancel")]
    assert (
        {client.get(url).status_code for url in urls[:2]} == {client.post(url).status_code for url in urls[1:]} == {404}
    )
    client.force_login(UserFactory(role=Role.RECEPTION))
    for one in (appointment, cancelled):
        for name in ("appointment", "move"):
            page = client.get(reverse(f"platforms:{name}", args=[one.pk])).content.decode()
            assert str(one.people.get()) in page
            assert not [word for word in ("Omar", "Diallo", "Santé", "empêchement</dd>") if word in page]
    client.force_login(omar)
    assert "Santé" in client.get(reverse("platforms:appointment", args=[appointment.pk])).content.decode()


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.MANAGER, Role.DPO, Role.ADMINISTRATOR, Role.PARTNER])
def test_roles_that_book_nothing_are_refused(client, role):
    appointment = make.appointment()
    client.force_login(UserFactory(role=role))
    pages = [reverse(f"platforms:{name}", args=[appointment.pk]) for name in ("appointment", "move")]
    assert {client.get(url).status_code for url in [*pages, "/rendez-vous/nouveau/"]} == {403}
    acts = [reverse(f"platforms:{name}", args=[appointment.pk]) for name in ("state", "cancel", "move")]
    assert {client.post(url).status_code for url in acts} == {403}


def test_methods_and_strangers(client, claire):
    appointment = make.appointment(of=claire)
    for name in ("state", "cancel"):
        assert client.get(reverse(f"platforms:{name}", args=[appointment.pk])).status_code == 405
    assert client.post(reverse("platforms:appointment", args=[appointment.pk])).status_code == 405
    for name in ("appointment", "move"):
        assert client.get(reverse(f"platforms:{name}", args=[uuid.uuid4()])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_booking_costs_the_same_whatever_is_planned(client, claire, rows, django_assert_num_queries):
    person = BeneficiaryFactory()
    for n in range(rows):
        RoomFactory(), make.worker()
        make.appointment(of=claire, person=person, day=TOMORROW, at=time(9 + n), until=time(10 + n))
        make.task(of=claire, person=person)
        make.referral(person=person)
    client.get(address(person))
    with django_assert_num_queries(18):
        client.get(address(person))

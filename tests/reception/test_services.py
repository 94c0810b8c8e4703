"""Services over the counter, and what a word of the desk may not say."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from ceis.civil_time import Period, today
from ceis.indicators import compute, split
from ceis.terms.models import Term
from reception.actions import give_service, leave_note, register_visit, take_note_back, take_service_back
from reception.handover_words import somebody_or_health
from reception.indicators import BY_REASON, BY_SERVICE, SERVICES, VISITS
from reception.models import HandoverNote, ServiceGiven
from reception.terms import SERVICE
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.reception import reason, receptionist, visit

pytestmark = pytest.mark.django_db
COUNT, HANDOVER = reverse("reception:service"), reverse("reception:handover")


def service(code: str = "scan") -> Term:
    return Term.objects.get(list=SERVICE, code=code)


@pytest.fixture
def agent(client):
    user = receptionist()
    client.force_login(user)
    return user


def standing() -> int:
    return ServiceGiven.objects.standing().count()


def test_each_press_counts_and_the_same_press_sent_again_does_not():
    agent, id = receptionist(), uuid.uuid4()
    for press in (id, id, uuid.uuid4()):
        give_service(by=agent, id=press, service=service())
    assert standing() == 2


def test_one_less_takes_the_latest_and_the_same_press_sent_again_takes_nothing_more():
    agent, press = receptionist(), uuid.uuid4()
    for _ in range(3):
        give_service(by=agent, id=uuid.uuid4(), service=service())
    give_service(by=agent, id=uuid.uuid4(), service=service("print"))
    for _ in range(2):
        take_service_back(by=agent, service=service(), press=press)
    assert ServiceGiven.objects.standing().counted() == {service().pk: 2, service("print").pk: 1}
    assert take_service_back(by=agent, service=service("copy"), press=uuid.uuid4()) is None


def test_what_was_given_yesterday_is_not_taken_back():
    given = give_service(by=receptionist(), id=uuid.uuid4(), service=service())
    ServiceGiven.objects.filter(pk=given.pk).update(date=date(2026, 1, 5))
    assert take_service_back(by=receptionist(), service=service(), press=uuid.uuid4()) is None


def test_the_page_counts_for_the_day_and_for_a_visit(client, agent):
    saved = visit(by=agent)
    for about in ({}, {"visit": saved.pk}):
        client.post(COUNT, {"id": uuid.uuid4(), "service": service().pk} | about)
    answer = client.post(
        COUNT, {"id": uuid.uuid4(), "service": service().pk, "visit": saved.pk}, headers={"X-Fragment": "1"}
    )
    counted = {counter.service.code: counter.count for counter in answer.context["counters"]}
    assert counted["scan"] == 2 and standing() == 3
    client.post(COUNT, {"id": uuid.uuid4(), "service": service().pk, "visit": saved.pk, "less": "1"})
    assert saved.services.standing().count() == 1


@pytest.mark.parametrize("wrong", [{"service": "abc"}, {"id": "%00"}, {"visit": "x" * 5000}, {"service": ""}])
def test_what_is_not_a_press_counts_nothing(client, agent, wrong):
    typed = {"id": uuid.uuid4(), "service": service().pk} | wrong
    assert client.post(COUNT, typed, headers={"X-Fragment": "1"}).status_code == 422
    assert client.post(COUNT, typed).status_code == 302 and standing() == 0


def test_a_visit_with_two_reasons_is_one_visit_and_two_mentions():
    register_visit(by=receptionist(), id=uuid.uuid4(), headcount=3, reasons=[reason("job"), reason("document")])
    visit(code="job")
    month = Period.month(today())
    assert compute([VISITS], month)["visits"].value == 4
    cells = {cell.label: (cell.value, len(cell.rows)) for cell in split(BY_REASON, month)}
    assert cells == {"Recherche d’emploi": (4, 2), "Imprimer, scanner, copier": (3, 1)}


def test_a_secret_reason_is_counted_without_its_name():
    Term.objects.filter(pk=reason("job").pk).update(sensitivity="secret")
    visit(code="job")
    assert [cell.label for cell in split(BY_REASON, Period.month(today()))] == ["autres"]


def test_services_are_figures():
    for code in ("scan", "scan", "print"):
        give_service(by=receptionist(), id=uuid.uuid4(), service=service(code))
    take_service_back(by=receptionist(), service=service("print"), press=uuid.uuid4())
    month = Period.month(today())
    assert compute([SERVICES], month)["services_given"].value == 2
    assert [(cell.label, cell.value) for cell in split(BY_SERVICE, month)] == [("Scan", 2)]


@pytest.mark.parametrize(
    "text, asked",
    [
        ("Le copieur est en panne.", ""),
        ("Odile Roux repassera", "nommer Odile Roux"),
        ("roux odile a oublié son parapluie", "nommer Odile Roux"),
        ("La dame est enceinte", "enceinte"),
        ("Il sort de l’hôpital", "hopital"),
        ("", ""),
    ],
)
def test_a_name_of_the_file_or_a_word_of_health_is_asked_about(text, asked):
    BeneficiaryFactory(first_name="Odile", last_name="Roux")
    question = somebody_or_health(text, receptionist())
    assert asked in question and bool(question) == bool(asked)


def test_a_note_is_left_once_and_taken_back_by_its_author(client, agent):
    data = {"id": str(uuid.uuid4()), "text": "Le copieur est en panne."}
    for _ in range(2):
        assert client.post(HANDOVER, data).status_code == 302
    note = HandoverNote.objects.get()
    client.force_login(receptionist())
    back = reverse("reception:take_back", args=[note.pk])
    assert "Seul son auteur" in client.post(back, follow=True).content.decode()
    take_note_back(by=agent, note=note)
    assert not HandoverNote.objects.to_be_read().exists()


@pytest.mark.parametrize(
    "text, kept", [("", False), ("Le mot de passe est soleil34", False), ("x" * 200_000, False),
                   ("Une dame malade attend dehors", False)],
)  # fmt: skip
def test_what_a_note_refuses(client, agent, text, kept):
    answer = client.post(HANDOVER, {"id": str(uuid.uuid4()), "text": text})
    assert answer.status_code == 422 and "text" in answer.context["form"].errors
    assert not HandoverNote.objects.exists()


def test_a_doubt_is_confirmed_a_password_is_not(client, agent):
    said = {"id": str(uuid.uuid4()), "anyway": "on"}
    assert client.post(HANDOVER, said | {"text": "Mot de passe : soleil34"}).status_code == 422
    assert client.post(HANDOVER, said | {"text": "Atelier violences à 14 h"}).status_code == 302


@pytest.mark.parametrize(
    "written, read_on, is_read",
    [
        (date(2026, 11, 20), date(2026, 11, 23), True),  # Friday, read on Monday
        (date(2026, 11, 19), date(2026, 11, 23), False),
        (date(2026, 11, 10), date(2026, 11, 12), True),  # over the bank holiday
        (date(2026, 11, 23), date(2026, 11, 23), True),
    ],
)
def test_a_note_is_read_that_day_and_the_next_open_one(monkeypatch, written, read_on, is_read):
    note = leave_note(by=receptionist(), id=uuid.uuid4(), text="Le copieur est en panne.")
    HandoverNote.objects.filter(pk=note.pk).update(date=written)
    monkeypatch.setattr("reception.models.handover.today", lambda: read_on)
    assert HandoverNote.objects.to_be_read().exists() == is_read

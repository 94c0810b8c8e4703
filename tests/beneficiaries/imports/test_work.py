"""Whole or nothing, once, whatever happens; and undone exactly."""

import logging
import os
import signal
import threading
import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from beneficiaries import tasks
from beneficiaries.actions import correct_identity, note_encounter
from beneficiaries.imports import actions, work
from beneficiaries.models import Beneficiary, Encounter, FileCounter, ImportLine, PeopleImport
from ceis.access import Role
from ceis.background import only_one
from ceis.civil_time import now, today
from ceis.facts import RuleViolation
from ceis.journal.models import Entry
from ceis.models import Draft
from tests.beneficiaries.imports.files import HEADINGS, PEOPLE, csv_bytes
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from tests.reporting.workers import private_redis, speaking_to, wait_for, worker

pytestmark = pytest.mark.django_db
Same, New = ImportLine.Decision.SAME, ImportLine.Decision.NEW
BeneficiaryEvent = Beneficiary.past.rel.related_model


@pytest.fixture
def agent():
    return UserFactory(role=Role.COORDINATOR)


def laid(agent, content=None, **more) -> PeopleImport:
    """A file laid and read."""
    job = actions.deposit(by=agent, id=uuid.uuid4(), file_name="usagers.csv", content=content or csv_bytes(), **more)
    work.run(job.pk)
    job.refresh_from_db()
    return job


def written(agent, content=None) -> PeopleImport:
    job = laid(agent, content)
    actions.confirm(by=agent, job=job, leave_errors_out=True)
    work.run(job.pk)
    job.refresh_from_db()
    return job


def undone(agent, job) -> PeopleImport:
    actions.ask_undo(by=agent, job=job)
    work.run(job.pk)
    job.refresh_from_db()
    return job


def test_nothing_is_written_before_it_is_confirmed(agent):
    job = laid(agent)
    assert (job.state, job.total, Beneficiary.objects.count()) == ("review", 3, 0)
    assert job.lines.counts()["good"] == 3
    assert [column["field"] for column in job.columns][:3] == ["last_name", "first_name", "birth"]


def test_what_is_confirmed_is_written_as_the_form_would(agent):
    job = written(agent)
    khadija = Beneficiary.objects.get(last_name="Benali")
    assert (khadija.phone, khadija.birth_year, khadija.created_by) == ("+33612345678", 1984, agent)
    assert khadija.sort_name == "benali khadija" and khadija.search_keys
    assert sorted(Beneficiary.objects.values_list("file_number", flat=True)) == [
        f"{today().year}-0000{number}" for number in (1, 2, 3)
    ]
    assert FileCounter.take(today().year).endswith("-00004")
    assert (job.state, job.created_count, job.content) == ("written", 3, None)
    assert Entry.objects.filter(action="create", object_type="beneficiaries.Beneficiary", actor=agent).count() == 3


def test_every_act_twice_changes_nothing(agent):
    id = uuid.uuid4()
    for _ in range(2):
        job = actions.deposit(by=agent, id=id, file_name="usagers.csv", content=csv_bytes())
    for _ in range(2):
        work.run(job.pk)
    for _ in range(2):
        actions.confirm(by=agent, job=job, leave_errors_out=False)
    for _ in range(2):
        work.run(job.pk)
    assert Beneficiary.objects.count() == 3
    for _ in range(2):
        actions.ask_undo(by=agent, job=job)
        work.run(job.pk)
    assert (Beneficiary.objects.count(), PeopleImport.objects.get().removed_count) == (0, 3)


def test_errors_are_corrected_or_left_out_by_name(agent):
    job = laid(agent, csv_bytes([HEADINGS, *PEOPLE, ["", "Sans nom", "31/02/1980"]]))
    with pytest.raises(RuleViolation, match="en erreur"):
        actions.confirm(by=agent, job=job, leave_errors_out=False)
    assert {name for name, _, _ in job.lines.at_fault().get().messages} == {"last_name", "birth"}
    actions.confirm(by=agent, job=job, leave_errors_out=True)
    work.run(job.pk)
    job.refresh_from_db()
    assert (job.created_count, job.left_out_count) == (3, 1)


def test_possible_doubles_wait_for_a_choice_and_sure_ones_are_known(agent):
    BeneficiaryFactory(first_name="Khadija", last_name="Benali", birth_date=date(1984, 3, 12))
    BeneficiaryFactory(first_name="Eloise", last_name="Muler", birth_year=1990)
    job = laid(agent)
    assert job.lines.counts() == {"good": 1, "known": 1, "likely": 1, "error": 0}
    with pytest.raises(RuleViolation, match="doublons possibles"):
        actions.confirm(by=agent, job=job, leave_errors_out=True)
    assert actions.decide(by=agent, job=job, decision=Same) == 1
    actions.decide(by=agent, job=job, decision=New, number=2)
    actions.confirm(by=agent, job=job, leave_errors_out=False)
    work.run(job.pk)
    job.refresh_from_db()
    assert (job.created_count, job.known_count, Beneficiary.objects.count()) == (2, 1, 4)


def test_the_columns_are_corrected(agent):
    job = laid(agent, csv_bytes([["Qui", "Petit nom"], ["Benali", "Khadija"]]))
    assert job.state == "review" and job.lines.count() == 0
    with pytest.raises(RuleViolation, match="gardez-en une"):
        actions.choose_columns(by=agent, job=job, fields=["last_name", "last_name"])
    actions.choose_columns(by=agent, job=job, fields=["last_name", "first_name"])
    work.run(job.pk)
    assert job.lines.get().values == {"last_name": "Benali", "first_name": "Khadija"}


def test_a_refused_file_is_not_kept(agent):
    job = laid(agent, csv_bytes([[*HEADINGS, "NIR"], *PEOPLE]))
    assert (job.state, job.content, job.lines.count()) == ("refused", None, 0)
    assert "sécurité sociale" in job.refusal


def test_two_agents_lay_the_same_file(agent):
    """The second one to confirm is shown whom the first one brought."""
    first, second = laid(agent), laid(UserFactory(role=Role.COORDINATOR))
    for job in (first, second):
        actions.confirm(by=agent, job=job, leave_errors_out=False)
        work.run(job.pk)
    second.refresh_from_db()
    assert (Beneficiary.objects.count(), second.state) == (3, "review")
    assert any("ajoutées par ailleurs" in note for note in second.notes)
    assert second.lines.counts()["good"] == 0


def test_undoing_leaves_nothing_not_even_in_history(agent):
    job = undone(agent, written(agent))
    assert (job.state, job.removed_count, job.lines.count()) == ("undone", 3, 0)
    assert Beneficiary.objects.count() == 0 and BeneficiaryEvent.objects.count() == 0
    assert Entry.objects.filter(action="cancel", object_type="beneficiaries.Beneficiary").count() == 3


def met(person, agent):
    note_encounter(source=uuid.uuid4(), kind=Encounter.Kind.VISIT, day=today(), at=now().time(), beneficiary=person)


def corrected(person, agent):
    correct_identity(by=agent, beneficiary=person, typed={"city": "Sète"}, seen=1)


def being_written_about(person, agent):
    Draft.objects.create(user=agent, form="beneficiaries.identity", about=str(person.pk), data={"city": "Sète"})


def merged(person, agent):
    BeneficiaryFactory(first_name="Autre", last_name="Personne", merged_into=person)


def known_to_another_file(person, agent):
    written(agent, csv_bytes([HEADINGS, PEOPLE[0], ["Nouvelle", "Personne", "", "", "", ""]]))


@pytest.mark.parametrize("use", [met, corrected, being_written_about, merged, known_to_another_file])
def test_whoever_was_used_since_is_kept(agent, use):
    job = written(agent)
    use(Beneficiary.objects.get(last_name="Benali"), agent)
    job = undone(agent, job)
    assert job.removed_count == 2
    assert list(job.lines.values_list("number", flat=True)) == [2]
    assert Beneficiary.objects.filter(last_name="Benali").exists()
    assert not Beneficiary.objects.filter(last_name__in=["Müller", "Diallo"]).exists()


def test_another_review_forgets_who_is_gone(agent):
    first = written(agent)
    second = laid(agent)
    assert second.lines.counts()["good"] == 0
    undone(agent, first)
    assert second.lines.counts()["good"] == 3 and not second.lines.exclude(twin=None).exists()


def test_after_thirty_days_it_is_too_late(agent):
    job = written(agent)
    PeopleImport.objects.update(written_at=timezone.now() - timedelta(days=30, minutes=1))
    with pytest.raises(RuleViolation, match="ne peut plus"):
        actions.ask_undo(by=agent, job=job)


def test_what_is_not_needed_any_more_is_erased(agent):
    waiting, done = laid(agent), written(agent, csv_bytes([HEADINGS, ["Weiss", "Anna"]]))
    tasks.purge_imports()
    assert waiting.lines.with_values().count() == 3 and done.lines.with_values().count() == 1
    PeopleImport.objects.update(asked_at=timezone.now() - timedelta(days=8))
    PeopleImport.objects.filter(pk=done.pk).update(written_at=timezone.now() - timedelta(days=8))
    tasks.purge_imports()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.content, waiting.lines.count()) == ("abandoned", None, 0)
    assert done.lines.with_values().count() == 0
    assert undone(agent, done).removed_count == 1, "what says whom to remove is kept for thirty days"


def test_the_third_failure_gives_back_what_was_there(agent, monkeypatch, caplog):
    job = laid(agent)
    actions.confirm(by=agent, job=job, leave_errors_out=False)
    first = job.lines.order_by("number")[0]
    ImportLine.objects.filter(pk=first.pk).update(values=first.values | {"first_name": ""})  # the database refuses it
    for attempt in (1, 2, 3):
        with caplog.at_level(logging.CRITICAL):
            work.run(job.pk)
        assert Beneficiary.objects.count() == 0, attempt
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("review", 0) and "trois fois" in job.notes[-1]


@pytest.mark.parametrize("state", ["refused", "abandoned", "written", "undone"])
def test_the_database_keeps_no_file_once_it_is_over(agent, state):
    job = laid(agent)
    fields = {"state": state, "written_by": agent, "written_at": timezone.now()}
    with pytest.raises(IntegrityError, match="keeps_no_file"), transaction.atomic():
        PeopleImport.objects.filter(pk=job.pk).update(**fields)
    assert PeopleImport.objects.filter(pk=job.pk).update(content=None, **fields) == 1


# --- With real workers ---


@pytest.fixture
def queue(tmp_path):
    with private_redis(tmp_path) as url, speaking_to(url):
        yield url


def many(count: int) -> bytes:
    letters = "abcdefghij"
    names = ("".join(letters[int(digit)] for digit in f"{number:06d}") for number in range(count))
    return csv_bytes([["Nom", "Prénom"], *[[f"{name}{name[::-1]}", "Awa"] for name in names]])


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_writing_leaves_all_or_nothing(queue, agent):
    job = laid(agent, many(3_000))
    with worker(queue) as first:
        actions.confirm(by=agent, job=job, leave_errors_out=False)
        wait_for(lambda: PeopleImport.objects.get().attempts == 1 and PeopleImport.objects.get().done > 0)
        os.killpg(first.pid, signal.SIGKILL)
    assert Beneficiary.objects.count() in (0, 3_000)
    with worker(queue):
        wait_for(lambda: tasks.sweep_imports() or PeopleImport.objects.get().state == "written", 90)
    assert Beneficiary.objects.count() == 3_000
    assert FileCounter.objects.get().last == 3_000


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_while_one_works_the_other_does_nothing(agent):
    job = actions.deposit(by=agent, id=uuid.uuid4(), file_name="a.csv", content=csv_bytes())

    def elsewhere():
        work.run(job.pk)
        connections.close_all()

    with only_one(job.pk) as mine:
        assert mine
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("reading", 0)
    work.run(job.pk)
    job.refresh_from_db()
    assert job.state == "review", "the lock alone held it back"

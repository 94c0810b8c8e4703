"""Reports are made by real workers, and made whole, whatever happens to the workers."""

import logging
import os
import signal
import threading
import time
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from beneficiaries.models import Encounter
from ceis.celery import app
from reporting import actions, production, tasks
from reporting.figures import compute_figures, snapshot
from reporting.models import Figure, Report
from tests.factories.reporting import OCTOBER, World, small_october
from tests.reporting.workers import forget_connections, private_redis, speaking_to, wait_for, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    with private_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def queue(broker):
    with speaking_to(broker):
        yield broker


def states() -> set[str]:
    return set(Report.objects.values_list("state", flat=True))


def place() -> Report:
    actions.expect_reports(OCTOBER)
    return Report.objects.of_place().get()


def test_a_real_worker_makes_the_reports_and_survives_a_kill(queue):
    small_october()
    actions.expect_reports(OCTOBER)
    with worker(queue) as first:
        wait_for(lambda: "computing" in states())
        os.killpg(first.pid, signal.SIGKILL)
    assert "computing" in states() or Report.objects.filter(state="expected").exists()
    assert not Figure.objects.filter(report__state__in=["expected", "computing"]).exists()
    with worker(queue):
        wait_for(lambda: connection.is_usable() and (tasks.sweep_reports() or states() == {"provisional"}), 120)
    report = Report.objects.of_place().get()
    assert report.figures.get(code="people").value == 64 and bytes(report.pdf).startswith(b"%PDF")
    assert report.progress == 100 and report.attempts <= 2


def test_making_it_twice_changes_nothing():
    small_october()
    report = place()
    production.produce(report.pk)
    first = Report.objects.get(pk=report.pk)
    figures = list(report.figures.values_list("pk", flat=True))
    production.produce(report.pk)
    production.sweep()
    again = Report.objects.get(pk=report.pk)
    assert (again.computed_at, again.attempts, bytes(again.pdf)) == (first.computed_at, 1, bytes(first.pdf))
    assert list(report.figures.values_list("pk", flat=True)) == figures


def test_while_one_makes_it_the_other_does_nothing():
    report = place()
    with production.only_one(report.pk) as mine:
        assert mine
        in_thread(lambda: production.produce(report.pk))
    report.refresh_from_db()
    assert (report.state, report.attempts) == ("expected", 0)


def in_thread(*acts):
    failures = []

    def run(act):
        try:
            act()
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_the_third_failure_is_shown_and_can_be_started_again(manager, monkeypatch, caplog):
    report = place()
    Report.objects.filter(pk=report.pk).update(bilan="inconnu")  # a bilan this version does not know any more
    for attempt in (1, 2, 3):
        with caplog.at_level(logging.CRITICAL):
            production.produce(report.pk)
        report.refresh_from_db()
        assert (report.attempts, report.state) == (attempt, "failed" if attempt == 3 else "computing")
        assert report.figures.count() == 0 and report.pdf is None
    production.produce(report.pk)
    Report.objects.filter(pk=report.pk).update(bilan="mensuel")
    actions.recompute(report=report, by=manager)
    production.produce(report.pk)
    report.refresh_from_db()
    assert (report.attempts, report.state) == (1, "provisional")


def test_a_report_whose_workers_all_died_ends_failed():
    report = place()
    Report.objects.filter(pk=report.pk).update(state="computing", attempts=3)
    production.produce(report.pk)
    report.refresh_from_db()
    assert report.state == "failed"


def test_without_redis_the_page_lives_and_the_sweep_comes(queue, manager, caplog):
    app.conf.broker_url = app.conf.broker_write_url = "redis+socket:///nowhere/at/all.sock"
    forget_connections()
    with caplog.at_level(logging.CRITICAL):
        started = time.monotonic()
        report = actions.ask_reports(by=manager, month=OCTOBER)
    assert report.state == "expected" and time.monotonic() - started < 3
    app.conf.broker_url = app.conf.broker_write_url = queue
    forget_connections()
    production.sweep()
    with app.connection_for_read() as broker:
        assert broker.default_channel.client.llen("celery") == 5


def write_while(stop: threading.Event, letter: str):
    """Somebody works: people who come, never in half."""
    world, number = World(letter), 0
    while not stop.is_set() and number < 60:
        with transaction.atomic():
            world.met(world.people(5), date(2026, 10, 1) + timedelta(days=number % 30))
        number += 1


def test_writers_do_not_make_totals_disagree():
    small_october()
    report, stop, found = place(), threading.Event(), []

    def read():
        try:
            for _ in range(4):
                with snapshot():
                    found.append({(f.code, f.cell): f for f in compute_figures(report)})
        finally:
            stop.set()

    in_thread(read, *(lambda letter=letter: write_while(stop, letter) for letter in "ABCD"))
    for figures in found:
        total = figures["people", ""].value
        assert (
            sum(f.value for (code, _), f in figures.items() if code == "passages_by_half_day")
            == figures["passages", ""].value
        )
        for code in ("people_by_sex", "people_by_link", "people_by_age"):
            assert {f.denominator for (c, _), f in figures.items() if c == code} == {total}, code
        assert figures["people_by_month", "2026-10"].value == total
    assert Encounter.objects.count() > 200 and len({f["people", ""].value for f in found}) > 1


def test_without_the_snapshot_they_would():
    """The control: two readings outside a snapshot see what is written between them."""
    report, world = place(), World("Z")
    before = {(f.code, f.cell): f.value for f in compute_figures(report)}["people", ""]
    in_thread(lambda: world.met(world.people(1), OCTOBER.start))
    assert {(f.code, f.cell): f.value for f in compute_figures(report)}["people", ""] == before + 1
    with snapshot():
        seen = Encounter.objects.count()
        in_thread(lambda: world.met(world.people(1), OCTOBER.start))
        assert Encounter.objects.count() == seen


def test_a_snapshot_writes_nothing():
    with pytest.raises(DatabaseError), snapshot():
        Report.objects.create(bilan="mensuel", starts_on=OCTOBER.start, ends_on=OCTOBER.end)


def test_due_reports_sign_themselves_on_figures_of_that_moment(settings):
    report = place()
    production.produce(report.pk)
    actions.sign_due_reports()
    report.refresh_from_db()
    assert report.state == "provisional"  # asked today: its day is to come
    Report.objects.filter(pk=report.pk).update(asked_at="2026-11-01T06:00Z")
    world = World()
    world.met(world.people(7), OCTOBER.start)
    tasks.sign_due_reports()
    report.refresh_from_db()
    assert (report.state, report.signed_by, report.signature) == ("signed", None, "le calendrier du lieu")
    assert report.figures.get(code="people").value == 7

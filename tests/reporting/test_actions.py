from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest

from ceis.civil_time import PARIS, Period, instant, today
from ceis.facts import RuleViolation
from ceis.journal.models import Entry
from reporting import actions
from reporting.document import document_of
from reporting.models import Report
from reporting.production import is_due
from tests.factories.reporting import OCTOBER, World
from tests.reporting.conftest import computed

pytestmark = pytest.mark.django_db


def test_a_month_is_expected_once_however_often_it_is_asked():
    actions.expect_reports(OCTOBER)
    actions.expect_reports(OCTOBER)
    reports = Report.objects.of_month(OCTOBER)
    assert [report.subject for report in reports.current()] == [
        "le lieu", "plateforme Emploi", "plateforme Numérique", "plateforme Budget", "plateforme Santé",
    ]  # fmt: skip
    assert reports.count() == 5


def test_a_month_that_has_not_begun_is_refused(manager):
    with pytest.raises(RuleViolation, match="pas commencé"):
        actions.ask_reports(by=manager, month=Period.month(today() + timedelta(days=40)))


def test_asking_again_computes_again_what_is_not_signed(signed, manager):
    signed_place = signed
    actions.expect_reports(OCTOBER)
    Report.objects.filter(state="expected").update(state="failed", attempts=3)
    assert actions.ask_reports(by=manager, month=OCTOBER) == signed_place
    states = Report.objects.of_month(OCTOBER).values_list("state", "attempts").order_by("state").distinct()
    assert list(states) == [("expected", 0), ("signed", 0)]


def test_signing_freezes_what_was_read(provisional, manager):
    report = actions.sign(report=provisional, by=manager, seen_sha256=provisional.sha256)
    assert report.is_signed and report.signed_by == manager and b"PROVISOIRE" not in bytes(report.pdf)
    assert Entry.objects.filter(action="sign", object_id=str(report.pk), actor=manager).count() == 1
    # The same hand, the same click: nothing more happens.
    assert actions.sign(report=report, by=manager, seen_sha256=report.sha256).signed_at == report.signed_at
    assert Entry.objects.filter(action="sign").count() == 1


def test_figures_that_changed_since_are_not_signed(provisional, manager):
    seen, world = provisional.sha256, World("L")
    world.met(world.people(1), OCTOBER.end)
    computed(provisional)
    with pytest.raises(RuleViolation, match="Les chiffres ont changé"):
        actions.sign(report=provisional, by=manager, seen_sha256=seen)
    provisional.refresh_from_db()
    assert not provisional.is_signed


def test_a_month_that_is_not_over_is_not_signed(manager):
    month = Period.month(today())
    report = computed(Report.objects.create(bilan="mensuel", starts_on=month.start, ends_on=month.end))
    with pytest.raises(RuleViolation, match="n’est pas fini"):
        actions.sign(report=report, by=manager, seen_sha256=report.sha256)


@pytest.mark.parametrize("state", ["expected", "computing", "failed"])
def test_what_is_not_computed_is_not_signed(expected, manager, state):
    Report.objects.filter(pk=expected.pk).update(state=state)
    with pytest.raises(RuleViolation, match="n’est pas calculé"):
        actions.sign(report=expected, by=manager, seen_sha256="0" * 64)


def test_a_signed_report_is_not_computed_again(signed, manager):
    with pytest.raises(RuleViolation, match="signé"):
        actions.recompute(report=signed, by=manager)


def test_a_correction_is_a_new_version_that_lists_its_differences(signed, manager):
    world = World("L")
    world.met(world.people(2), OCTOBER.end)
    version = uuid4()
    corrected = actions.correct(report=signed, by=manager, why="Deux venues oubliées", id=version)
    assert actions.correct(report=signed, by=manager, why="Deux venues oubliées", id=version) == corrected
    assert (corrected.version, corrected.why) == (2, "Deux venues oubliées")
    differences = {d.label: (d.before, d.after) for d in document_of(computed(corrected)).differences}
    assert differences["Personnes uniques"] == ("64", "66")
    assert differences["Passages"] == ("99", "101")
    assert "Rendez-vous" not in differences
    signed.refresh_from_db()
    assert signed.is_signed


def test_a_correction_is_refused_twice_and_before_signing(signed, manager, db):
    actions.correct(report=signed, by=manager, why="Une venue oubliée", id=uuid4())
    with pytest.raises(RuleViolation, match="La version 2 corrige déjà"):
        actions.correct(report=signed, by=manager, why="Encore", id=uuid4())
    other = Report.objects.create(bilan="mensuel", starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30))
    with pytest.raises(RuleViolation, match="Seul un rapport signé"):
        actions.correct(report=other, by=manager, why="Encore", id=uuid4())


@pytest.mark.parametrize(
    "asked_at, signs_itself_on",
    [
        (datetime(2026, 11, 1, 0, 5), date(2026, 11, 9)),  # the 6th working day: Sunday 1st, weekend of the 7th
        (datetime(2026, 11, 9, 12), date(2026, 12, 8)),  # never the very day
        (datetime(2026, 11, 20, 12), date(2026, 12, 8)),  # asked late: nobody is surprised by a signature tonight
        (datetime(2026, 10, 12, 12), date(2026, 11, 9)),  # asked before the month was over
    ],
)
def test_the_day_a_report_signs_itself(expected, asked_at, signs_itself_on, settings):
    expected.asked_at = asked_at.replace(tzinfo=PARIS)
    assert expected.signs_itself_at == instant(signs_itself_on, time(18))
    assert not is_due(expected, instant(signs_itself_on, time(17, 59)))
    assert is_due(expected, instant(signs_itself_on, time(18)))
    settings.REPORT_SIGNING_DAY = 0
    assert expected.signs_itself_at is None and not is_due(expected, instant(date(2030, 1, 1), time(0)))

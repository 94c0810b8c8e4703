"""The figures themselves: counted once, recomputed and never summed, kept quiet when they are few."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from beneficiaries import indicators as ledger
from ceis.civil_time import Period, today
from ceis.indicators import compute, split
from ceis.models import Platform
from platforms import indicators as following
from platforms.actions.appointments import cancel_appointment
from platforms.models import Appointment
from reporting.figures import compute_figures, fingerprint
from reporting.models import Figure, Report
from tests.factories.reporting import OCTOBER, THREE, World, small_october
from workshops import indicators as workshops

pytestmark = pytest.mark.django_db
Status = Appointment.Status
NUMERIQUE = 2


def value(indicator, period=OCTOBER, platform=None):
    return compute([indicator], period, platform)[indicator.code].value


def cells(breakdown, period=OCTOBER, platform=None):
    return {cell.label: int(cell.value) for cell in split(breakdown, period, platform)}


def report_of(period=OCTOBER, platform=None) -> Report:
    where = Platform.objects.get(slug=platform) if platform else None
    return Report.objects.create(bilan="mensuel", platform=where, starts_on=period.start, ends_on=period.end)


def test_three_hundred_people_and_742_passages():
    """The place's own figure: 300 people in a month, who come 742 half-days."""
    world, start = World(), OCTOBER.start
    people = world.people(300)
    world.met(people, start)
    world.met(people, start + timedelta(days=1))
    world.met(people[:130], start + timedelta(days=2), THREE)
    world.met(people[:90], start + timedelta(days=2), THREE, "budget")  # the same half-day: no new passage
    world.met_group(12, start)
    world.met(people, date(2026, 9, 30))
    world.met(world.people(4), date(2026, 11, 1))
    found = compute([ledger.PEOPLE, ledger.PASSAGES, ledger.UNNAMED], OCTOBER)
    assert [found[code].value for code in ("people", "passages", "unnamed")] == [300, 742, 12]
    assert len(found["people"].rows) == 820 and len(found["passages"].rows) == 821


def test_a_cancelled_encounter_counts_for_nothing():
    world = World()
    (encounter,) = world.met(world.people(1), OCTOBER.start)
    encounter.cancelled_at = encounter.beneficiary.created_at
    encounter.save()
    assert (value(ledger.PEOPLE), value(ledger.PASSAGES)) == (0, 0)


def test_new_back_and_known_come_from_the_whole_history():
    world = World()
    new, back, known = world.people(3), world.people(6), world.people(8)
    world.met(new + back + known, OCTOBER.start)
    world.met(back, date(2025, 9, 30))
    world.met(known, date(2025, 10, 1), platform="emploi")
    assert cells(ledger.BY_LINK) == {"nouvelles": 3, "revenues (lien rétabli)": 6, "déjà connues": 8}
    world.met(known[:5], date(2026, 10, 9), platform="emploi")
    assert cells(ledger.BY_LINK, platform=1) == {"nouvelles": 0, "revenues (lien rétabli)": 0, "déjà connues": 5}


def test_people_of_several_platforms_are_counted_once_and_said():
    world = World()
    both, one, door = world.people(7), world.people(5), world.people(2)
    world.met(both + one, OCTOBER.start, platform="emploi")
    world.met(both, OCTOBER.start, platform="sante")
    world.met(both + door, OCTOBER.end)
    by_platform = cells(ledger.BY_PLATFORM)
    assert by_platform == {"Emploi": 12, "lieu, sans plateforme": 9, "Santé": 7}
    assert cells(ledger.OVERLAP) == {"deux plateformes ou plus": 7, "une seule plateforme, ou l’accueil": 7}
    assert value(ledger.PEOPLE) == 14 < sum(by_platform.values())


def test_ages_are_those_reached_in_the_year_and_part_everyone():
    world = World()
    for year in (2009, 2008, 2001, 2000, 1956, 1906, None):
        world.met(world.people(1, birth_year=year), OCTOBER.start)
    assert cells(ledger.BY_AGE) == {
        "moins de 18 ans": 1, "18–25 ans": 2, "26–39 ans": 1, "40–49 ans": 0, "50–59 ans": 0, "60–69 ans": 0,
        "70 ans et plus": 2, "non renseigné": 1,
    }  # fmt: skip
    edges = [edge for band in ledger.AGE_BANDS for edge in band]
    assert edges[0] == 0 and edges[-1] == 120
    assert all(high + 1 == low for high, low in zip(edges[1:-1:2], edges[2::2], strict=True))


def test_a_year_is_counted_again_never_summed():
    world = World()
    regular, others = world.people(10), world.people(4)
    months = Period.month(date(2026, 12, 1)).months_back(12)
    for rank, month in enumerate(months):
        world.met(regular[: 10 - rank % 3] + others[rank % 4 :], month.start)
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    monthlies = [value(ledger.PEOPLE, month) for month in months]
    assert value(ledger.PEOPLE, year) == 14 < sum(monthlies)
    series = split(ledger.PEOPLE_BY_MONTH, year)
    assert [(cell.label, cell.value) for cell in series] == [
        (f"{month.start:%Y-%m}", count) for month, count in zip(months, monthlies, strict=True)
    ]


def test_no_show_rate_is_over_what_has_an_outcome():
    world = World()
    day = date(2026, 10, 6)
    for status, count in {"honoured": 8, "no_show": 3, "excused": 2, "cancelled_by_them": 1, "planned": 9}.items():
        world.appointments(count, day, status)
    rate = compute([following.NO_SHOW_RATE], OCTOBER)["no_show_rate"]
    assert (rate.numerator, rate.denominator) == (3, 14)
    assert value(following.WITHOUT_OUTCOME) == 9


def test_an_appointment_called_off_at_the_desk_stays_in_the_denominator():
    """Calling off also cancels the row: it must not leave the count."""
    world = World()
    (appointment,) = world.appointments(1, date(2026, 10, 6), "planned")
    cancel_appointment(by=world.by, appointment=appointment, status=Status.CANCELLED_BY_THEM, reason="malade")
    assert (value(following.SETTLED), value(following.WITHOUT_OUTCOME)) == (1, 0)


def test_fill_rate_leaves_out_sessions_nobody_noted():
    world = World()
    people = world.people(6)
    world.session(date(2026, 10, 6), 10, came=people, unnamed=2)
    world.session(date(2026, 10, 7), 10)
    cancelled = world.session(date(2026, 10, 8), 10)
    cancelled.cancel(by=world.by, reason="neige")
    rate = compute([workshops.FILL_RATE], OCTOBER)["fill_rate"]
    assert (rate.numerator, rate.denominator) == (8, 10)
    assert [value(workshops.HELD), value(workshops.CANCELLED), value(workshops.UNNOTED)] == [2, 1, 1]


def test_referrals_wait_a_week_before_they_are_late():
    world = World()
    now = today()
    month = Period(now - timedelta(days=20), now)
    world.referrals(2, now - timedelta(days=7), "budget")
    world.referrals(3, now - timedelta(days=8), "budget")
    world.referrals(4, now - timedelta(days=12), "budget", "refused", origin="emploi")
    assert (value(following.OVERDUE, month), value(following.ANSWERED, month)) == (3, 4)
    assert (value(following.SENT, month, 1), value(following.RECEIVED, month, 1)) == (4, 0)


def test_every_breakdown_adds_up_to_its_total():
    small_october()
    for breakdown in (ledger.BY_LINK, ledger.OVERLAP, ledger.BY_SEX, ledger.BY_AGE, ledger.BY_NEIGHBOURHOOD):
        assert sum(cells(breakdown).values()) == value(ledger.PEOPLE) == 64, breakdown.code
    assert sum(cells(ledger.BY_HALF_DAY).values()) == value(ledger.PASSAGES)
    assert sum(cells(following.BY_STATE).values()) == value(following.APPOINTMENTS)
    assert sum(cells(following.BY_CHANNEL).values()) == value(following.HELD_INTERVIEWS)


def test_a_small_cell_leaves_neither_value_nor_rows():
    small_october()
    figures = compute_figures(report_of())
    sexes = {figure.cell: figure for figure in figures if figure.code == "people_by_sex"}
    assert {cell: figure.text for cell, figure in sexes.items()} == {
        "femme": "34", "homme": "masqué", "autre": "0", "non renseigné": "<\u00a05",
    }  # fmt: skip
    hidden = [figure for figure in figures if figure.suppressed]
    assert hidden and not any(f.value or f.numerator or f.rows or f.share or f.fraction for f in hidden)
    assert sexes["femme"].share == "53,1\u202f%" and len(sexes["femme"].rows) >= 34


def test_no_percentage_under_eleven():
    world = World()
    world.appointments(8, date(2026, 10, 6), "honoured")
    world.appointments(2, date(2026, 10, 6), "no_show")
    by_code = {(f.code, f.cell): f for f in compute_figures(report_of())}
    rate = by_code["no_show_rate", ""]
    assert (rate.text, rate.fraction, rate.value) == ("s.o.", "2/10", None)
    assert by_code["appointments_by_state", "honoré"].share == ""
    world.appointments(1, date(2026, 10, 6), "honoured")
    rate = next(f for f in compute_figures(report_of(platform="emploi")) if f.code == "no_show_rate")
    assert (rate.text, rate.fraction) == ("18,2\u202f%", "2/11")


def test_a_platform_report_counts_its_own_people_only():
    small_october()
    codes = {f.code: f for f in compute_figures(report_of(platform="numerique")) if not f.cell}
    assert codes["people"].value == 26 and codes["passages"].value == 38
    assert "visits" not in codes
    place = {f.code: f for f in compute_figures(report_of()) if not f.cell}
    assert place["visits"].value == 19


@pytest.mark.parametrize("people", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_rows(people, django_assert_num_queries):
    world = World()
    world.met(world.people(people), date(2026, 10, 6), platform="emploi")
    world.appointments(people, date(2026, 10, 6), "honoured")
    report = report_of()
    with django_assert_num_queries(30):
        compute_figures(report)


def test_one_query_a_source(django_assert_num_queries):
    with django_assert_num_queries(1):
        compute(
            [following.APPOINTMENTS, following.HONOURED, following.NO_SHOW_RATE, following.WITHOUT_OUTCOME], OCTOBER
        )


def test_the_same_rows_have_the_same_fingerprint():
    small_october()
    report = report_of()
    first = compute_figures(report)
    seal = fingerprint(report, first)
    assert fingerprint(report, compute_figures(report)) == seal
    Figure.objects.bulk_create(first)
    assert fingerprint(report, list(report.figures.order_by("position"))) == seal
    first[0].value += 1
    assert fingerprint(report, first) != seal


def test_half_up_from_the_two_terms_and_not_from_a_rounded_ratio():
    rate = Figure(unit="%", value=Decimal("0.1365"), numerator=Decimal(2729), denominator=Decimal(20000))
    assert rate.text == "13,6\u202f%"  # 13,645: the stored 0.1365 would say 13,7
    assert (
        Figure(unit="%", value=Decimal("0.245"), numerator=Decimal(49), denominator=Decimal(200)).text == "24,5\u202f%"
    )


@pytest.mark.parametrize(
    "now, before, unit, said",
    [
        (64, 25, "personnes", "+39"),
        (3, 3, "séances", "stable"),
        (5, 12, "venues", "−7"),
        (710, 620, "minutes", "+1 h 30"),
        (Decimal("0.125"), Decimal("0.156"), "%", "−3,1 points"),
        (4, None, "venues", ""),
    ],
)
def test_how_a_figure_moved(now, before, unit, said):
    assert Figure(unit=unit, value=now, previous=before).change.replace("\u00a0", " ") == said


def test_morning_and_afternoon_part_at_one():
    world = World()
    world.met(world.people(2), date(2026, 10, 5), time(12, 59))
    world.met(world.people(3), date(2026, 10, 5), time(13))
    week = cells(ledger.BY_HALF_DAY)
    assert (week["lundi matin"], week["lundi après-midi"]) == (2, 3)

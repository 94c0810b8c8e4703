"""Journey 3: the report of the month is made while one looks, opened, signed, and taken away on paper."""

import io
import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from ceis.access import Role
from ceis.civil_time import Period, today
from ceis.french import month as month_name
from reporting import production
from reporting.models import Report
from tests.factories.ceis import UserFactory
from tests.factories.reporting import THREE, World
from tests.reporting.workers import private_redis, speaking_to, worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def broker(tmp_path):
    with private_redis(tmp_path) as url, speaking_to(url):
        yield url


@pytest.fixture
def last_month() -> Period:
    return Period.month(today()).previous_month()


@pytest.fixture
def place(last_month):
    """A year that grows, then the month itself: people of every door, and something that is missing."""
    world = World()
    people = world.people(60, sex="F", birth_year=1988, neighbourhood="Figuerolles") + world.people(
        38, sex="M", birth_year=1959, neighbourhood="Celleneuve"
    )
    people += world.people(3)
    for rank, month in enumerate(last_month.months_back(13)[:-1]):
        world.met(people[: 18 + rank * 5], month.start + timedelta(days=rank))
    for rank in range(24):
        day, where = last_month.start + timedelta(days=rank), ("emploi", "numerique", "budget", None)[rank % 4]
        world.met(people[rank * 3 : rank * 3 + 18], day, platform=where)
        world.met(people[rank * 2 : rank * 2 + 7], day, THREE, where)
    world.met(people[-6:], last_month.end)
    for status, count in {"honoured": 31, "no_show": 4, "excused": 3, "planned": 2}.items():
        world.appointments(count, last_month.start + timedelta(days=6), status)
    world.interviews(22, last_month.start + timedelta(days=7), 40)
    world.session(last_month.start + timedelta(days=8), 10, came=people[:8], platform="numerique")
    world.referrals(9, last_month.start, "budget", "accepted")
    return world


@pytest.fixture
def manager(signed_in):
    return signed_in(UserFactory(role=Role.MANAGER, first_name="Claire", last_name="Fabre"))


def test_le_rapport_du_mois_se_signe(page, manager, place, last_month, broker, axe, fits, screenshot):
    ask(page, last_month, axe)
    with worker(broker):
        # Nothing is pressed: the page follows the work by itself.
        expect(page.get_by_role("button", name="Signer ce rapport")).to_be_visible(timeout=90_000)
        expect(page.locator(".top").get_by_text("provisoire")).to_be_visible()
        page.wait_for_function("document.querySelectorAll('.chart-drawing').length >= 10")
    axe(page)
    fits(page)
    screenshot(page, "rapport")
    open_a_figure(page, axe, fits)
    page.get_by_role("button", name="Signer ce rapport").press("Enter")
    expect(page.get_by_text("Le rapport est signé : il ne changera plus.")).to_be_visible()
    expect(page.locator(".top").get_by_text("par Claire Fabre")).to_be_visible()
    axe(page)
    take_it_away(page, last_month)
    correct_it(page, axe, fits)


def ask(page, last_month, axe):
    page.goto("/")
    page.get_by_role("link", name="Rapports").first.click()
    expect(page.get_by_role("heading", name="Rapports d’activité")).to_be_visible()
    axe(page)
    expect(page.get_by_label("Produire le rapport de")).to_have_value(f"{last_month.start:%Y-%m}")
    page.get_by_role("button", name="Produire maintenant").press("Enter")
    expect(page.get_by_text("Le calcul va commencer.")).to_be_visible()
    expect(page.get_by_role("link", name="Actualiser")).to_be_visible()
    axe(page)


def open_a_figure(page, axe, fits):
    page.get_by_label("Chiffres clés").get_by_role("link", name="Personnes uniques").click()
    expect(page.get_by_text("chacune comptée une seule fois")).to_be_visible()
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(51)
    assert not re.search(r"Prénom|Nom \d", page.content())
    axe(page)
    fits(page)
    page.go_back()


def take_it_away(page, last_month):
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger le PDF").click()
    paper = PdfReader(io.BytesIO(download.value.path().read_bytes()))
    said = " ".join(re.sub(r"\s+", " ", sheet.extract_text()) for sheet in paper.pages)
    assert "SIGNÉ" in said and "Claire Fabre" in said and "PROVISOIRE" not in said
    assert re.sub(r"\s+", " ", month_name(last_month.start)) in said
    assert f"page 1 / {len(paper.pages)}" in said


def correct_it(page, axe, fits):
    page.get_by_role("link", name="Corriger ce rapport").click()
    axe(page)
    fits(page)
    page.get_by_label("Pourquoi corriger ce rapport ?").fill("Une venue oubliée le 12.")
    page.get_by_role("button", name="Ouvrir une version corrigée").click()
    expect(page.get_by_text("Une venue oubliée le 12.").first).to_be_visible()
    expect(page.locator(".top")).to_contain_text("version 2")
    page.get_by_role("link", name="Rapports", exact=True).last.click()
    axe(page)
    fits(page)


def test_sans_javascript(browser, browser_context_args, base_url, place, last_month, context, manager):
    """The page is refreshed by hand, and signs all the same."""
    plain = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(f"{base_url}/rapports/")
    page.get_by_role("button", name="Produire maintenant").click()
    report = Report.objects.of_place().get()
    production.produce(report.pk)
    page.get_by_role("link", name="Actualiser").click()
    page.get_by_role("button", name="Signer ce rapport").click()
    expect(page.get_by_text("Le rapport est signé")).to_be_visible()
    plain.close()
    report.refresh_from_db()
    assert report.is_signed

"""Journeys in real Chromium, as staff walk them: French, Paris time, nothing but this machine.

Whatever a journey tests, it also fails when a page breaks the content security policy, raises a script error, asks
anything of another host, or when the place answers 500.
"""

import os
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import expect

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=fr-FR",
]
CAPTURES = Path(settings.BASE_DIR) / "docs" / "captures"
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (e) =>
  console.error(`CSP: ${e.effectiveDirective} blocked ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`))"""
WIDER_THAN_THE_PAGE = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("main *, .rail *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${e.className} ${Math.round(e.getBoundingClientRect().right)} px`)
  .concat([`page ${document.scrollingElement.scrollWidth} px`])"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    # Date fields take their order from the language of the program, not from that of the page.
    french = {**os.environ, "LANGUAGE": "fr"}
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_ARGS, "env": french}


@pytest.fixture(scope="session")
def base_url(live_server):
    """``page.goto("/accueil/")`` goes to the place under test."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
    }


class Answering:
    """How many requests the place under test is answering right now."""

    def __init__(self):
        self.count = 0
        self.changed = threading.Condition()
        request_started.connect(self.one_more, weak=False)
        request_finished.connect(self.one_less, weak=False)

    def one_more(self, **_):
        with self.changed:
            self.count += 1

    def one_less(self, **_):
        with self.changed:
            self.count -= 1
            self.changed.notify_all()

    def wait_until_none(self):
        with self.changed:
            assert self.changed.wait_for(lambda: self.count <= 0, timeout=10), "a page is still being answered"


@pytest.fixture(scope="session")
def answering():
    return Answering()


@pytest.fixture(autouse=True)
def quiet_end(transactional_db, context, base_url, answering):
    """A page that is left may still send its draft: tables are emptied once everything is answered."""
    yield
    for page in context.pages:
        page.goto("about:blank")
    # What the pages sent on leaving was accepted before this.
    context.request.get(f"{base_url}/vivant/")
    answering.wait_until_none()


@pytest.fixture(autouse=True)
def no_csp_report(context, base_url, quiet_end):
    """What went wrong on any page of the journey: a list, empty at the end or the test fails."""
    reports: list[str] = []

    def listen(page):
        page.on("pageerror", lambda error: reports.append(f"script error: {error}"))
        page.on("console", lambda message: note(message))
        page.on("request", lambda request: leaves(request.url))
        page.on("response", lambda response: fails(response))

    def note(message):
        # A page that answers 403 or 404 is said so by Chromium; a static file that is missing is a fault.
        answered = message.text.startswith("Failed to load resource") and "/statique/" not in message.location["url"]
        if message.type == "error" and not answered:
            reports.append(f"console: {message.text} {message.location['url']}")

    def leaves(url):
        if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc != urlsplit(base_url).netloc:
            reports.append(f"asked another host: {url}")

    def fails(response):
        if response.status >= 500:
            reports.append(f"{response.status}: {response.url}")

    context.add_init_script(TELL_VIOLATIONS)
    context.on("page", listen)
    yield reports
    assert reports == []


@pytest.fixture
def signed_in(context, base_url):
    """``signed_in(user)``: the browser holds a session of ``user``; quicker than the sign-in page."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base_url}])
        return user

    return sign_in


@pytest.fixture
def axe():
    """``axe(page)``: no accessibility fault that axe can see, in light and in dark."""

    def check(page):
        # A link was just followed: the new page may be there and still be empty.
        page.wait_for_load_state()
        expect(page.locator("h1").first).to_be_visible()
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            results = Axe().run(page)
            faults = [
                f"{scheme}: {fault['id']} ({fault['impact']}): {fault['help']}\n    {node['html'][:160]}\n    "
                + node["failureSummary"].replace("\n", "\n    ")
                for fault in results.response["violations"]
                for node in fault["nodes"][:3]
            ]
            assert not faults, f"{urlsplit(page.url).path}\n" + "\n".join(faults)

    return check


@pytest.fixture
def fits():
    """``fits(page)``: nothing to scroll sideways on a phone (320 px), zoomed twice (640 px) or on a desk (1280 px)."""

    def check(page, widths=(320, 640, 1280)):
        before = page.viewport_size
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(WIDER_THAN_THE_PAGE) == [], f"{urlsplit(page.url).path} at {width} px"
        page.set_viewport_size(before)

    return check


@pytest.fixture
def screenshot():
    """``screenshot(page, "accueil")`` renews docs/captures/accueil.png, only when CEIS_CAPTURES=1."""

    def take(page, name: str, **options):
        if os.environ.get("CEIS_CAPTURES") == "1":
            CAPTURES.mkdir(parents=True, exist_ok=True)
            page.evaluate("document.fonts.ready.then(() => true)")
            page.screenshot(path=CAPTURES / f"{name}.png", **options)

    return take

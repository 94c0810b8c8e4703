"""What pages load: it exists, it is what its authors published, and it comes from here."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.urls import reverse

from ceis.access import Role
from tests.factories.ceis import UserFactory

TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
STYLES = sorted((Path(settings.BASE_DIR) / "static").rglob("*.css"))
# Published with Bootstrap 5.3.8: https://getbootstrap.com/docs/5.3/getting-started/introduction/
BOOTSTRAP = {
    "css/bootstrap.min.css": "sRIl4kxILFvY47J16cr9ZwB07vP4J8+LH7qKQnuqkuIAvNWLzeN8tE5YBujZqJLB",
    "js/bootstrap.bundle.min.js": "FKyoEForCGlyvwx9Hj09JcYn3nv7wiPVlz7YYwJrWVcXK/BmnVDxM+D2scQbITxI",
}


def sri(path: str) -> str:
    return base64.b64encode(hashlib.sha384(Path(path).read_bytes()).digest()).decode()


@pytest.mark.parametrize("name", BOOTSTRAP)
def test_bootstrap_is_what_its_authors_published(name):
    found = finders.find(f"bootstrap/{name}")
    assert found and sri(found) == BOOTSTRAP[name]


def test_every_file_a_template_names_exists():
    names = {
        name
        for template in TEMPLATES
        for name in re.findall(
            r"""{%\s*static\s+["']([^"']+)["']|{%\s*get_static_prefix\s*%}([\w./-]+)""", template.read_text()
        )
    }
    named = {name for pair in names for name in pair if name}
    assert "css/tokens.css" in named
    assert [name for name in sorted(named) if not finders.find(name)] == []


def test_every_file_a_style_sheet_names_exists():
    missing, seen = [], 0
    for sheet in STYLES:
        for address in re.findall(r"""url\(["']?([^"')]+)""", sheet.read_text()):
            if re.match(r"#|%23|[a-z]+:", address):  # drawn in place, or given by the printer of reports
                continue
            seen += 1
            name = (Path("/") / sheet.relative_to(Path(settings.BASE_DIR) / "static").parent / address).resolve()
            if not finders.find(str(name)[1:]):
                missing.append(f"{sheet.name}: {address}")
    assert missing == [] and seen >= 4


def test_nothing_is_asked_of_another_host():
    """A style sheet or a script names no other host; Bootstrap's licence and SVG's name space apart."""
    ours = [path for kind in ("*.css", "*.js") for path in (Path(settings.BASE_DIR) / "static").rglob(kind)]
    assert [
        f"{path.name}: {address}"
        for path in ours + TEMPLATES
        for address in re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}", path.read_text())
        if "www.w3.org" not in address
    ] == []


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    return tmp_path_factory.mktemp("static")


def test_every_file_gets_its_lasting_name(settings, collected):
    """In service each file carries the digest of its content, down to the fonts a style sheet loads."""
    settings.STATIC_ROOT = str(collected)
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", verbosity=0, interactive=False)
    for name in ("css/tokens.css", "bootstrap/css/bootstrap.min.css", "js/drafts.js"):
        assert re.search(r"\.[0-9a-f]{12}\.", staticfiles_storage.url(name))
    tokens = (collected / staticfiles_storage.stored_name("css/tokens.css")).read_text()
    assert re.search(r"SourceSansPro-Regular\.[0-9a-f]{12}\.ttf", tokens)
    # The pages of errors ask for the plain names: they are still there.
    assert (collected / "css/tokens.css").exists()


@pytest.mark.django_db
def test_a_page_declares_the_policy_and_keeps_to_htmx_2(client):
    client.force_login(UserFactory(role=Role.SOCIAL_WORKER))
    response = client.get(reverse("interface"))
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    page = response.content.decode()
    assert "htmx-2.min.js" in page and "htmx-4" not in page
    assert (
        '"allowEval": false' in page and '"includeIndicatorStyles": false' in page and '"historyCacheSize": 0' in page
    )

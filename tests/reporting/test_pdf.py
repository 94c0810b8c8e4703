"""The document: what it says, how it is made, what it refuses to fetch."""

import io
import re
import socket
import subprocess
import threading
from contextlib import contextmanager
from datetime import timedelta

import page as checker
import pytest
from pypdf import PdfReader

from reporting.document import document_of
from reporting.models import Figure, Report
from reporting.pdf import ForbiddenAddress, draw, printed
from reporting.spreadsheet import spreadsheet
from tests.factories.reporting import OCTOBER, THREE, World
from tests.reporting.conftest import COMPUTED_AT, GOLDEN, computed

pytestmark = pytest.mark.django_db
SECRET = "le-secret-du-fichier"


def text_of(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    pages = [page.extract_text() for page in reader.pages]
    said = "\n".join(f"--- page {number} ---\n{text}" for number, text in enumerate(pages, 1))
    return re.sub(r"[ \u00a0\u202f]+", " ", said).strip() + "\n"


def test_it_says_what_it_said(provisional):
    """To accept a new text: delete the file, run once, read the difference."""
    # The fingerprint depends on ids the database gives.
    said = re.sub(r"empreinte [0-9a-f]{12}", "empreinte …", text_of(bytes(provisional.pdf)))
    said += f"pages : {len(PdfReader(io.BytesIO(bytes(provisional.pdf))).pages)}\n"
    golden = GOLDEN / "monthly.txt"
    if not golden.exists():
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said)
        pytest.fail("the golden text was written: read it, then run again")
    assert said == golden.read_text()


def test_it_is_accessible_and_fit_to_be_kept(provisional, tmp_path):
    pdf = bytes(provisional.pdf)
    for profile in (checker.ValidationProfile.PDF_UA_1, checker.ValidationProfile.PDF_A_3A):
        verdict = checker.validate_pdf_bytes(pdf, profile=profile)
        assert verdict.is_compliant, [failure.message for failure in verdict.failures]
    file = tmp_path / "rapport.pdf"
    file.write_bytes(pdf)
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_its_language_title_outline_charts_and_figures(provisional):
    reader = PdfReader(io.BytesIO(bytes(provisional.pdf)))
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.metadata.title == "Rapport d’activité mensuel — octobre\u00a02026 — le lieu"
    assert [item.title for item in reader.outline if not isinstance(item, list)] == ["Rapport d’activité mensuel"]
    alternatives = [tag["/Alt"] for tag in every_tag(reader) if "/Alt" in tag]
    assert len(alternatives) >= 3
    assert any("octobre\u00a02026 : 64" in alternative for alternative in alternatives)
    assert any(
        "homme : masqué ; autre : 0/64 · 0,0\u202f% ; non renseigné : <\u00a05" in alternative
        for alternative in alternatives
    )
    attached = reader.attachments["rapport-2026-10-lieu-v1-provisoire.csv"][0]
    assert attached == spreadsheet(list(provisional.figures.order_by("position")))


def every_tag(reader: PdfReader):
    """Yield every element of the structure tree."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        found = waiting.pop().get_object()
        waiting += found if isinstance(found, list) else []
        if isinstance(found, dict):
            yield found
            waiting += [found["/K"]] if "/K" in found else []


def test_provisional_is_said_on_every_page_and_signed_once_it_is(provisional, manager):
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(bytes(provisional.pdf))).pages]
    assert len(pages) > 3
    for number, text in enumerate(pages, 1):
        assert "PROVISOIRE" in text and re.search(rf"page\s+{number}\s+/\s+{len(pages)}", text)
    provisional.state, provisional.signed_by, provisional.signed_at = "signed", manager, COMPUTED_AT
    signed = text_of(draw(document_of(provisional)))
    assert "PROVISOIRE" not in signed and "SIGNÉ le 2 novembre 2026 par Claire Fabre" in signed
    provisional.signed_by = None
    assert "par le calendrier du lieu" in text_of(draw(document_of(provisional)))


def test_the_same_figures_give_the_same_bytes(provisional):
    drawn = bytes(provisional.pdf)
    stored = Report.objects.get(pk=provisional.pk)  # its instants come back in universal time
    assert draw(document_of(provisional)) == draw(document_of(stored)) == drawn


def test_a_suppressed_cell_has_no_height(provisional):
    sexes = next(t for part in document_of(provisional).parts for t in part.tables if t.first.code == "people_by_sex")
    widths = re.findall(r'class="bar now"[^>]* width="([\d.]+)"', sexes.chart)
    assert [float(width) > 0 for width in widths] == [True, False, False, False]


def test_three_hundred_people_print_300(expected):
    Report.objects.all().delete()
    world = World("O")
    people, august = world.people(300), OCTOBER.start - timedelta(days=61)
    world.met(people, august)
    world.met(people, august + timedelta(days=1))
    world.met(people[:142], august + timedelta(days=1), THREE)
    report = computed(
        Report.objects.create(bilan="mensuel", starts_on=august, ends_on=august + timedelta(days=30))
    )  # fmt: skip
    first_page = text_of(bytes(report.pdf)).split("--- page 2")[0]
    assert "\n300Personnes uniques\n" in first_page and "\n742Passages\n" in first_page
    assert "Personnes uniques 300 personnes" in first_page and "Passages 742 passages" in first_page


VECTORS = [
    '<img src="{}">', "<style>@import url({});</style>", '<p style="background:url({})">x</p>',
    '<link rel="stylesheet" href="{}">', '<link rel="attachment" href="{}">', '<a rel="attachment" href="{}">x</a>',
    '<object data="{}"></object>', '<embed src="{}">', '<svg><image href="{}" width="9" height="9"/></svg>',
    "<style>@font-face{{font-family:x;src:url({})}} p{{font-family:x}}</style>",
    "<style>li{{list-style-image:url({})}}</style><ul><li>x</ul>",
]  # fmt: skip


@contextmanager
def listening():
    """A server on this machine that notes who comes."""
    calls, server = [], socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, address = server.accept()
            except OSError:
                return
            calls.append(address)
            connection.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x.png", calls
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()


def test_hostile_text_in_a_field_reaches_nothing(provisional_without_pdf, tmp_path):
    """A neighbourhood, a name, a reason typed by anyone: printed as it is, and nothing asked for."""
    report, secret = provisional_without_pdf, tmp_path / "secret.txt"
    secret.write_text(SECRET)
    with listening() as (address, calls):
        typed = [vector.format(where) for vector in VECTORS for where in (address, secret.as_uri())]
        Figure.objects.bulk_create(
            Figure(
                report=report, position=800 + rank, section="Texte", code=f"h{rank}", label=hostile[:160],
                unit=hostile[:30], definition=hostile, origin=hostile[:120], value=3, cell=hostile[:80] * (rank % 2),
                numerator=3, denominator=12,
            )
            for rank, hostile in enumerate(typed)
        )  # fmt: skip
        report.why, report.version = typed[0][:200], 2
        said = text_of(draw(document_of(report)))
    assert calls == []
    assert SECRET not in said and all(vector.split("{")[0] in said for vector in VECTORS)


@pytest.mark.parametrize("vector", VECTORS)
def test_even_as_markup_it_reaches_nothing(provisional_without_pdf, vector, tmp_path):
    """Were a field one day printed as markup, the fetcher would still be shut."""
    document, secret = document_of(provisional_without_pdf), tmp_path / "secret.txt"
    secret.write_text(SECRET)
    with listening() as (address, calls):
        for where in (address, secret.as_uri()):
            html = f'<html lang="fr"><head><title>t</title></head><body>{vector.format(where)}</body></html>'
            try:
                pdf = printed(html, document)
            except ForbiddenAddress:
                continue
            names = PdfReader(io.BytesIO(pdf)).attachments
            assert list(names) == ["rapport-2026-10-lieu-v1-provisoire.csv"] and SECRET not in text_of(pdf)
    assert calls == []

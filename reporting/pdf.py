"""A report as a PDF: same house, same charts; tagged (PDF/UA-1), fit to be kept (PDF/A-3a), its figures attached.

Nothing is fetched: no address is open but the fonts of the place, by name. The same figures give the same bytes.
"""

import hashlib
import logging
import warnings
from pathlib import Path

import pydyf
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from ceis.civil_time import PARIS
from reporting.document import Document
from reporting.models import Report
from reporting.spreadsheet import spreadsheet

STYLE = "css/pdf.css"
FONTS = {f"font:{weight}": f"fonts/SourceSansPro-{weight}.otf" for weight in ("Regular", "Semibold", "Bold")}
# What PDF/A asks of a file that also says it is PDF/UA: its schema, described.
UA_SCHEMA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates the part of the standard it conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # a line for each page


class ForbiddenAddress(Exception):
    """Something in the document asked for an address: nothing is fetched, the document is not made."""


class OurFontsOnly(URLFetcher):
    """Give the three fonts of the house; refuse everything else, files and network alike."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["font"], allow_redirects=False)

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        if url not in FONTS:
            raise FatalURLFetchingError(f"address refused: {url[:80]}")
        return URLFetcherResponse(url, found(FONTS[url]).read_bytes(), {"Content-Type": "font/otf"})


def found(static_file: str) -> Path:
    path = finders.find(static_file)
    assert isinstance(path, str), f"{static_file} is missing"
    return Path(path)


def draw(document: Document) -> bytes:
    """Return the PDF of ``document``. Raises: ForbiddenAddress when a text found its way to an address."""
    context = {"document": document, "report": document.report, "place_name": settings.PLACE_NAME}
    return printed(render_to_string("reporting/pdf.html", context), document)


def printed(html: str, document: Document) -> bytes:
    """Lay ``html`` out on pages, with the figures of ``document`` attached."""
    report, fetcher, fonts = document.report, OurFontsOnly(), FontConfiguration()
    written_at = (report.signed_at or report.computed_at).astimezone(PARIS)
    figures = Attachment(
        string=spreadsheet(document.figures),
        name=f"{file_name(report)}.csv",
        description="Les chiffres du rapport",
        relationship="Data",
        created=written_at,
        modified=written_at,
        url_fetcher=fetcher,
    )
    try:
        with warnings.catch_warnings():
            # WeasyPrint 70 opens its colour profile and leaves closing it to the garbage collector.
            warnings.simplefilter("ignore", ResourceWarning)
            return HTML(string=html, url_fetcher=fetcher).write_pdf(
                pdf_variant="pdf/a-3a",
                pdf_identifier=identifier(report),
                stylesheets=[style_of_the_house(fonts, fetcher)],
                font_config=fonts,
                attachments=[figures],
                finisher=declare_accessible,
            )
    except FatalURLFetchingError as error:  # not an Exception: nobody else would catch it
        raise ForbiddenAddress(str(error)) from error


def identifier(report: Report) -> bytes:
    return hashlib.sha256(f"{report.pk} {report.state} {report.sha256}".encode()).digest()[:16]


def style_of_the_house(fonts: FontConfiguration, fetcher: URLFetcher) -> CSS:
    return CSS(string=found(STYLE).read_text(), font_config=fonts, url_fetcher=fetcher)


def declare_accessible(document, pdf) -> None:
    """Write in the metadata, left uncompressed as PDF/A asks, that the file is PDF/UA too."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata":
            item.compress = False
            item.stream = [b"".join(item.stream).replace(b"</rdf:RDF>", UA_SCHEMA + b"</rdf:RDF>")]


def file_name(report: Report) -> str:
    """« rapport-2026-10-lieu-v1-provisoire », without its ending."""
    subject = report.platform.slug if report.platform else "lieu"
    state = "" if report.is_signed else "-provisoire"
    return f"rapport-{report.starts_on:%Y-%m}-{subject}-v{report.version}{state}"

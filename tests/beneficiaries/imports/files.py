"""Files as agents lay them, good and bad, made for each test."""

import csv
import io
import zipfile

from openpyxl import Workbook

HEADINGS = ["Nom", "Prénom", "Date de naissance", "Tél", "Mail", "Commune"]
PEOPLE = [
    ["Benali", "Khadija", "12/03/1984", "06 12 34 56 78", "khadija@exemple.org", "Montpellier"],
    ["Müller", "Éloïse", "1990", "", "", "Lattes"],
    ["Diallo", "Mamadou", "", "0467000000", "", ""],
]


def csv_bytes(rows=None, *, separator=";", encoding="utf-8", newline="\r\n") -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator=newline).writerows(rows or [HEADINGS, *PEOPLE])
    return written.getvalue().encode(encoding)


def xlsx_bytes(rows=None, change=None) -> bytes:
    """``change``: called with the sheet before it is saved."""
    book = Workbook()
    for row in rows or [HEADINGS, *PEOPLE]:
        book.active.append(row)
    if change:
        change(book.active)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def zip_bytes(members: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def replaced(content: bytes, member: str, change) -> bytes:
    """The same workbook, one of its members changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zip_bytes(members | {member: change(members[member])})


def ods_bytes(rows: str) -> bytes:
    """An ODS whose only sheet holds ``rows``, in its own XML."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Feuille1">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<manifest:file-entry manifest:full-path="/" manifest:media-type="' + mime + b'"/></manifest:manifest>'
    )
    return zip_bytes({"mimetype": mime, "content.xml": content.encode(), "META-INF/manifest.xml": manifest})


def ods_row(*texts: str, more: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )
    return f"<table:table-row{more}>{cells}</table:table-row>"

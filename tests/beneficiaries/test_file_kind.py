"""What a file really is: what is taken, what is refused and in which words; what its name becomes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from beneficiaries.file_kind import (
    DOCX,
    HEIC,
    JPEG,
    LONGEST_NAME,
    MOST_NAMES,
    ODS,
    ODT,
    PDF,
    PNG,
    TEXT,
    WEBP,
    XLSX,
    NotTaken,
    clean_file_name,
    file_kind,
)

JPEG_BYTES = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 40
PNG_BYTES = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
PDF_BYTES = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
HTML = b"<!DOCTYPE html><script>alert(1)</script>"


def zipped(names: dict[str, bytes], stored: str = "", before: bytes = b"") -> bytes:
    """A ZIP of ``names``, ``stored`` being the one that is not compressed."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name, content, ZIP_STORED if name == stored else ZIP_DEFLATED)
    return before + file.getvalue()


def word(**more: bytes) -> bytes:
    return zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"} | more)


def opendocument(kind: str) -> bytes:
    said = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped({"mimetype": said, "content.xml": b"<x/>"}, stored="mimetype")


SHEET = zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})


@pytest.mark.parametrize(
    "content, name, kind",
    [
        (PDF_BYTES, "avis.pdf", PDF),
        (PDF_BYTES, "AVIS.PDF", PDF),
        (PDF_BYTES, "sans extension", PDF),
        (JPEG_BYTES, "photo.jpeg", JPEG),
        (PNG_BYTES, "scan.png", PNG),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "photo.webp", WEBP),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "IMG_0001.HEIC", HEIC),
        (word(), "lettre.docx", DOCX),
        (SHEET, "budget.xlsx", XLSX),
        (opendocument("text"), "lettre.odt", ODT),
        (opendocument("spreadsheet"), "budget.ods", ODS),
        ("Reçu de madame Benali.\nMerci.".encode(), "note.txt", TEXT),
        ("Reçu".encode("cp1252"), "note.txt", TEXT),
        (b"x", "note.txt", TEXT),
        (b"From: Khadija", "note.txt", TEXT),
    ],
)
def test_what_is_taken(content, name, kind):
    assert file_kind(BytesIO(content), name) is kind


@pytest.mark.parametrize(
    "content, name, words",
    [
        (b"", "vide.pdf", "Ce fichier est vide."),
        (PNG_BYTES, "scan.pdf", "Ce fichier dit être un PDF mais n’en est pas un : c’est une image PNG."),
        (HTML, "photo.jpg", "Ce fichier dit être une image JPEG mais n’en est pas une."),
        (HTML, "page.html", "Ce genre de fichier n’est pas accepté."),
        (HTML, "note.txt", "Ce fichier dit être un texte simple mais n’en est pas un."),
        (b"  \n<svg xmlns='x' onload='alert(1)'/>", "note.txt", "mais n’en est pas un"),
        (b"bonjour <!-- <script>", "note.txt", "mais n’en est pas un"),
        (HTML + PDF_BYTES, "avis.pdf", "Ce fichier dit être un PDF mais n’en est pas un."),
        (b"MZ\x90\x00\x03", "lettre.docx", "Ce fichier dit être un document Word mais n’en est pas un."),
        (b"MZ\x90\x00\x03", "jeu.exe", "Ce genre de fichier n’est pas accepté."),
        (b"#!/bin/sh\nrm -rf /", "note.txt", "mais n’en est pas un"),
        (b"{\\rtf1 bonjour}", "lettre.rtf", "Ce genre de fichier n’est pas accepté."),
        (b"GIF89a\x01\x00", "image.gif", "Ce genre de fichier n’est pas accepté."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "vieux.doc", "Ce genre de fichier n’est pas accepté."),
        (zipped({"a.txt": b"x"}), "lettre.docx", "Ce fichier dit être un document Word mais n’en est pas un."),
        (zipped({"a.txt": b"x"}), "tout.zip", "Ce genre de fichier n’est pas accepté."),
        (SHEET, "lettre.docx", "Ce fichier dit être un document Word mais n’en est pas un : c’est un classeur Excel."),
        (word(**{"word/vbaProject.bin": b"x"}), "lettre.docx", "Ce document contient des macros"),
        (PDF_BYTES, "avis.exe", "Ce fichier se termine par « .exe » et c’est un PDF. Renommez-le."),
        (PDF_BYTES, "avis.pdf.html", "« .html »"),
        (zipped({"[Content_Types].xml": b"x", "word/document.xml": b"x"}, before=HTML), "lettre.docx", "document Word"),
        (b"PK\x03\x04" + b"\x00" * 60, "lettre.docx", "n’en est pas un"),
        (word()[:-30], "lettre.docx", "n’en est pas un"),
    ],
)
def test_what_is_refused_and_why(content, name, words):
    with pytest.raises(NotTaken, match="^.*$") as refused:
        file_kind(BytesIO(content), name)
    assert words in str(refused.value)


def test_a_zip_bomb_is_never_unpacked():
    """Ten megabytes of zeros behind the right names: only the names are read."""
    bomb = word(**{"word/media/zeros.bin": b"\x00" * 10_000_000})
    assert len(bomb) < 20_000
    assert file_kind(BytesIO(bomb), "lettre.docx") is DOCX


def test_a_zip_of_too_many_names_is_no_document():
    crowd = {"[Content_Types].xml": b"", "word/document.xml": b""} | {f"n{i}": b"" for i in range(MOST_NAMES)}
    with pytest.raises(NotTaken):
        file_kind(BytesIO(zipped(crowd)), "lettre.docx")


def test_a_directory_that_lies_about_its_place_is_no_document():
    content = bytearray(word())
    content[-6:-2] = b"\xff\xff\xff\x7f"
    with pytest.raises(NotTaken):
        file_kind(BytesIO(bytes(content)), "lettre.docx")


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("avis d’impôt 2025.pdf", "avis d’impôt 2025.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("\\\\serveur\\partage\\avis.pdf", "avis.pdf"),
        ("avis\u202efdp.exe", "avisfdp.exe.pdf"),
        ("avis\r\nSet-Cookie: x.pdf", "avis Set-Cookie x.pdf"),
        ('a"b<c>|d?.pdf', "a b c d.pdf"),
        ("\x00avis.pdf", "avis.pdf"),
        (".pdf", "document.pdf"),
        ("", "document.pdf"),
        ("…", "….pdf"),
        ("AVIS.PDF", "AVIS.pdf"),
        ("رسالة.pdf", "رسالة.pdf"),
    ],
)
def test_the_name_is_cleaned_and_ends_as_it_should(typed, kept):
    assert clean_file_name(typed, PDF) == kept


def test_a_name_of_four_hundred_characters_is_shortened():
    kept = clean_file_name("é" * 400 + ".pdf", PDF)
    assert len(kept) == LONGEST_NAME and kept.endswith("é.pdf")

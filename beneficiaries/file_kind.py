"""What a file really is, by its first bytes; of what is zipped, by the names inside. Nothing is unpacked."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from
from typing import BinaryIO

import puremagic

from ceis.text import clean_text

HEAD = 4096
LONGEST_NAME = 120
ZIP_TAIL = 22 + 65535  # the end record of a ZIP, and the longest comment after it
MOST_NAMES, LARGEST_DIRECTORY = 5000, 1024 * 1024
MACROS = ("vbaproject.bin", "basic/", "scripts/")


class NotTaken(ValueError):
    """The file is refused; the text is French, fit to be put on the form."""


@dataclass(frozen=True)
class FileKind:
    """``extensions``: how the name of such a file may end; the first one is given to what we hand out."""

    label: str
    media_type: str
    extensions: tuple[str, ...]


PDF = FileKind("un PDF", "application/pdf", ("pdf",))
JPEG = FileKind("une image JPEG", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"))
PNG = FileKind("une image PNG", "image/png", ("png",))
WEBP = FileKind("une image WebP", "image/webp", ("webp",))
HEIC = FileKind("une photo HEIC", "image/heic", ("heic", "heif"))
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = FileKind("un document Word", WORD, ("docx",))
XLSX = FileKind("un classeur Excel", SHEET, ("xlsx",))
ODT = FileKind("un document OpenDocument", "application/vnd.oasis.opendocument.text", ("odt",))
ODS = FileKind("un classeur OpenDocument", "application/vnd.oasis.opendocument.spreadsheet", ("ods",))
TEXT = FileKind("un texte simple", "text/plain", ("txt",))
TAKEN = (PDF, JPEG, PNG, WEBP, HEIC, DOCX, ODT, XLSX, ODS, TEXT)

SIGNATURES = (
    (re.compile(rb"%PDF-\d"), PDF),
    (re.compile(rb"\xff\xd8\xff"), JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PNG),
    (re.compile(rb"RIFF.{4}WEBP", re.S), WEBP),
    (re.compile(rb".{4}ftyp(?:heic|heix|heim|heis|hevc|mif1|msf1)", re.S), HEIC),
)
MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|svg|\?xml|iframe|img|a\s)|<!--", re.I)
READS_AS_TEXT = ("", "text/plain", "application/json", "message/rfc822")
ONE_OF_THESE = "Joignez un PDF, une photo (JPEG, PNG, WebP, HEIC), un document (DOCX, ODT, XLSX, ODS) ou un texte."


def file_kind(file: BinaryIO, name: str) -> FileKind:
    """Return what ``file`` is. Raises: NotTaken when it is empty, of another kind, or not what its ``name`` says."""
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise NotTaken("Ce fichier est vide.")
    found, said = _by_content(file, head), said_by(name)
    if found is None and said:
        raise NotTaken(f"Ce fichier dit être {said.label} mais n’en est pas {said.label.split()[0]}. {ONE_OF_THESE}")
    if found is None:
        raise NotTaken(f"Ce genre de fichier n’est pas accepté. {ONE_OF_THESE}")
    if said and said != found:
        wrong = said.label.split()[0]
        raise NotTaken(f"Ce fichier dit être {said.label} mais n’en est pas {wrong} : c’est {found.label}.")
    if said is None and extension(name):
        raise NotTaken(f"Ce fichier se termine par « .{extension(name)} » et c’est {found.label}. Renommez-le.")
    return found


def said_by(name: str) -> FileKind | None:
    return next((kind for kind in TAKEN if extension(name) in kind.extensions), None)


def extension(name: str) -> str:
    _, dot, end = clean_text(name).rpartition(".")
    return end.strip().lower()[:12] if dot else ""


def clean_file_name(name: str, kind: FileKind) -> str:
    """Return ``name`` without path, line, control or reordering mark, short, and ending as its ``kind`` does."""
    last = re.split(r"[/\\]", clean_text(name))[-1]
    stem = last.rpartition(".")[0] if extension(last) in kind.extensions else last
    stem = " ".join(re.sub(r'[<>:"|?*\x00-\x1f]', " ", stem).split()).strip(". ") or "document"
    end = f".{kind.extensions[0]}"
    return stem[: LONGEST_NAME - len(end)].rstrip() + end


def _by_content(file: BinaryIO, head: bytes) -> FileKind | None:
    for signature, kind in SIGNATURES:
        if signature.match(head):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _office(file, head)
    return TEXT if _is_plain_text(head) else None


def _is_plain_text(head: bytes) -> bool:
    """Words and lines: no control byte, no markup, and nothing that is known to begin otherwise."""
    if head.startswith(b"#!") or MARKUP.search(head) or re.search(rb"[\x00-\x08\x0e-\x1f\x7f]", head):
        return False
    try:
        known = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):  # nothing begins so, or it is too short to tell
        known = []
    strange = [match for match in known if match.mime_type not in READS_AS_TEXT and len(match.byte_match) > 2]
    return not any(match.offset == 0 for match in strange)


def _office(file: BinaryIO, head: bytes) -> FileKind | None:
    names = set(_names_inside(file))
    if any(mark in name.lower() for name in names for mark in MACROS):
        raise NotTaken("Ce document contient des macros, qui peuvent être dangereuses. Enregistrez-le sans elles.")
    if "[Content_Types].xml" in names:
        return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else None
    for kind in (ODT, ODS):  # OpenDocument says what it is first, in clear
        if head[30:].startswith(b"mimetype" + kind.media_type.encode()) and "content.xml" in names:
            after = head[38 + len(kind.media_type) :][:2]
            return kind if after == b"PK" else None
    return None


def _names_inside(file: BinaryIO) -> Iterator[str]:
    """Yield the names a ZIP lists at its end, as far as a document of the office has any use for."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - ZIP_TAIL))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        return
    count, length, start = unpack_from("<HII", tail, end + 10)
    if count > MOST_NAMES or length > LARGEST_DIRECTORY:
        return
    file.seek(start)
    directory, at = file.read(length), 0
    while directory[at : at + 4] == b"PK\x01\x02" and at + 46 <= len(directory):
        name, extra, comment = unpack_from("<HHH", directory, at + 28)
        yield directory[at + 46 : at + 46 + name].decode("utf-8", "replace")
        at += 46 + name + extra + comment

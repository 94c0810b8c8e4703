"""Looking into a workbook before opening it: a spreadsheet is a ZIP, and a ZIP may hold anything.

The reader lays a sheet out as a full rectangle: one cell at the far corner would fill the memory. So the corner, the
sizes and the formulas are read first, in a stream.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from beneficiaries.imports.table import (
    MOST_COLUMNS,
    MOST_LINES,
    SEARCHED_FOR_HEADINGS,
    TOO_MANY_COLUMNS,
    TOO_MANY_LINES,
    Unreadable,
)

MOST_MEMBERS, MOST_UNFOLDED = 2_000, 150_000_000
PIECE, OVERLAP = 1 << 20, 1 << 16
BOMB = "Ce fichier compressé se déplie en un volume anormal : il n’est pas ouvert."
DAMAGED = "Ce classeur est abîmé. Ouvrez-le dans votre tableur, enregistrez-le de nouveau, puis déposez-le."
LOCKED = "Ce classeur est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe, puis déposez-la."
CELL = re.compile(rb"<(?:\w+:)?c\b(?=[^>]*\br=\"([A-Z]{1,3})([0-9]{1,7})\")[^>]*[^/>]>\s*(<(?:\w+:)?f\b)?")
VALUE = re.compile(rb"<(?:\w+:)?v>[^<]|<(?:\w+:)?is>")
END_OF_CELL = re.compile(rb"</(?:\w+:)?c>")
REPEATED_ROW = re.compile(rb"<table:table-row\b[^>]*rows-repeated=\"([0-9]+)\"[^>]*>(.*?)</table:table-row>", re.S)
REPEATED_CELL = re.compile(rb"<table:table-cell\b(?=[^>]*office:value-type)[^>]*columns-repeated=\"([0-9]+)\"")
ODS_FORMULA = b"table:formula="


@dataclass
class Inspection:
    formulas: list[str] = field(default_factory=list)  # where the first ones are: « B12 »
    count: int = 0


def inspect(content: bytes) -> Inspection:
    """Read the whole archive without unfolding it in memory.

    Raises: Unreadable when it is no workbook, locked, damaged, or larger than anybody's list of people.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNFOLDED:
                raise Unreadable(BOMB)
            if any(member.flag_bits & 1 for member in members):
                raise Unreadable(LOCKED)
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise Unreadable("Cette archive ne contient pas de classeur. Déposez le tableau lui-même.")
            found = Inspection()
            for member in members:
                look(member.filename, pieces(archive, member), found)
    except (zipfile.BadZipFile, EOFError, RuntimeError, OSError, ValueError) as fault:
        raise Unreadable(DAMAGED) from fault
    return found


def pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Yield (bytes, how many of them were seen before); a size or a checksum that lies is a damaged file."""
    before = b""
    with archive.open(member) as stream:
        while piece := stream.read(PIECE):
            yield before + piece, len(before)
            before = piece[-OVERLAP:]


def look(name: str, parts: Iterator[tuple[bytes, int]], found: Inspection) -> None:
    sheet = re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)
    for piece, seen in parts:
        if sheet:
            look_at_cells(piece, seen, found)
        elif name == "content.xml":
            look_at_repeats(piece)
            found.count += piece[max(0, seen - len(ODS_FORMULA) + 1) :].count(ODS_FORMULA)


def look_at_cells(piece: bytes, seen: int, found: Inspection) -> None:
    for cell in CELL.finditer(piece):
        column, row = cell[1], int(cell[2])
        if column_number(column) > MOST_COLUMNS:
            raise Unreadable(TOO_MANY_COLUMNS)
        if row > MOST_LINES + SEARCHED_FOR_HEADINGS:
            raise Unreadable(TOO_MANY_LINES)
        if cell[3] is None or cell.end() <= seen:
            continue
        where = f"{column.decode()}{row}"
        end = END_OF_CELL.search(piece, cell.end())
        if end and not VALUE.search(piece, cell.end(), end.start()):
            raise Unreadable(
                f"La case {where} contient une formule dont le résultat n’est pas enregistré. "
                "Ouvrez le fichier dans votre tableur, enregistrez-le, puis déposez-le de nouveau."
            )
        found.count += 1
        if len(found.formulas) < 3:
            found.formulas.append(where)


def look_at_repeats(piece: bytes) -> None:
    """An ODS says « this row, a million times » in one line."""
    if any(int(cell[1]) > MOST_COLUMNS for cell in REPEATED_CELL.finditer(piece)):
        raise Unreadable(TOO_MANY_COLUMNS)
    for row in REPEATED_ROW.finditer(piece):
        if int(row[1]) > MOST_LINES and b"office:value-type" in row[2]:
            raise Unreadable(TOO_MANY_LINES)


def column_number(letters: bytes) -> int:
    """« A » → 1, « AA » → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number

"""Reading a file by what it is, not by what its name says."""

from collections.abc import Callable

from beneficiaries.imports.csv_text import read_text
from beneficiaries.imports.spreadsheet import read_old_workbook, read_workbook
from beneficiaries.imports.table import MOST_BYTES, Table, Unreadable

NOT_A_TABLE = "Ce fichier n’est pas un tableau. Déposez un fichier CSV, XLSX, XLS ou ODS."
TOO_HEAVY = "Ce fichier dépasse 15\u00a0Mo. Coupez-le, ou retirez les images et les feuilles inutiles."
OTHERS = {
    b"%PDF": "Ce fichier est un PDF, quel que soit son nom. Demandez le tableau d’origine, en CSV, XLSX ou ODS.",
    b"\x89PNG": NOT_A_TABLE, b"\xff\xd8\xff": NOT_A_TABLE, b"GIF8": NOT_A_TABLE, b"Rar!": NOT_A_TABLE,
    b"7z\xbc\xaf": NOT_A_TABLE, b"\x1f\x8b": NOT_A_TABLE, b"MZ": NOT_A_TABLE, b"\x7fELF": NOT_A_TABLE,
    b"{\\rtf": NOT_A_TABLE,
}  # fmt: skip


def read_file(content: bytes, rank: Callable[[list[str]], int]) -> Table:
    """Return the table that ``content`` holds.

    Takes: ``rank``, how many cells of a row are headings we know.
    Raises: Unreadable.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable("Ce fichier est vide.")
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_HEAVY)
    for magic, refusal in OTHERS.items():
        if content.startswith(magic):
            raise Unreadable(refusal)
    if content.startswith(b"PK"):
        return read_workbook(content, rank)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return read_old_workbook(content, rank)
    return read_text(content, rank)

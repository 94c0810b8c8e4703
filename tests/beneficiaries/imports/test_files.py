"""Whatever is laid is read, or refused in French: the hostile files are made here, not kept."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest

from beneficiaries.imports.columns import known_headings, refuse_secrets
from beneficiaries.imports.files import read_file
from beneficiaries.imports.table import Unreadable
from tests.beneficiaries.imports.files import (
    HEADINGS,
    PEOPLE,
    csv_bytes,
    ods_bytes,
    ods_row,
    replaced,
    xlsx_bytes,
    zip_bytes,
)

SHEET = "xl/worksheets/sheet1.xml"


def read(content: bytes):
    return read_file(content, known_headings)


def valid_nir() -> str:
    number = "2840334172001"
    return f"{number}{97 - int(number) % 97:02d}"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_a_text_is_read_whatever_its_separator_and_encoding(separator, encoding):
    table = read(csv_bytes(separator=separator, encoding=encoding))
    assert table.headings == HEADINGS
    assert [cells[:2] for _, cells in table.lines] == [row[:2] for row in PEOPLE]
    assert [number for number, _ in table.lines] == [2, 3, 4]


def test_an_old_encoding_is_said_with_a_word_to_check():
    notes = read(csv_bytes(encoding="cp1252")).notes
    assert any("cp1252" in note and "Prénom" in note for note in notes)
    assert not any("encod" in note for note in read(csv_bytes()).notes)


def test_workbooks_are_read():
    assert read(xlsx_bytes()).lines[0] == (2, PEOPLE[0])
    table = read(ods_bytes(ods_row("Nom", "Prénom") + ods_row("Benali", "Khadija")))
    assert (table.headings, table.lines) == (["Nom", "Prénom"], [(2, ["Benali", "Khadija"])])


def test_cells_say_what_a_person_would_type():
    rows = [["Nom", "Prénom", "Né(e) le", "Tél"], ["Benali", "Khadija", date(1984, 3, 12), 612345678]]
    rows.append(["Diallo", "Awa", datetime(1990, 1, 2), 1984.0])
    assert [cells for _, cells in read(xlsx_bytes(rows)).lines] == [
        ["Benali", "Khadija", "12/03/1984", "612345678"],
        ["Diallo", "Awa", "02/01/1990", "1984"],
    ]


def test_headings_are_found_under_a_title_and_lines_keep_their_number():
    table = read(csv_bytes([["Fichier des usagers 2019"], [], HEADINGS, *PEOPLE]))
    assert table.headings == HEADINGS and table.lines[0][0] == 4


def test_quoted_newlines_and_nul_bytes():
    content = 'Nom;Prénom;Adresse\r\nBenali;Khadija;"12 rue\nde la Paix"\r\nDia\x00llo;Awa;\r\n'.encode()
    assert read(content).lines == [(2, ["Benali", "Khadija", "12 rue de la Paix"]), (4, ["Diallo", "Awa"])]


def test_excel_says_its_own_separator():
    assert read(b"sep=|\nNom|Pr\xc3\xa9nom\nBenali|Khadija\n").lines == [(3, ["Benali", "Khadija"])]


def test_a_formula_with_its_result_is_read_and_said():
    made = xlsx_bytes([["Nom", "Prénom"], ["=UPPER(B2)", "Khadija"]])
    with_result = replaced(
        made, SHEET, lambda xml: xml.replace(b"<v></v>", b"<v>KHADIJA</v>").replace(b"<v />", b"<v>KHADIJA</v>")
    )
    table = read(with_result)
    assert any("A2" in note and "dernier résultat" in note for note in table.notes)


def with_column(heading: str, value: str) -> bytes:
    return csv_bytes([[*HEADINGS, heading], [*PEOPLE[0], value]])


def protected_xlsx() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def lying_zip() -> bytes:
    """Its directory says the sheet is small."""
    made = bytearray(xlsx_bytes())
    with zipfile.ZipFile(BytesIO(bytes(made))) as archive:
        size = archive.getinfo(SHEET).file_size
    return bytes(made).replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))


def far_corner() -> bytes:
    return xlsx_bytes(change=lambda sheet: sheet.cell(1_000_000, 2, "x"))


HOSTILE = {
    "empty": (b"", "vide"),
    "only NUL": (b"\0" * 500, "vide"),
    "a heading alone": (csv_bytes([HEADINGS]), "titres de colonnes"),
    "an empty workbook": (xlsx_bytes([[]]), "vide"),
    "a PDF named .csv": (b"%PDF-1.7\n...", "PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "pas un tableau"),
    "a program": (bytes(range(1, 32)) * 60, "pas un tableau"),
    "400 columns": (csv_bytes([[f"c{n}" for n in range(400)], ["x"] * 400]), "100 colonnes"),
    "400 columns in a workbook": (xlsx_bytes([[f"c{n}" for n in range(400)], ["x"] * 400]), "100 colonnes"),
    "too many lines": (b"Nom;Prenom\n" + b"Benali;Awa\n" * 50_001, "50\u202f000 lignes"),
    "a cell at the far corner": (far_corner(), "50\u202f000 lignes"),
    "a ZIP bomb": (zip_bytes({"xl/workbook.xml": b"x", SHEET: b"\0" * 151_000_000}), "volume anormal"),
    "a ZIP of thousands": (zip_bytes({f"{n}": b"" for n in range(2_500)}), "volume anormal"),
    "a ZIP that is no workbook": (zip_bytes({"lettre.txt": b"bonjour"}), "pas de classeur"),
    "a ZIP cut short": (xlsx_bytes()[:900], "abîmé"),
    "a ZIP that lies": (lying_zip(), "abîmé"),
    "no sheet inside": (zip_bytes({"xl/workbook.xml": b"<workbook"}), "abîmé"),
    "under a password": (protected_xlsx(), "mot de passe"),
    "an old workbook cut short": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900, "abîmé"),
    "a formula without result": (xlsx_bytes([["Nom", "Prénom"], ["=1+1", "Awa"]]), "case A2"),
    "an endless row": (
        ods_bytes(ods_row("Nom") + ods_row("x", more=' table:number-rows-repeated="1000000"')), "50\u202f000 lignes"
    ),
    "an open quote": (b'Nom;Prenom\nBenali;"Awa\n' + b"x" * 200_000, "guillemet ouvert à la ligne 2"),
    "half a character": ("Nom".encode("utf-16") + b"\x00", "abîmé"),
    "too heavy": (b"x" * 15_000_001, "15\u00a0Mo"),
    "social security numbers by their name": (with_column("N° Sécu", ""), "sécurité sociale"),
    "social security numbers by what they are": (with_column("Référence", valid_nir()), "sécurité sociale"),
    "a social security number in a sentence": (with_column("Note", f"voir {valid_nir()} CPAM"), "sécurité sociale"),
    "passwords": (with_column("Mot de passe CAF", "x"), "mots de passe"),
    "bank accounts": (with_column("Divers", "FR76 3000 6000 0112 3456 7890 189"), "bancaires"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_refused_says_why_in_french(what):
    content, said = HOSTILE[what]
    with pytest.raises(Unreadable, match=said):
        refuse_secrets(read(content))


def test_a_number_that_only_looks_like_one_is_let_through():
    """The key tells: otherwise every long number would close the door."""
    wrong_key = valid_nir()[:-2] + ("01" if valid_nir()[-2:] != "01" else "02")
    refuse_secrets(read(with_column("Référence", wrong_key)))


def test_merged_cells_and_other_sheets_are_said():
    def change(sheet):
        sheet.merge_cells("A2:A3")
        sheet.parent.create_sheet("Bénévoles").append(["Nom"])

    notes = " ".join(read(xlsx_bytes(change=change)).notes)
    assert "fusionnées" in notes and "2 feuilles" in notes

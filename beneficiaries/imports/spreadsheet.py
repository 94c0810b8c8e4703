"""Reading XLSX, XLS and ODS workbooks: their first sheet that holds something."""

from collections.abc import Callable
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from beneficiaries.imports.archive import DAMAGED, LOCKED, inspect
from beneficiaries.imports.table import MOST_COLUMNS, MOST_LINES, TOO_MANY_COLUMNS, Table, Unreadable, table_of

MOST_ROWS = MOST_LINES + 20
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(content: bytes, rank: Callable[[list[str]], int]) -> Table:
    """An XLSX or an ODS, once its archive was looked into."""
    inspection, notes = inspect(content), []
    if inspection.formulas:
        where = ", ".join(inspection.formulas)
        more = inspection.count - len(inspection.formulas)
        notes.append(
            f"Formules trouvées ({where}{f' et {more} autres' if more else ''}) : "
            "c’est leur dernier résultat enregistré qui est lu."
        )
    elif inspection.count:
        notes.append(f"{inspection.count} formules trouvées : c’est leur dernier résultat enregistré qui est lu.")
    return read_sheets(content, rank, notes)


def read_old_workbook(content: bytes, rank: Callable[[list[str]], int]) -> Table:
    """An XLS — or an XLSX under a password, which is wrapped the same way."""
    if ENCRYPTED in content:
        raise Unreadable(LOCKED)
    return read_sheets(content, rank, [])


def read_sheets(content: bytes, rank: Callable[[list[str]], int], notes: list[str]) -> Table:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
        full = [sheet for sheet in sheets if sheet.height and sheet.width]
        if not full:
            raise Unreadable("Ce classeur est vide.")
        sheet = full[0]
        if sheet.end and sheet.end[1] - (sheet.start or (0, 0))[1] >= MOST_COLUMNS:
            raise Unreadable(TOO_MANY_COLUMNS)
        rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
        merged = len(sheet.merged_cell_ranges or [])
    except PasswordError:
        raise Unreadable(LOCKED) from None
    except CalamineError as fault:
        raise Unreadable(DAMAGED) from fault
    if len(full) > 1:
        notes.append(f"Ce classeur a {len(full)} feuilles remplies : seule « {sheet.name} » est lue.")
    if merged:
        notes.append("Des cases sont fusionnées : leur valeur n’est lue que dans la première.")
    return table_of(enumerate(rows, 1), rank, notes)

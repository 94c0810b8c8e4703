"""The figures as a spreadsheet: the same rows as the page and the PDF, as French Excel reads them."""

import csv
import io
from decimal import Decimal

from ceis.french import half_up
from ceis.spreadsheets import BOM, safe
from reporting.document import cell_name
from reporting.models import Figure

HEADER = [
    "partie", "indicateur", "case", "valeur", "unité", "numérateur", "dénominateur", "mois précédent",
    "définition", "origine",
]  # fmt: skip


def spreadsheet(figures: list[Figure]) -> bytes:
    """Return UTF-8 with a byte order mark, semicolons, decimal commas, no formula."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for figure in figures:
        writer.writerow(
            [
                safe(figure.section), safe(figure.label), safe(cell_name(figure)),
                figure.text.replace("\u00a0", " ") if figure.suppressed else number(figure.value, 4),
                safe(figure.unit), number(figure.numerator), number(figure.denominator), number(figure.previous, 4),
                safe(figure.definition), safe(figure.origin),
            ]
        )  # fmt: skip
    return (BOM + written.getvalue()).encode()


def number(value: Decimal | None, places: int = 0) -> str:
    """1520 → « 1520 », 0.1387 → « 0,1387 », None → «  » : raw numbers, so that a spreadsheet can compute."""
    if value is None:
        return ""
    rounded = half_up(value, places)
    return f"{rounded.normalize():f}".replace(".", ",")

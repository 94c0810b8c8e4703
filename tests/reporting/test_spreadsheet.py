import csv
import io

import pytest

from reporting.models import Figure
from reporting.spreadsheet import HEADER, spreadsheet

pytestmark = pytest.mark.django_db


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_it_holds_the_same_figures_as_the_page(provisional_without_pdf):
    figures = list(provisional_without_pdf.figures.order_by("position"))
    header, *lines = rows(spreadsheet(figures))
    assert header == HEADER and len(lines) == len(figures)
    said = {(line[1], line[2]): line[3] for line in lines}
    assert said["Personnes uniques", ""] == "64"
    assert said["Taux d’absence aux rendez-vous", ""] == "0,125"
    assert said["Sexe", "homme"] == "masqué" and said["Sexe", "non renseigné"] == "< 5"
    assert said["Personnes uniques, treize mois", "octobre\u00a02026"] == "64"
    hidden = [line for line in lines if line[3] in ("masqué", "< 5")]
    assert hidden and all(line[5] == "" for line in hidden)


@pytest.mark.parametrize("typed", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(typed):
    figure = Figure(section=typed, label=typed, cell=typed, unit=typed, definition=typed, origin=typed, value=-2)
    (line,) = rows(spreadsheet([figure]))[1:]
    assert [cell[:1] for rank, cell in enumerate(line) if rank in (0, 1, 2, 4, 8, 9)] == ["'"] * 6


@pytest.mark.parametrize("typed", ['a;b"c', "deux\nlignes", "</td><script>", "é\u202f€"])
def test_a_cell_stays_one_cell(typed):
    (line,) = rows(spreadsheet([Figure(label=typed, value=1)]))[1:]
    assert line[1] == typed and len(line) == len(HEADER)

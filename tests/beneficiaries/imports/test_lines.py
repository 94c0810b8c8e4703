"""A line of a file is held to what a form would be held to, and real headings are known."""

import pytest

from beneficiaries.imports.columns import missing, recognise
from beneficiaries.imports.lines import read_lines


def read(heading_cells: dict[str, str]):
    fields = recognise(list(heading_cells))
    return next(read_lines([(2, list(heading_cells.values()))], fields))


def values(**more) -> dict:
    return {"last_name": "Benali", "first_name": "Khadija"} | more


NAMES = {"Nom": "Benali", "Prénom": "Khadija"}


@pytest.mark.parametrize(
    "headings, fields",
    [
        # La Coop de la médiation numérique
        (
            ["Prénom", "Nom", "Numéro de téléphone", "Année de naissance", "Genre", "Commune de résidence"],
            ["first_name", "last_name", "phone", "birth", "sex", "city"],
        ),
        # Mon Suivi Social
        (
            ["Nom d'usage", "Nom de naissance", "Prénom(s)", "Numéro de téléphone 1", "Numéro de téléphone 2"],
            ["last_name", "birth_name", "first_name", "phone", "other_phone"],
        ),
        # DomiFa
        (
            ["Civilité", "Nom", "Nom d'usage / Surnom", "Prénoms", "Né(e) le", "Lieu de naissance"],
            ["sex", "birth_name", "last_name", "first_name", "birth", "birth_place"],
        ),
        (["NOM", "PRENOM", "TEL.", "PORTABLE", "C.P.", "MEL"],
         ["last_name", "first_name", "phone", "other_phone", "postcode", "email"]),
        (["Nom", "Nom", "Prénom", "Couleur"], ["last_name", "", "first_name", ""]),
    ],
)  # fmt: skip
def test_headings_as_files_have_them(headings, fields):
    assert recognise(headings) == fields


def test_a_file_without_first_names_says_so():
    assert missing(recognise(["Nom", "Ville"])) == ["prénom"]
    assert missing(recognise(["Nom de naissance", "Prénom"])) == []


@pytest.mark.parametrize(
    "cells, kept",
    [
        ({"Né(e) le": "12/03/1984"}, {"birth_date": "1984-03-12", "birth_year": 1984}),
        ({"Né(e) le": "1984"}, {"birth_year": 1984}),
        ({"Né(e) le": "30753"}, {"birth_date": "1984-03-12", "birth_year": 1984}),
        ({"Né(e) le": "12/03/1984 00:00:00"}, {"birth_date": "1984-03-12", "birth_year": 1984}),
        ({"Tél": "612345678"}, {"phone": "+33612345678"}),
        ({"Tél": "33612345678"}, {"phone": "+33612345678"}),
        ({"Tél": "06 12 34 56 78 / 04.67.00.00.00"}, {"phone": "+33612345678", "other_phone": "+33467000000"}),
        ({"Mail": "Khadija@Exemple.ORG"}, {"email": "khadija@exemple.org"}),
        ({"Civilité": "Mme"}, {"sex": "F"}),
        ({"Civilité": "M."}, {"sex": "M"}),
        ({"Sexe": "NR"}, {}),
        ({"Nationalité": "Marocaine"}, {"nationality": "other"}),
        ({"Nationalité": "Française"}, {"nationality": "fr"}),
        ({"CP": "4000"}, {"postcode": "04000"}),
    ],
)
def test_what_is_written_is_kept_as_the_form_would(cells, kept):
    row = read(NAMES | cells)
    assert (row.values, row.messages) == (values(**kept), [])


def test_whoever_has_only_a_name_at_birth_goes_by_it():
    assert read({"Nom de naissance": "Benali", "Prénom": "Khadija"}).values == values()


@pytest.mark.parametrize(
    "cells, field, said",
    [
        ({"Né(e) le": "31/02/1984"}, "birth", "n’existe pas"),
        ({"Né(e) le": "12/03/84"}, "birth", "12/03/1984"),
        ({"Né(e) le": "2150"}, "birth", "avenir"),
        ({"Tél": "12"}, "phone", "ne s’appelle pas"),
        ({"Mail": "khadija"}, "email", "courriel valide"),
        ({"Civilité": "Docteur"}, "sex", "femme, homme ou autre"),
        ({"Nationalité": "Francçaise"}, "nationality", "française"),
        ({"Ville": "x" * 81}, "city", "80"),
        ({"Nom": ""}, "last_name", "nom manque"),
        ({"Prénom": "?"}, "first_name", "aucune lettre"),
    ],
)
def test_what_is_wrong_is_said_with_its_column_and_its_value(cells, field, said):
    ((name, value, message),) = read(NAMES | cells).messages
    assert name == field and said in message and value == next(iter(cells.values()))[:120]


def test_a_line_longer_than_its_headings_is_said():
    row = next(read_lines([(7, ["Benali", "Khadija", "x"])], ["last_name", "first_name"]))
    assert row.number == 7 and "plus de cases" in row.messages[0][2]

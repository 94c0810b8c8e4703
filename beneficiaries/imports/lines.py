"""What one line says of someone, held to the same rules as the form they would be typed in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import fields_for_model

from beneficiaries.birth import read_birth
from beneficiaries.imports.columns import FIELDS
from beneficiaries.models import Beneficiary
from beneficiaries.phone import NOT_DIALLED, e164
from ceis.text import name_words, sort_key

SEXES = {
    "F": "f femme feminin feminine mme madame mlle mademoiselle female",
    "M": "m h homme masculin mr monsieur male",
    "X": "x autre nonbinaire",
}
NATIONALITIES = {
    "fr": "fr francais francaise france",
    "eu": "ue europeenne europeen unioneuropeenne allemande autrichienne belge bulgare chypriote croate danoise"
    " espagnole estonienne finlandaise grecque hongroise irlandaise italienne lettone lituanienne luxembourgeoise"
    " maltaise neerlandaise polonaise portugaise roumaine slovaque slovene suedoise tcheque",
    "other": "autre horsue horsunioneuropeenne etrangere afghane albanaise algerienne americaine angolaise"
    " armenienne bangladaise beninoise bresilienne britannique"
    " burkinabe camerounaise capverdienne centrafricaine chinoise colombienne"
    " comorienne congolaise cubaine egyptienne erythreenne ethiopienne gabonaise georgienne ghaneenne guineenne"
    " haitienne indienne irakienne iranienne ivoirienne kosovare libanaise libyenne malgache malienne marocaine"
    " mauritanienne mauricienne mexicaine moldave nigeriane nigerienne pakistanaise palestinienne peruvienne"
    " philippine russe rwandaise senegalaise serbe somalienne soudanaise srilankaise suisse syrienne tchadienne"
    " togolaise tunisienne turque ukrainienne venezuelienne vietnamienne",
}  # fmt: skip
UNSAID = {"", "nr", "nc", "nsp", "inconnu", "inconnue", "nonrenseigne", "nonrenseignee", "nonprecise", "sansobjet"}
CHOICES = {
    "sex": ({word: code for code, words in SEXES.items() for word in words.split()},
            "Écrivez femme, homme ou autre, ou laissez la case vide."),
    "nationality": ({word: code for code, words in NATIONALITIES.items() for word in words.split()},
                    "Écrivez française, UE ou hors UE, ou laissez la case vide."),
}  # fmt: skip
FIRST_SERIAL, LAST_SERIAL = 3_000, 60_000  # below, a number is a year; Excel counts days from the end of 1899
DAY_ZERO = date(1899, 12, 30)
LONGEST_SHOWN = 120


@dataclass
class Row:
    """``values``: what the model keeps, dates as ISO text; ``messages``: (field, value as written, what is wrong)."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    messages: list[tuple[str, str, str]] = field(default_factory=list)


@cache
def form_fields() -> dict:
    """The fields that a form of the model would have: their lengths, choices and French refusals."""
    return fields_for_model(Beneficiary, fields=[name for name in FIELDS if name != "birth"])


def read_lines(lines: list[tuple[int, list[str]]], fields: list[str]) -> Iterator[Row]:
    """Yield what each line says. ``fields``: that of each column, "" when it is left out."""
    places = {name: place for place, name in enumerate(fields) if name}
    for number, cells in lines:
        row = Row(number)
        for name, place in places.items():
            read_cell(row, name, cells[place] if place < len(cells) else "")
        if len(cells) > len(fields):
            row.messages.append(("", cells[len(fields)][:LONGEST_SHOWN], "Cette ligne a plus de cases que de titres."))
        complete(row)
        yield row


def read_cell(row: Row, name: str, text: str) -> None:
    try:
        if name == "birth":
            read_birth_cell(row, text)
        elif name in CHOICES:
            row.values[name] = chosen(name, text)
        elif name in ("phone", "other_phone"):
            read_phones(row, name, text)
        else:
            text = text.zfill(5) if name == "postcode" and re.fullmatch("[0-9]{4}", text) else text
            row.values[name] = optional(name).clean(text)
    except ValidationError as refusal:
        row.messages.append((name, text[:LONGEST_SHOWN], refusal.messages[0]))
    except ValueError as refusal:
        row.messages.append((name, text[:LONGEST_SHOWN], str(refusal)))


def optional(name: str):
    """The field of a form, which `complete` alone says is missing: a name may stand in another column."""
    field = form_fields()[name]
    field.required = False
    return field


def complete(row: Row) -> None:
    """What the line lacks; whoever has only a name at birth goes by it."""
    values = row.values
    if not values.get("last_name") and values.get("birth_name"):
        values["last_name"], values["birth_name"] = values["birth_name"], ""
    refused = {name for name, *_ in row.messages}
    for name, refusal in (("last_name", "Le nom manque."), ("first_name", "Le prénom manque.")):
        if not values.get(name) and name not in refused:
            row.messages.append((name, "", refusal))
        elif values.get(name) and not name_words(values[name]):
            row.messages.append((name, values[name], "Ce nom n’a aucune lettre."))
    if values.get("email"):
        values["email"] = values["email"].lower()
    row.values = {name: value for name, value in values.items() if value}


def read_birth_cell(row: Row, text: str) -> None:
    text = re.sub(r" 0?0:00(:00)?$", "", text)
    if re.fullmatch(r"[0-9]{4,5}", text) and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        text = f"{DAY_ZERO + timedelta(days=int(text)):%d/%m/%Y}"
    born, year = read_birth("" if key(text) in UNSAID else text)
    row.values |= {"birth_date": born.isoformat() if born else None, "birth_year": year}


def chosen(name: str, text: str) -> str:
    codes, refusal = CHOICES[name]
    word = key(text)
    if word in UNSAID:
        return ""
    if word not in codes:
        raise ValueError(refusal)
    return codes[word]


def read_phones(row: Row, name: str, text: str) -> None:
    """One number, or two in the same cell (« 06… / 04… »): the second one goes to the other phone if it is free."""
    if key(text) in UNSAID:
        return
    first, *others = [part for part in re.split(r"[/;,]| ou | et ", text) if part.strip()] or [""]
    row.values[name] = dialled(first)
    if others and name == "phone" and not row.values.get("other_phone"):
        row.values["other_phone"] = dialled(others[0])


def dialled(text: str) -> str:
    """A spreadsheet takes « 0612345678 » for a number, and loses its 0."""
    digits = re.sub(r"[\s.\-()]", "", text)
    if re.fullmatch(r"[1-9][0-9]{8}", digits):
        digits = f"0{digits}"
    elif re.fullmatch(r"33[1-9][0-9]{8}", digits):
        digits = f"+{digits}"
    number = e164(digits)
    if number is None:
        raise ValueError(NOT_DIALLED)
    return number


def key(text: str) -> str:
    return "".join(character for character in sort_key(text) if character.isalnum())

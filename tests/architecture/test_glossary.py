"""Each noun of the code has one French word, one sentence, one origin."""

import inspect
import re
from importlib import import_module

from django.db import models

from tests.architecture.test_models import OUR_MODELS
from tests.architecture.tree import ROOT, dotted, product_modules, text

GLOSSARY = ROOT / "docs" / "glossaire.md"
ROW = re.compile(r"^\|([^|]+)\|\s*`([^`|]+)`\s*\|([^|]+)\|([^|]+)\|\s*$")


def rows() -> dict[str, tuple[str, str, str]]:
    """Return identifier → French term, definition, source."""
    found = [ROW.match(line) for line in text(GLOSSARY).splitlines()]
    cells = [[cell.strip() for cell in row.groups()] for row in found if row]
    assert len({identifier for _, identifier, _, _ in cells}) == len(cells), "an identifier has two rows"
    return {identifier: (term, definition, source) for term, identifier, definition, source in cells}


def choice_classes() -> set[str]:
    """`Appointment.Status`, `Role`: every list of choices, under the name the code calls it by."""
    names = set()
    for path in product_modules():
        if path.name == "wsgi.py":
            continue
        module = import_module(dotted(path))
        for _, holder in inspect.getmembers(module, inspect.isclass):
            for found in [holder, *vars(holder).values()]:
                if inspect.isclass(found) and issubclass(found, models.Choices) and found.__module__ == module.__name__:
                    names.add(found.__qualname__)
    return names


def test_every_model_has_its_row():
    assert {model.__name__ for model in OUR_MODELS} - set(rows()) == set()


def test_every_choice_class_has_its_row():
    assert {"Role", "Appointment.Status"} <= choice_classes()
    assert choice_classes() - set(rows()) == set()


def test_no_row_is_about_something_that_is_gone():
    known = {model.__name__ for model in OUR_MODELS} | choice_classes() | other_names()
    assert set(rows()) - known == set()


def other_names() -> set[str]:
    """Classes that are neither models nor choices may have their row too: indicators, bilans, passages."""
    names = set()
    for path in product_modules():
        names |= set(re.findall(r"^class (\w+)", text(path), re.M))
    return names


def test_every_row_is_complete():
    for identifier, (term, definition, source) in rows().items():
        assert term and source, identifier
        assert definition.endswith(".") and definition[0].isupper(), identifier
        assert len(re.findall(r"\.(?:\s|$)", definition)) == 1, f"{identifier}: one sentence"


def test_rows_are_in_alphabetical_order():
    from ceis.text import sort_key

    terms = [sort_key(term) for term, _, _ in rows().values()]
    assert terms == sorted(terms)

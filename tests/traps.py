"""Traps that turn what usually goes unseen into a failed test: order nobody asked for, names nobody defined."""

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.template import engines
from django.template.base import FilterExpression, Node

OUR_TEMPLATES = str(Path(settings.BASE_DIR) / "templates")
TOLERANT_FILTERS = ("default", "default_if_none", "yesno")


class UndefinedVariable(AssertionError):
    """A template of ours names a variable that nobody gave it."""


class Undefined(str):
    """What an unknown variable becomes: false in a ``{% if %}``, a failure as soon as it would be printed.

    Templates that come with packages keep Django's own indulgence: there it prints nothing.
    """

    def __bool__(self) -> bool:
        caller = sys._getframe(1)
        if caller.f_code is not FilterExpression.resolve.__code__:
            return False
        # « Is there a text to print instead? » No, when the template itself says what to print instead.
        filters = caller.f_locals["self"].filters
        return not (filters and filters[0][0].__name__ in TOLERANT_FILTERS)

    def __contains__(self, text: str) -> bool:
        return text == "%s"

    def __mod__(self, variable: object) -> str:
        return self.printed(str(variable))

    def __str__(self) -> str:
        return self.printed("its related row")

    def printed(self, name: str) -> str:
        origin = innermost_template()
        if origin.startswith(OUR_TEMPLATES):
            raise UndefinedVariable(f"{Path(origin).relative_to(OUR_TEMPLATES)} prints {name}, which is not defined")
        return ""


def innermost_template() -> str:
    """Return the path of the template whose node is being rendered: not the page's, when it is in an include."""
    frame = sys._getframe(1)
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return str(node.origin.name)
        frame = frame.f_back
    return ""


@contextmanager
def undefined_variables_fail() -> Iterator[None]:
    engine = engines["django"].engine
    lenient, engine.string_if_invalid = engine.string_if_invalid, Undefined()
    yield
    engine.string_if_invalid = lenient


def has_no_order(rows: QuerySet) -> bool:
    return not rows.ordered and not rows.query.combinator


def may_be_ordered_at_random(rows: QuerySet) -> bool:
    """PostgreSQL refuses to order DISTINCT rows by what they do not hold."""
    return has_no_order(rows) and not rows.query.distinct


@contextmanager
def unordered_rows_are_shuffled(seed: str) -> Iterator[None]:
    """Rows asked for without an order come in another one each time, and a slice of them holds any of them."""
    dice = random.Random(seed)
    fetch_all, iterate = QuerySet._fetch_all, QuerySet._iterator

    def shuffled_fetch_all(self):
        if self._result_cache is None:
            unordered = has_no_order(self)
            if self.query.is_sliced and may_be_ordered_at_random(self):
                self.query = self.query.chain()
                self.query.add_ordering("?")
            fetch_all(self)
            if unordered:
                dice.shuffle(self._result_cache)
        else:
            fetch_all(self)

    def shuffled_iterator(self, use_chunked_fetch, chunk_size):
        if may_be_ordered_at_random(self):
            self = self._chain()
            self.query.add_ordering("?")
        return iterate(self, use_chunked_fetch, chunk_size)

    QuerySet._fetch_all, QuerySet._iterator = shuffled_fetch_all, shuffled_iterator
    try:
        yield
    finally:
        QuerySet._fetch_all, QuerySet._iterator = fetch_all, iterate

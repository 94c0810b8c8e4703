"""The menu shows each role its own day: every app says in ``menu.py`` which pages it offers, and to whom.

``ENTRIES`` are the pages of the day, in the rail. ``SETTINGS`` are those one opens to keep the house in order: the rail
has one entry for all of them, « Réglages ».
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import reverse

from ceis.access import Permission

MOST_ENTRIES = 6


@dataclass(frozen=True)
class MenuEntry:
    """``count`` returns how many things wait behind the entry for a user; it costs one query on each page.

    ``unless``: whoever holds this permission reaches the page from another one, and has no entry for it.
    """

    label: str
    url_name: str
    permission: Permission
    order: int
    count: Callable[[object], int] | None = None
    unless: Permission | None = None

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    def offered_to(self, user) -> bool:
        return user.may(self.permission) and not (self.unless and user.may(self.unless))


@dataclass(frozen=True)
class Setting:
    """A page of « Réglages »; ``purpose`` says in one sentence what it is for."""

    label: str
    purpose: str
    url_name: str
    permission: Permission
    order: int

    @property
    def url(self) -> str:
        return reverse(self.url_name)


def declared(part: str) -> Iterator:
    """Yield what every app's ``menu.py`` holds under ``part``."""
    for config in apps.get_app_configs():
        if config.name != "ceis" and find_spec(f"{config.name}.menu"):
            yield from getattr(import_module(f"{config.name}.menu"), part, ())


def entries_for(user) -> list[MenuEntry]:
    """Return the entries ``user`` may open, the first one being their home."""
    mine = [entry for entry in declared("ENTRIES") if entry.offered_to(user)]
    return sorted(mine, key=lambda entry: entry.order)[:MOST_ENTRIES]


def settings_for(user) -> list[Setting]:
    """Return the pages of « Réglages » ``user`` may open."""
    return sorted((page for page in declared("SETTINGS") if user.may(page.permission)), key=lambda page: page.order)

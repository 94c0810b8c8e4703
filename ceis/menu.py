"""The menu shows each role its own day: every app says in ``menu.py`` which pages it offers, and to whom."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import reverse

from ceis.access import Permission

MOST_ENTRIES = 6


@dataclass(frozen=True)
class MenuEntry:
    """``count`` returns how many things wait behind the entry for a user; it costs one query on each page."""

    label: str
    url_name: str
    permission: Permission
    order: int
    count: Callable[[object], int] | None = None

    @property
    def url(self) -> str:
        return reverse(self.url_name)


def entries_for(user) -> list[MenuEntry]:
    """Return the entries ``user`` may open, the first one being their home."""
    found = []
    for config in apps.get_app_configs():
        if config.name != "ceis" and find_spec(f"{config.name}.menu"):
            found += import_module(f"{config.name}.menu").ENTRIES
    mine = [entry for entry in found if user.may(entry.permission)]
    return sorted(mine, key=lambda entry: entry.order)[:MOST_ENTRIES]

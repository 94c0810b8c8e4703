"""What the record page asks of every installed app: its lines of history, its panels, its actions.

An app that has something to say of a person has a ``record.py`` with any of these functions::

    def timeline(user, beneficiary) -> Iterable[TimelineEntry]
    def panels(user, beneficiary) -> Iterable[Panel]
    def actions(user, beneficiary) -> Iterable[Action]
    def next_meetings(user, people) -> dict[UUID, NextMeeting]

The last one is asked for several people at once. Each one answers for ``user``: what that reader may not know exists
is not returned.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any
from uuid import UUID

from django.apps import apps

from ceis.models import Platform

# What the filter of the history calls each kind; a kind that is not here is called by its slug.
KINDS = {
    "visit": "venues",
    "appointment": "rendez-vous",
    "interview": "entretiens",
    "workshop": "ateliers",
    "referral": "orientations",
    "task": "choses à faire",
    "free_access": "postes en libre accès",
    "obstacle": "freins",
}


@dataclass(frozen=True)
class TimelineEntry:
    """One line of history. ``locked``: its existence is shown, its content belongs to ``platform``."""

    day: date
    at: time
    kind: str  # slug the page filters on: visit, appointment, interview, workshop…
    title: str
    platform: Platform | None = None
    text: str = ""
    soft: str = ""  # the quiet second line: who, how long, how
    locked: bool = False
    url: str = ""


@dataclass(frozen=True)
class Panel:
    """A card of the record page; ``column``: "main" or "side".

    The page draws the card, its title and its link; ``template`` draws what is inside, and reads ``context`` as its own
    variables.
    """

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    column: str = "side"
    order: int = 50
    soft: str = ""  # a quiet word at the right of the title
    url: str = ""
    label: str = ""  # what the link says: « mettre à jour »


@dataclass(frozen=True)
class Action:
    """A button at the top of the record; ``key``: the letter pressed with Alt. One primary action a page."""

    label: str
    url: str
    key: str = ""
    primary: bool = False
    order: int = 50


@dataclass(frozen=True)
class NextMeeting:
    """When a person is expected next, as far as the reader may know."""

    day: date
    at: time
    soft: str = ""  # with whom
    url: str = ""


def contributors() -> Iterator[ModuleType]:
    """Yield the ``record`` module of each installed app that has one, in the order of settings."""
    for config in apps.get_app_configs():
        if find_spec(f"{config.name}.record"):
            yield import_module(f"{config.name}.record")


def gathered(part: str, user, beneficiary) -> list:
    """Return what every app answers for ``part`` ("timeline", "panels" or "actions")."""
    return [
        item for module in contributors() if hasattr(module, part) for item in getattr(module, part)(user, beneficiary)
    ]


def next_meetings(user, people) -> dict[UUID, NextMeeting]:
    """Return the soonest meeting of each of ``people``, whichever app knows of it."""
    soonest: dict[UUID, NextMeeting] = {}
    for module in contributors():
        if hasattr(module, "next_meetings"):
            for pk, meeting in module.next_meetings(user, people).items():
                known = soonest.get(pk)
                if known is None or (meeting.day, meeting.at) < (known.day, known.at):
                    soonest[pk] = meeting
    return soonest

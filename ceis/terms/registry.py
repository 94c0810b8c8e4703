"""Lists come with the code that uses them: an app's ``terms.py`` holds ``TERMS``, read after each migration."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS

from ceis.platform import PlatformConfig, Sensitivity


@dataclass(frozen=True)
class DefaultTerm:
    """A term a new house starts with; what the place then makes of it is never overwritten."""

    list: str
    code: str
    label: str
    sensitivity: Sensitivity = Sensitivity.RESERVED


def default_terms() -> Iterator[tuple[DefaultTerm, int | None, int]]:
    """Yield each declared term, the number of the platform that owns it or None, and its rank."""
    for config in apps.get_app_configs():
        if config.name != "ceis.terms" and find_spec(f"{config.name}.terms"):
            owner = config.number if isinstance(config, PlatformConfig) else None
            for rank, term in enumerate(getattr(import_module(f"{config.name}.terms"), "TERMS", ())):
                yield term, owner, rank


def add_missing_terms(sender, using: str = DEFAULT_DB_ALIAS, **_: object) -> None:
    """Add the declared terms this house does not have yet. Runs once, after the last app is migrated."""
    if sender != list(apps.get_app_configs())[-1]:
        return
    from ceis.terms.models import Term

    Term.objects.using(using).bulk_create(
        [
            Term(
                list=term.list, code=term.code, label=term.label, sensitivity=term.sensitivity,
                platform_id=platform, position=rank,
            )
            for term, platform, rank in default_terms()
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def list_names() -> dict[str, str]:
    """Return the French name of each list of the house: the one an app declares in ``LISTS``, or the list's own name.

    A list nobody named still shows: its words are there to be kept.
    """
    from ceis.terms.models import Term

    kept = Term.objects.order_by("list").values_list("list", flat=True).distinct()
    return {name: name.replace("_", " ").capitalize() for name in kept} | declared_lists()


def declared_lists() -> dict[str, str]:
    names: dict[str, str] = {}
    for config in apps.get_app_configs():
        if config.name != "ceis.terms" and find_spec(f"{config.name}.terms"):
            names |= getattr(import_module(f"{config.name}.terms"), "LISTS", {})
    return names

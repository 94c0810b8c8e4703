"""What « Ma journée » asks of every installed app: its cards.

An app that has something to show a worker of their day has a ``my_day.py`` with::

    def panels(user) -> Iterable[Panel]
"""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from beneficiaries.record_parts import Panel


def panels(user) -> list[Panel]:
    """Return the cards other apps put on the page, in their order."""
    modules = [f"{config.name}.my_day" for config in apps.get_app_configs()]
    found = [panel for name in modules if find_spec(name) for panel in import_module(name).panels(user)]
    return sorted(found, key=lambda panel: panel.order)

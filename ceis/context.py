"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ceis.access import Permission
from ceis.counter import in_counter_mode
from ceis.lock import is_locked
from ceis.menu import entries_for, settings_for


def house(request: HttpRequest) -> dict:
    user = getattr(request, "user", None)
    menu = []
    locked = is_locked(request)
    inside = user is not None and user.is_authenticated and not locked
    if inside and not request.headers.get("HX-Request"):
        entries = entries_for(user)
        # Of two entries one of which is inside the other, the deeper one is where I am.
        here = max((entry.url for entry in entries if request.path.startswith(entry.url)), key=len, default="")
        menu = [
            {
                "label": entry.label,
                "url": entry.url,
                "count": entry.count(user) if entry.count else 0,
                "current": entry.url == here,
            }
            for entry in entries
        ]
        if user.may(Permission.OPEN_SETTINGS):
            kept_there = (reverse("settings"), *(page.url for page in settings_for(user)))
            in_settings = request.path.startswith(kept_there)
            if in_settings:
                menu = [entry | {"current": False} for entry in menu]
            menu.append({"label": "Réglages", "url": reverse("settings"), "count": 0, "current": in_settings})
    return {
        "place_name": settings.PLACE_NAME,
        "menu": menu,
        "locked": locked,
        "counter_mode": in_counter_mode(request),
        "may_mask": inside and user.may(Permission.USE_DESK),
        "idle_seconds": settings.IDLE_LOCK_MINUTES * 60,
    }

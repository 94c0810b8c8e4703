"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ceis.access import Permission
from ceis.menu import entries_for, settings_for


def house(request: HttpRequest) -> dict:
    user = getattr(request, "user", None)
    menu = []
    if user is not None and user.is_authenticated and not request.headers.get("HX-Request"):
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
            inside = request.path.startswith(kept_there)
            if inside:
                menu = [entry | {"current": False} for entry in menu]
            menu.append({"label": "Réglages", "url": reverse("settings"), "count": 0, "current": inside})
    return {"place_name": settings.PLACE_NAME, "menu": menu}

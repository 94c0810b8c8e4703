"""« Mode guichet »: somebody stands before the screen, and the names of the others are not written on it.

What is masked is masked in the page that is sent, not by its style: a screen that is turned, a page that is copied or
zoomed shows initials. The mode is the session's: one agent's, on one PC, until they leave it.
"""

from django.http import HttpRequest

KEY = "counter_mode"


def in_counter_mode(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return bool(session and session.get(KEY))


def switch_counter_mode(request: HttpRequest) -> bool:
    """Enter the mode, or leave it. Returns: whether it is on now."""
    request.session[KEY] = not in_counter_mode(request)
    return request.session[KEY]


def initials(name: str) -> str:
    """« Jean-Noël d’Arc » → « J. D. »: the first letter of the first two words, enough to call the next one."""
    words = [word for word in name.split() if word[0].isalpha()]
    return " ".join(f"{word[0].upper()}." for word in words[:2]) or "personne"

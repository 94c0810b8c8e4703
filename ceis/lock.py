"""A shared PC left alone locks itself: after some minutes without an act, every page answers with the lock.

The server decides, by the hour of the last act it knows of. An act is a page opened, a form sent, or the browser saying
that somebody touched the keyboard or the mouse. A part of a page that refreshes itself is none: htmx's own reads never
keep a session awake. What a locked page was typing is kept as a draft of its author, like that of an expired session.
"""

from time import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from ceis import drafts
from ceis.middleware import page_of

BEGAN, LAST_ACT, LOCKED, BACK = "began", "last_act", "locked", "back_to"
STEP = 15  # seconds: an act is not written again before
# What a locked session may still reach: the lock itself, the way out, and the draft that was on its way.
BEHIND_THE_LOCK = ("lock", "unlock", "change_agent", "keep_draft")
NEVER_LOCKED = ("/vivant/", "/pret/")


def begin(request: HttpRequest, **_) -> None:
    """Somebody just signed in: their day starts now, unlocked."""
    request.session[BEGAN] = request.session[LAST_ACT] = time()
    request.session.pop(LOCKED, None)
    request.session.pop(BACK, None)


user_logged_in.connect(begin, dispatch_uid="ceis.lock")


def is_locked(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return bool(session and session.get(LOCKED))


def seconds_left(request: HttpRequest) -> int:
    """How long before this session locks itself if nobody acts."""
    return int(settings.IDLE_LOCK_MINUTES * 60 - (time() - request.session.get(LAST_ACT, time())))


def lock(request: HttpRequest, back: str) -> None:
    request.session[LOCKED] = True
    request.session[BACK] = back


def unlock(request: HttpRequest) -> str:
    """Open the session again. Returns: the page to come back to."""
    back = request.session.pop(BACK, "")
    request.session.pop(LOCKED, None)
    request.session[LAST_ACT] = time()
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else reverse("home")


def page_around(request: HttpRequest) -> str:
    """The page whose button was pressed, with its filters; home when it is not one of ours."""
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host():
        return reverse("home")
    return f"{page.path}?{page.query}" if page.query else page.path


def locked_when_idle(get_response):
    """A session without an act for `IDLE_LOCK_MINUTES` is locked; after its ten hours it is over, acts or not."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info in NEVER_LOCKED or not request.user.is_authenticated:
            return get_response(request)
        began = request.session.setdefault(BEGAN, time())
        if time() - began > settings.SESSION_COOKIE_AGE:
            logout(request)
            return get_response(request)
        if not is_locked(request) and seconds_left(request) <= 0:
            request.session[LOCKED] = True
        if is_locked(request):
            return get_response(request) if may_pass(request) else turned_away(request)
        if is_act(request) and time() - request.session.get(LAST_ACT, 0) > STEP:
            request.session[LAST_ACT] = time()
        return get_response(request)

    return middleware


def is_act(request: HttpRequest) -> bool:
    refreshes_itself = request.method == "GET" and request.headers.get("HX-Request")
    return not (refreshes_itself or (request.method == "GET" and request.path == reverse("presence")))


def may_pass(request: HttpRequest) -> bool:
    leaves = request.method == "POST" and request.path == reverse("account_logout")
    return leaves or request.path in map(reverse, BEHIND_THE_LOCK)


def turned_away(request: HttpRequest) -> HttpResponse:
    """Show the lock in place of any page, and keep what was being sent for its author."""
    kept = drafts.Outcome()
    if request.method == "POST":
        kept = drafts.keep(request.POST.get(drafts.FIELD, ""), request.POST, user=request.user)
    if request.path != reverse("presence"):
        request.session[BACK] = kept.back or page_of(request)
    door = reverse("unlock")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": door})
    return HttpResponseRedirect(door)

"""The lock of a shared PC: its page, its key, the colleague who takes over, and names masked at the counter."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ceis import lock as shared
from ceis.access import Permission, requires
from ceis.accounts.entrance_forms import ChangeAgentForm, UnlockForm
from ceis.counter import switch_counter_mode

REFUSED = 422


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """« Verrouiller »: the agent leaves the desk for a moment."""
    if not shared.is_locked(request):
        shared.lock(request, shared.page_around(request))
    return redirect("unlock")


@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Behind the lock: the same agent's password opens the page they had left."""
    if not shared.is_locked(request):
        return redirect("home")
    form = UnlockForm(request.POST or None, request=request)
    if form.is_valid():
        return redirect(shared.unlock(request))
    return lock_page(request, form, ChangeAgentForm(), REFUSED if form.is_bound else 200)


@require_POST
def change_agent(request: HttpRequest) -> HttpResponse:
    """A colleague takes the PC over: their own session, their own drafts, their own first page."""
    if not shared.is_locked(request):
        return redirect("home")
    form = ChangeAgentForm(request.POST, request=request)
    if form.is_valid():
        return form.login(request, redirect_url=reverse("home"))
    return lock_page(request, UnlockForm(request=request), form, REFUSED)


def lock_page(request: HttpRequest, form: UnlockForm, change: ChangeAgentForm, status: int) -> HttpResponse:
    return render(request, "account/locked.html", {"form": form, "change": change}, status=status)


@require_http_methods(["GET", "POST"])
def presence(request: HttpRequest) -> JsonResponse:
    """POST: somebody is at the keyboard. GET: how many seconds are left; asking does not keep the session awake."""
    return JsonResponse({"left": shared.seconds_left(request)})


@requires(Permission.USE_DESK)
@require_POST
def counter_mode(request: HttpRequest) -> HttpResponse:
    """Mask the names of others on the screen, or show them again."""
    switch_counter_mode(request)
    return redirect(shared.page_around(request))

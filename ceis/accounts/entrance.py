"""The page of one's own account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    return render(request, "account/account.html")


@require_POST
def single_keys(request: HttpRequest) -> HttpResponse:
    """Switch one-letter shortcuts on or off: a voice command or a trembling hand presses letters unasked."""
    request.user.set_single_keys("single_keys" in request.POST)
    state = "actifs" if request.user.single_keys else "coupés"
    messages.success(request, f"Les raccourcis à une touche sont {state}.")
    return redirect("account")

"""Pages of the house itself: home, health, drafts, errors."""

import sys

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from ceis import drafts
from ceis.access import Permission, requires
from ceis.civil_time import now
from ceis.interface import sample_context, sample_form
from ceis.menu import entries_for, settings_for
from ceis.models import Heartbeat


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Everyone starts on the first page of their own day."""
    entries = entries_for(request.user)
    return redirect(entries[0].url) if entries else render(request, "nothing_for_you.html")


@requires(Permission.OPEN_SETTINGS)
@require_GET
def settings_page(request: HttpRequest) -> HttpResponse:
    """What keeps the house in order: each role finds the pages that are theirs."""
    return render(request, "ceis/settings.html", {"pages": settings_for(request.user)})


@transaction.non_atomic_requests
@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers, whatever the state of the database: restarting it would mend nothing."""
    return HttpResponse("vivant\n", content_type="text/plain")


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """503 until the database answers and is migrated; a late beat is told, and stops nothing."""
    executor = MigrationExecutor(connection)
    migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    beat = Heartbeat.objects.beating().exists()
    state = {"base": migrated, "taches": beat}
    return JsonResponse(state, status=200 if migrated else 503)


@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Keep a form while it is being filled; the answer replaces the line under the form."""
    outcome = drafts.keep(request.POST.get(drafts.FIELD, ""), request.POST, user=request.user)
    return render(request, "components/draft_saved.html", {"kept": outcome.kept, "at": now()})


@requires(Permission.SEE_INTERFACE)
@require_http_methods(["GET", "POST"])
def interface(request: HttpRequest) -> HttpResponse:
    """Every component the pages are made of; its form checks what it is given and keeps nothing."""
    form = sample_form(request)
    if form.is_valid():
        messages.success(request, "Le formulaire est juste. Rien n’est enregistré\u00a0: cette page est un modèle.")
    return render(request, "ceis/interface.html", sample_context(request) | {"form": form})


def plain_page(template: str, status: int, **context: object) -> HttpResponse:
    """A page made without the request and its context: those may be what failed."""
    page = render_to_string(template, {"place_name": settings.PLACE_NAME} | context)
    return HttpResponse(page, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return plain_page("400.html", 413 if too_large else 400, too_large=too_large)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Wherever it was raised, a database that does not answer is told apart from an error of ours."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = plain_page("503.html", 503)
        response.headers["Retry-After"] = "30"
        return response
    return plain_page("500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old to be trusted: what it carried is kept, and its page is one click away."""
    user = request.user if request.user.is_authenticated else None
    outcome = drafts.keep(request.POST.get(drafts.FIELD, ""), request.POST, user=user)
    return plain_page("403_csrf.html", 403, back=outcome.back, kept=outcome.kept)

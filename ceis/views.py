"""Pages of the house itself: home, health, drafts, errors."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from ceis import drafts
from ceis.civil_time import now
from ceis.menu import entries_for
from ceis.models import Heartbeat


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Everyone starts on the first page of their own day."""
    entries = entries_for(request.user)
    return redirect(entries[0].url) if entries else render(request, "nothing_for_you.html")


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
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
    kept = drafts.keep(request.POST.get(drafts.FIELD, ""), request.POST, user=request.user)
    return render(request, "components/draft_saved.html", {"kept": kept is not None, "at": now()})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old to be trusted: what it carried is kept, and its page is one click away."""
    user = request.user if getattr(request, "user", None) and request.user.is_authenticated else None
    back = drafts.keep(request.POST.get(drafts.FIELD, ""), request.POST, user=user) if user else None
    return render(request, "403_csrf.html", {"back": back}, status=403)

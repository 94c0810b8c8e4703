"""Looking for someone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from beneficiaries.openings import last_opened_by
from beneficiaries.search import find, with_encounters
from ceis.access import Permission, requires


@requires(Permission.FIND_PEOPLE)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The search field, what Enter found, or the people this user opened last."""
    typed = request.GET.get("q", "").strip()
    matches = find(typed, user=request.user, wide=True) if typed else []
    recent = [] if typed else with_encounters(last_opened_by(request.user), user=request.user)
    return render(
        request,
        "beneficiaries/list.html",
        {"typed": typed, "matches": matches, "recent": recent, "widened": any(not match.near for match in matches)},
    )


@requires(Permission.FIND_PEOPLE)
@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """What is found while typing, for the place under the field."""
    typed = request.GET.get("q", "").strip()
    recent = [] if typed else with_encounters(last_opened_by(request.user), user=request.user)
    matches = find(typed, user=request.user) if typed else []
    return render(
        request,
        "beneficiaries/results.html",
        {"typed": typed, "matches": matches, "recent": recent, "widened": False},
    )

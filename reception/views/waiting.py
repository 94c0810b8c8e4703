"""Who waits: seen from the desk, and from the page of the one who is waited for."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from ceis.access import Permission, requires
from ceis.civil_time import today
from ceis.facts import RuleViolation
from reception.actions import receive, stop_waiting
from reception.models import Visit
from reception.waiting import waits_for


@requires(Permission.FOLLOW_PEOPLE)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Who waits for me or for my platform: a fragment of « Ma journée », asked for again by itself."""
    return render(request, "reception/waiting_for_me.html", {"waits": waits_for(request.user)})


@requires(Permission.FOLLOW_PEOPLE)
@require_POST
def take_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """« Je reçois »: of two colleagues at once, one gets the person and the other is told."""
    visits = Visit.objects.visible_to(request.user).on(today()).calling(request.user).told_by()
    visit = get_object_or_404(visits.distinct(), pk=pk)
    try:
        receive(by=request.user, visit=visit)
    except RuleViolation as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"Vous recevez {visit.who}.")
    return redirect("platforms:day")


@requires(Permission.USE_DESK)
@require_POST
def no_more(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The desk showed them in, or they left."""
    visit = get_object_or_404(Visit.objects.open_at_desk(request.user), pk=pk)
    stop_waiting(by=request.user, visit=visit)
    return redirect("reception:desk")

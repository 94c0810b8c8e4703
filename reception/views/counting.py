"""« +1 »: a service was given."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ceis.access import Permission, requires
from reception.actions import give_service, take_service_back
from reception.counted_services import counters
from reception.forms import ServiceForm

REFUSED = 422


@requires(Permission.USE_DESK)
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """One more, or one less; the script of the page gets the counters alone."""
    form = ServiceForm(request.POST, user=request.user)
    visit = None
    if form.is_valid():
        said = form.cleaned_data
        visit = said["visit"]
        if said["less"]:
            take_service_back(by=request.user, service=said["service"], press=said["id"], visit=visit)
        else:
            give_service(by=request.user, id=said["id"], service=said["service"], visit=visit)
    if request.headers.get("X-Fragment"):
        context = {"counters": counters(request.user, visit), "visit": visit}
        return render(request, "reception/services.html", context, status=200 if form.is_valid() else REFUSED)
    return redirect("reception:visit", pk=visit.pk) if visit else redirect("reception:desk")

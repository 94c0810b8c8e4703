"""Somebody who is not in the file yet: their record and their visit in one form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from beneficiaries.likeness import likely_same
from ceis import drafts
from ceis.access import Permission, requires
from reception.actions import register_newcomer
from reception.candidates import as_typed
from reception.forms import NewcomerForm
from reception.views.desk import REFUSED, accepted, done, query


def brought(request: HttpRequest) -> dict:
    """What was typed and ticked at the desk before asking for a new person; else what was being written here."""
    if "q" not in request.GET:
        return drafts.restore(request.user, NewcomerForm.name)
    ticked = {"reasons": request.GET.getlist("motif"), "destination": request.GET.get("vers", "")}
    return as_typed(query(request)) | ticked | {"elsewhere": request.GET.get("ailleurs", "")}


@requires(Permission.CREATE_PEOPLE)
@require_http_methods(["GET", "POST"])
def newcomer(request: HttpRequest) -> HttpResponse:
    back = reverse("reception:newcomer")
    form = NewcomerForm(request.POST or None, user=request.user, back=back, initial=brought(request))
    valid = form.is_valid()
    alike = [] if valid and form.was_sent else likely_same(user=request.user, **form.identity)
    namesake = valid and form.cleaned_data["other"] == form.named
    if valid and (not alike or namesake):
        visit = accepted(form, lambda: register_newcomer(by=request.user, namesake=namesake, **form.visit))
        if visit:
            return done(request, form, visit)
    context = {"form": form, "look_alikes": alike}
    return render(request, "reception/newcomer.html", context, status=REFUSED if form.is_bound else 200)

"""« Consignes du jour »: what the team of the desk leaves for the others, and for the next open day."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ceis import drafts
from ceis.access import Permission, requires
from ceis.civil_time import today
from ceis.facts import RuleViolation
from reception.actions import leave_note, take_note_back
from reception.forms import HandoverForm
from reception.models import HandoverNote

REFUSED = 422


@requires(Permission.USE_DESK)
@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    kept = drafts.restore(request.user, HandoverForm.name)
    form = HandoverForm(request.POST or None, user=request.user, initial=kept)
    if form.is_valid():
        leave_note(by=request.user, id=form.cleaned_data["id"], text=form.cleaned_data["text"])
        drafts.discard(request.user, form.name)
        return redirect("reception:handover")
    rows = HandoverNote.objects.visible_to(request.user).to_be_read().for_list()
    notes = [(note, note.may_be_cancelled_by(request.user)) for note in rows]
    context = {"form": form, "notes": notes, "day": today()}
    return render(request, "reception/handover.html", context, status=REFUSED if form.is_bound else 200)


@requires(Permission.USE_DESK)
@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Its author takes a note back."""
    note = get_object_or_404(HandoverNote.objects.visible_to(request.user).to_be_read(), pk=pk)
    try:
        take_note_back(by=request.user, note=note)
    except RuleViolation as refusal:
        messages.error(request, refusal.message)
    return redirect("reception:handover")

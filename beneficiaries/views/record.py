"""The record of one person."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from beneficiaries.duplicates.survivors import now_in
from beneficiaries.models import Beneficiary, PersonTag
from beneficiaries.record_parts import KINDS, gathered
from ceis.access import Permission, requires
from ceis.civil_time import today
from ceis.journal.actions import record
from ceis.journal.models import Entry

LINES = 50
OPENING = "file"  # one line in a life: nobody filters on it


@requires(Permission.FIND_PEOPLE)
@require_GET
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything this reader may know of someone; opening it is written in the journal."""
    people = Beneficiary.objects.visible_to(request.user)
    try:
        person = people.get(pk=pk)
    except Beneficiary.DoesNotExist:
        # The address of a file that was merged leads to where the person is now.
        return redirect("beneficiaries:detail", get_object_or_404(people, pk=now_in(pk)).pk)
    record(by=request.user, action=Entry.Action.READ, on=person)
    panels = sorted(gathered("panels", request.user, person), key=lambda panel: panel.order)
    page = {
        "person": person,
        "age": person.age_on() if person.birth_date else None,
        "shows_contact": person.contact_open_to(request.user),
        "buttons": sorted(gathered("actions", request.user, person), key=lambda action: action.order),
        "main": [panel for panel in panels if panel.column == "main"],
        "side": [panel for panel in panels if panel.column == "side"],
        "this_year": today().year,
        "tags": PersonTag.objects.visible_to(request.user).in_force().of_person(person).for_list(),
        "may_tag": request.user.may(Permission.FOLLOW_PEOPLE),
    }
    return render(request, "beneficiaries/detail.html", page | _history(request, person))


def _history(request: HttpRequest, person: Beneficiary) -> dict:
    """One page of the history, newest first, and the filters that would show something."""
    lines = sorted(gathered("timeline", request.user, person), key=lambda line: (line.day, line.at), reverse=True)
    platforms = {line.platform.slug: line.platform for line in lines if line.platform}
    kinds = {line.kind: KINDS.get(line.kind, line.kind) for line in lines if line.kind != OPENING}
    platform, kind = request.GET.get("plateforme", ""), request.GET.get("genre", "")
    shown = [
        line
        for line in lines
        if (platform not in platforms or (line.platform and line.platform.slug == platform))
        and (kind not in kinds or line.kind == kind)
    ]
    return {
        "history": Paginator(shown, LINES).get_page(request.GET.get("page")),
        "platforms": sorted(platforms.values(), key=lambda known: known.pk),
        "kinds": sorted(kinds.items(), key=lambda known: known[1]),
        "platform": platform if platform in platforms else "",
        "kind": kind if kind in kinds else "",
    }

"""Two files for one person: the list of those to examine, reporting a pair, setting it aside."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beneficiaries.duplicates.candidates import resembling
from beneficiaries.duplicates.pairs import propose_pair, set_pair_aside
from beneficiaries.duplicates.scoring import RESEMBLES
from beneficiaries.models import Beneficiary, DuplicatePair
from beneficiaries.search import find, with_encounters
from ceis.access import Permission, requires
from ceis.facts import RuleViolation

A_PAGE, LOOKED_FOR, LONGEST_QUERY = 25, 8, 200


@requires(Permission.MERGE_PEOPLE)
@require_GET
def pairs(request: HttpRequest) -> HttpResponse:
    """The pairs to examine: those colleagues reported, then the likeliest."""
    waiting = DuplicatePair.objects.visible_to(request.user).to_examine().best_first()
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "beneficiaries/duplicates.html", {"pairs": page})


@requires(Permission.PROPOSE_MERGE)
@require_http_methods(["GET", "POST"])
def same_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that another file is this person's too."""
    people = Beneficiary.objects.visible_to(request.user)
    person = get_object_or_404(people, pk=pk)
    if request.method == "GET":
        return render(request, "beneficiaries/same_person.html", _others(request, person))
    other = get_object_or_404(people, pk=_id(request.POST.get("autre", "")))
    try:
        pair = propose_pair(by=request.user, one=person, other=other)
    except RuleViolation as refusal:
        messages.error(request, refusal.message)
        return redirect("beneficiaries:same_person", pk)
    if request.user.may(Permission.MERGE_PEOPLE):
        return redirect("beneficiaries:compare", pair.pk)
    messages.success(request, f"c’est signalé : un collègue comparera ce dossier et celui de {other}.")
    return redirect("beneficiaries:detail", pk)


def _others(request: HttpRequest, person: Beneficiary) -> dict:
    """Who may be the same: whom one looked for, or whoever resembles."""
    typed = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    if typed:
        found = find(typed, user=request.user, wide=True, limit=LOOKED_FOR)
    else:
        alike = resembling(Beneficiary.objects.visible_to(request.user), person)
        near = [other for other, score in alike if score.bits >= RESEMBLES][:LOOKED_FOR]
        found = with_encounters(near, user=request.user)
    return {"person": person, "typed": typed, "found": [match for match in found if match.beneficiary != person]}


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


@requires(Permission.MERGE_PEOPLE)
@require_POST
def set_aside(request: HttpRequest, pk: UUID) -> HttpResponse:
    """They are two people."""
    pair = get_object_or_404(DuplicatePair.objects.visible_to(request.user), pk=pk)
    set_pair_aside(by=request.user, pair=pair)
    messages.success(
        request, "ce sont deux personnes : ces deux dossiers ne seront plus proposés, sauf si l’un des deux change."
    )
    return redirect("beneficiaries:duplicates")

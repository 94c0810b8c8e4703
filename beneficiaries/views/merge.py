"""Two files side by side, made one; and a merge taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from beneficiaries.duplicates.acts import doubles, later_acts
from beneficiaries.duplicates.forms import MergeForm
from beneficiaries.duplicates.merging import GONE, merge_people
from beneficiaries.duplicates.survivors import now_in
from beneficiaries.duplicates.undoing import undo_merge
from beneficiaries.models import DuplicatePair, Merge
from beneficiaries.search import with_encounters
from ceis import drafts
from ceis.access import Permission, requires
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry


@requires(Permission.MERGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Side by side, what differs to be chosen; sent, the two files are one."""
    pair = get_object_or_404(DuplicatePair.objects.examinable_by(request.user), pk=pk)
    if pair.left.merged_into_id or pair.right.merged_into_id:
        return _already_one(request, pair)
    kept = drafts.restore(request.user, MergeForm.name, pk)
    sent = request.POST if request.method == "POST" else None
    form = MergeForm(sent, user=request.user, pair=pair, initial=kept)
    if form.is_valid():
        survivor, loser = form.sides
        id = form.cleaned_data["id"]
        try:
            merge = merge_people(by=request.user, id=id, survivor=survivor, loser=loser, taken=form.taken)
        except RuleViolation as refusal:
            messages.error(request, refusal.message)
            return redirect("beneficiaries:duplicates")
        drafts.discard(request.user, MergeForm.name, pk)
        messages.success(request, f"les deux dossiers n’en font plus qu’un, le n° {survivor.file_number}.")
        return redirect("beneficiaries:detail", merge.survivor_id)
    return _side_by_side(request, pair, form)


def _side_by_side(request: HttpRequest, pair: DuplicatePair, form: MergeForm) -> HttpResponse:
    both = [pair.left, pair.right]
    for person in both:
        record(by=request.user, action=Entry.Action.READ, on=person)
    sides = zip(("left", "right"), with_encounters(both, user=request.user), strict=True)
    page = {"pair": pair, "form": form, "sides": list(sides)}
    return render(request, "beneficiaries/compare.html", page, status=422 if form.is_bound else 200)


def _already_one(request: HttpRequest, pair: DuplicatePair) -> HttpResponse:
    """The same form sent twice, or a colleague quicker: where the person is now."""
    now = {now_in(person.pk) for person in (pair.left, pair.right)}
    if len(now) > 1:
        messages.info(request, GONE)
        return redirect("beneficiaries:duplicates")
    return redirect("beneficiaries:detail", now.pop())


@requires(Permission.MERGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def merged(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a merge did, as far as one may know; sent, it is undone."""
    merge = get_object_or_404(Merge.objects.visible_to(request.user).for_page(), pk=pk)
    if request.method == "GET":
        return _merged(request, merge)
    try:
        undo_merge(by=request.user, merge=merge, going=_chosen(request))
    except RuleViolation as refusal:
        return _merged(request, merge, refusal.message, status=422)
    loser = merge.loser
    messages.success(request, f"la fusion est défaite : {loser} a retrouvé son dossier n° {loser.file_number}.")
    return redirect("beneficiaries:detail", loser.pk)


def _chosen(request: HttpRequest) -> list[UUID]:
    """The acts that go, among what was sent; what is no id is nobody's."""
    found = []
    for typed in request.POST.getlist("va"):
        try:
            found.append(UUID(typed))
        except ValueError:
            continue
    return found


def _merged(request: HttpRequest, merge: Merge, refused: str = "", status: int = 200) -> HttpResponse:
    page = {
        "merge": merge,
        "now": now_in(merge.survivor_id),
        "doubles": doubles(merge, user=request.user),
        "later": later_acts(merge, user=request.user) if merge.may_be_undone else [],
        "refused": refused,
    }
    return render(request, "beneficiaries/merged.html", page, status=status)

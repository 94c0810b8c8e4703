"""What a person lives: the point made in an interview, one dimension and its history, a mistake put right."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from beneficiaries.models import Beneficiary, Situation
from beneficiaries.situation_actions import (
    ChangedMeanwhile,
    correct_situation,
    end_situation,
    may_change,
    tell,
    withdraw_situation,
)
from beneficiaries.situation_forms import CorrectSituationForm, Dimension, EndForm, PointForm
from beneficiaries.situation_history import history_of
from ceis import drafts
from ceis.access import Permission, requires
from ceis.facts import RuleViolation


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def situation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """« Faire le point » : every dimension on one page, only what is touched is written."""
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    back = reverse("beneficiaries:detail", args=[pk])
    form = point_form(request, person)
    both, status = [], 200
    if request.method == "POST":
        both, status = write(request, person, form)
        if status == 302:
            return redirect(back)
    context = {"person": person, "form": form, "both": both, "back": back}
    return render(request, "beneficiaries/situation.html", context, status=status)


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def dimension(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """One dimension: what is true, what was, and « ça a changé »."""
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    only = dimension_named(name)
    form = point_form(request, person, only)
    lines = history_of(request.user, person, only)
    if not form.asked and not lines:
        raise Http404
    both, status = [], 200
    if request.method == "POST":
        both, status = write(request, person, form)
        if status == 302:
            return redirect(request.path)
    context = {"person": person, "dimension": only, "form": form, "both": both, "lines": lines}
    context |= {"back": reverse("beneficiaries:detail", args=[pk])}
    return render(request, "beneficiaries/dimension.html", context, status=status)


def dimension_named(name: str) -> Dimension:
    if name not in Dimension.values:
        raise Http404
    return Dimension(name)


def point_form(request: HttpRequest, person: Beneficiary, only: Dimension | None = None) -> PointForm:
    """The form, filled with what is known and with what was being typed."""
    data = request.POST if request.method == "POST" else None
    form = PointForm(data, user=request.user, person=person, back=request.path, only=only)
    if data is None:
        form.initial = drafts.restore(request.user, PointForm.name, form.about)
    return form


def write(request: HttpRequest, person: Beneficiary, form: PointForm) -> tuple[list[dict], int]:
    """Keep what the form says. Returns: what two people say differently, and how the page answers."""
    if not form.is_valid():
        return [], 422
    data = form.cleaned_data
    try:
        tell(
            by=request.user, beneficiary=person, platform=data["platform"], said=form.said, form=data["id"],
            source=data["source"],
        )  # fmt: skip
    except ChangedMeanwhile as changed:
        return form.show_again(changed.dimensions), 409
    except RuleViolation as violation:
        form.add_error(violation.field if violation.field in form.fields else None, violation.message)
        return [], 422
    drafts.discard(request.user, PointForm.name, form.about)
    messages.success(request, "La situation est à jour." if form.said else "Rien n’a changé.")
    return [], 302


def row_of(request: HttpRequest, pk: UUID, row: UUID) -> Situation:
    """Return a row of this person that the reader may read and change."""
    rows = Situation.objects.visible_to(request.user).standing().of_person(pk).for_list()
    found = get_object_or_404(rows, pk=row)
    if not may_change(request.user, found):
        raise Http404
    return found


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """« C’était une erreur »."""
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    found = row_of(request, pk, row)
    back = reverse("beneficiaries:dimension", args=[pk, found.dimension])
    sent = request.method == "POST"
    form = CorrectSituationForm(request.POST if sent else None, user=request.user, row=found)
    changed, status = False, 422 if sent else 200
    if sent and form.is_valid():
        try:
            correct_situation(by=request.user, row=found, **form.typed)
        except ChangedMeanwhile:
            found.refresh_from_db()
            form.show_again_on(found.version)
            changed, status = True, 409
        except RuleViolation as violation:
            form.add_error(violation.field if violation.field in form.fields else None, violation.message)
        else:
            messages.success(request, "C’est corrigé. Ce qui était noté reste dans l’histoire.")
            return redirect(back)
    context = {"person": person, "row": found, "form": form, "back": back, "changed": changed}
    return render(request, "beneficiaries/correct_situation.html", context, status=status)


@requires(Permission.FOLLOW_PEOPLE)
@require_POST
def end(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """« N’a plus », or « ce n’était pas vrai »."""
    get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    found = row_of(request, pk, row)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect("beneficiaries:dimension", pk, found.dimension)
    version, never = form.cleaned_data["version"], "jamais" in request.POST
    try:
        if never:
            withdraw_situation(by=request.user, row=found, version=version)
        else:
            end_situation(by=request.user, row=found, last=form.cleaned_data["last"], version=version)
    except RuleViolation as violation:
        messages.error(request, violation.message)
    else:
        messages.success(request, "Cette ligne est retirée." if never else "C’est noté.")
    return redirect("beneficiaries:dimension", pk, found.dimension)

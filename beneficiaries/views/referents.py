"""Who follows someone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from beneficiaries.following import end_referent, may_change_referents, name_referent, withdraw_referent
from beneficiaries.following_forms import EndForm, ReferentForm
from beneficiaries.models import Beneficiary, Referent
from ceis import drafts
from ceis.access import Permission, requires
from ceis.facts import RuleViolation

BY_MISTAKE = "erreur"


def _person(request: HttpRequest, pk: UUID) -> Beneficiary:
    return get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def referents(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = _person(request, pk)
    if request.method == "GET":
        kept = drafts.restore(request.user, ReferentForm.name, pk)
        return _list(request, person, ReferentForm(user=request.user, person=person, initial=kept))
    form = ReferentForm(request.POST, user=request.user, person=person)
    if form.is_valid():
        named = {name: form.cleaned_data[name] for name in ("id", "platform", "user", "starts_on")}
        try:
            referent = name_referent(by=request.user, beneficiary=person, **named)
        except RuleViolation as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            drafts.discard(request.user, ReferentForm.name, pk)
            who = "vous suivez" if referent.user_id == request.user.pk else f"{referent.user} suit"
            messages.success(request, f"{who} maintenant {person} pour la plateforme {referent.platform}.")
            return redirect("beneficiaries:detail", pk)
    return _list(request, person, form, status=422)


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: UUID, referent: UUID) -> HttpResponse:
    """The last day of a référent, or a référent written by mistake."""
    person = _person(request, pk)
    known = Referent.objects.visible_to(request.user).standing().of_person(person).for_list()
    line = get_object_or_404(known, pk=referent)
    form = EndForm(request.POST or None, referent=line)
    if request.method == "POST" and (BY_MISTAKE in request.POST or form.is_valid()):
        try:
            if BY_MISTAKE in request.POST:
                withdraw_referent(by=request.user, referent=line)
            else:
                end_referent(by=request.user, referent=line, last_day=form.cleaned_data["last_day"])
        except RuleViolation as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "c’est noté.")
            return redirect("beneficiaries:detail", pk)
    context = {"person": person, "referent": line, "form": form}
    return render(request, "beneficiaries/referent.html", context, status=422 if request.method == "POST" else 200)


def _list(request: HttpRequest, person: Beneficiary, form: ReferentForm, status: int = 200) -> HttpResponse:
    known = Referent.objects.visible_to(request.user).standing().of_person(person).for_list()
    lines = [(line, may_change_referents(request.user, person, line.platform)) for line in known]
    mine = [p for p in request.user.platforms if may_change_referents(request.user, person, p)]
    context = {"person": person, "lines": lines, "form": form, "may_name": bool(mine)}
    return render(request, "beneficiaries/referents.html", context, status=status)

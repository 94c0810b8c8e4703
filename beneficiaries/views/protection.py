"""Hiding the contact of someone in danger, or showing it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from beneficiaries.following import becomes_referent, lift_protection, may_lift, protect_contact
from beneficiaries.following_forms import LiftForm
from beneficiaries.models import Beneficiary, ProtectionChange, Referent
from ceis import drafts
from ceis.access import Permission, requires
from ceis.facts import RuleViolation

LIFT = "lever"


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def protection(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    if request.method == "POST" and (LIFT in request.POST or "reason" in request.POST):
        return _lift(request, person)
    if request.method == "POST":
        protect_contact(by=request.user, beneficiary=person)
        messages.success(request, f"les coordonnées de {person} sont protégées.")
        return redirect("beneficiaries:detail", pk)
    kept = drafts.restore(request.user, LiftForm.name, pk)
    return _page(request, person, LiftForm(user=request.user, person=person, initial=kept))


def _lift(request: HttpRequest, person: Beneficiary) -> HttpResponse:
    form = LiftForm(request.POST, user=request.user, person=person)
    if form.is_valid():
        try:
            lift_protection(by=request.user, beneficiary=person, reason=form.cleaned_data["reason"])
        except RuleViolation as refusal:
            form.add_error(None, refusal.message)
        else:
            drafts.discard(request.user, LiftForm.name, person.pk)
            messages.success(request, f"les coordonnées de {person} sont visibles de toute l’équipe.")
            return redirect("beneficiaries:detail", person.pk)
    return _page(request, person, form, status=422)


def _page(request: HttpRequest, person: Beneficiary, form: LiftForm, status: int = 200) -> HttpResponse:
    lifts = may_lift(request.user, person)
    context = {
        "person": person,
        "form": form,
        "lifts": lifts,
        "referents": Referent.objects.visible_to(request.user).of_person(person).in_force().for_list(),
        "becomes_referent": becomes_referent(request.user, person),
        "sees_it_after": person.has_referent(request.user),
        "changes": ProtectionChange.objects.of_person(person).latest_first() if lifts else (),
    }
    return render(request, "beneficiaries/protection.html", context, status=status)

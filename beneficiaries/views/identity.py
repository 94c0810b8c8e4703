"""Correcting who someone is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from beneficiaries.actions import correct_identity
from beneficiaries.forms import IdentityForm
from beneficiaries.identity_versions import ChangedMeanwhile, differences, merged
from beneficiaries.models import Beneficiary
from ceis import drafts
from ceis.access import Permission, requires
from ceis.facts import RuleViolation


@requires(Permission.CREATE_PEOPLE)
@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    if request.method == "GET":
        kept = drafts.restore(request.user, IdentityForm.name, pk)
        return _form(request, person, IdentityForm(user=request.user, instance=person, initial=kept))
    form = IdentityForm(request.POST, user=request.user, instance=person)
    if not form.is_valid():
        return _form(request, person, form, status=422)
    try:
        said = {"typed": form.typed(), "seen": form.cleaned_data["version"], "residing": form.residing()}
        correct_identity(by=request.user, beneficiary=person, **said)
    except ChangedMeanwhile as changed:
        return _both_versions(request, changed, form)
    except RuleViolation as refusal:
        form.add_error(refusal.field, refusal.message)
        return _form(request, person, form, status=422)
    drafts.discard(request.user, IdentityForm.name, pk)
    messages.success(request, "l’identité est à jour.")
    return redirect("beneficiaries:detail", pk)


def _both_versions(request: HttpRequest, changed: ChangedMeanwhile, typed: IdentityForm) -> HttpResponse:
    """The form again, over the version kept meanwhile, with what differs written above it."""
    offered = merged(changed, typed.typed())
    person = changed.current
    both = differences(person, typed.typed())
    for name, value in offered.items():
        setattr(person, name, value)
    form = IdentityForm(user=request.user, instance=person)
    return _form(request, person, form, both=both, status=409)


def _form(request: HttpRequest, person: Beneficiary, form: IdentityForm, both=(), status: int = 200) -> HttpResponse:
    return render(request, "beneficiaries/identity.html", {"person": person, "form": form, "both": both}, status=status)

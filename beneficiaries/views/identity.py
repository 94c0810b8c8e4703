"""Correcting who someone is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from beneficiaries.actions import correct_identity
from beneficiaries.forms import IdentityForm
from beneficiaries.identity_versions import ChangedMeanwhile
from beneficiaries.models import Beneficiary
from beneficiaries.two_versions import two_versions
from ceis import drafts
from ceis.access import Permission, requires
from ceis.facts import RuleViolation

IN_VAIN = (
    "les coordonnées ont été protégées pendant votre saisie : seuls les référents de cette personne les écrivent. "
    "Dites-leur ce que vous vouliez changer."
)


@requires(Permission.CREATE_PEOPLE)
@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    if request.method == "GET":
        kept = drafts.restore(request.user, IdentityForm.name, pk)
        return _page(request, person, form=IdentityForm(user=request.user, instance=person, initial=kept))
    form = IdentityForm(request.POST, user=request.user, instance=person)
    if not form.is_valid():
        return _page(request, person, form=form, status=422)
    try:
        said = {"typed": form.typed(), "seen": form.cleaned_data["version"], "residing": form.residing()}
        correct_identity(by=request.user, beneficiary=person, **said)
    except ChangedMeanwhile as changed:
        both = two_versions(changed, user=request.user)
        return _page(request, changed.current, both=both, status=409)
    except RuleViolation as refusal:
        form.add_error(refusal.field, refusal.message)
        return _page(request, person, form=form, status=422)
    drafts.discard(request.user, IdentityForm.name, pk)
    messages.success(request, "l’identité est à jour.")
    if form.sent_in_vain:
        messages.warning(request, IN_VAIN)
    return redirect("beneficiaries:detail", pk)


def _page(request: HttpRequest, person: Beneficiary, *, form=None, both=None, status: int = 200) -> HttpResponse:
    context = {"person": person, "form": form, "both": both}
    return render(request, "beneficiaries/identity.html", context, status=status)

"""The words of the place put on a person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from beneficiaries.models import Beneficiary
from beneficiaries.tag_actions import set_tags
from beneficiaries.tag_forms import TagsForm
from ceis.access import Permission, requires


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def tags(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    form = TagsForm(request.POST if request.method == "POST" else None, user=request.user, person=person)
    if form.is_bound and form.is_valid():
        set_tags(by=request.user, beneficiary=person, chosen=form.cleaned_data["tags"], seen=form.seen)
        messages.success(request, "les étiquettes sont à jour.")
        return redirect("beneficiaries:detail", pk)
    return render(
        request, "beneficiaries/tags.html", {"person": person, "form": form}, status=422 if form.errors else 200
    )

"""The notice people are shown, and what they answered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from beneficiaries.actions import note_information
from beneficiaries.information_form import InformationForm
from beneficiaries.models import Beneficiary, Information
from beneficiaries.notice import VERSION
from ceis import drafts
from ceis.access import Permission, requires


@requires(Permission.CREATE_PEOPLE)
@require_GET
def blank(request: HttpRequest) -> HttpResponse:
    """The notice, for whoever asks for it and for those who stay without a name."""
    return render(request, "beneficiaries/notice_page.html", {"version": VERSION})


@requires(Permission.CREATE_PEOPLE)
@require_http_methods(["GET", "POST"])
def information(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The notice of one person, to be printed, and what is noted of it."""
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    kept = drafts.restore(request.user, InformationForm.name, pk) if request.method == "GET" else {}
    form = InformationForm(request.POST or None, user=request.user, person=person, initial=kept)
    if form.is_valid():
        note_information(by=request.user, beneficiary=person, **form.noted)
        drafts.discard(request.user, InformationForm.name, pk)
        messages.success(request, "c’est noté.")
        return redirect("beneficiaries:detail", pk)
    told = Information.objects.visible_to(request.user).standing().of_person(person).latest_first()
    context = {
        "person": person,
        "version": VERSION,
        "form": form,
        "lines": [(line, line.words if line.words_open_to(request.user) else "") for line in told],
    }
    return render(request, "beneficiaries/notice_page.html", context, status=422 if request.method == "POST" else 200)

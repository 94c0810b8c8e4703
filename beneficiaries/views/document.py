"""Papers kept with a person's record: listed, attached, handed out, taken away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from beneficiaries.document_actions import attach_document, read_document, take_away_document
from beneficiaries.document_forms import DocumentForm, TakeAwayForm
from beneficiaries.household_forms import refuse
from beneficiaries.models import Document
from beneficiaries.views.family import kept_form, whose_family
from ceis import drafts
from ceis.access import Permission, requires
from ceis.facts import RuleViolation


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = whose_family(request, pk)
    form = DocumentForm(
        request.POST, request.FILES, user=request.user, person=person, back=request.path
    ) if request.method == "POST" else kept_form(request, DocumentForm, pk, person=person)  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            document = attach_document(by=request.user, beneficiary=person, **form.said)
        except RuleViolation as violation:
            refuse(form, violation)
        else:
            drafts.discard(request.user, DocumentForm.name, pk)
            messages.success(request, f"« {document} » est joint au dossier.")
            return redirect("beneficiaries:documents", pk)
    known = Document.objects.known_to(request.user).of_person(person).for_list()
    page = {"person": person, "form": form, "documents": known}
    return render(request, "beneficiaries/documents.html", page, status=422 if form.errors else 200)


@requires(Permission.FOLLOW_PEOPLE)
@require_GET
def document(request: HttpRequest, pk: UUID, document: UUID) -> HttpResponse:
    """Hand a paper out, as a file to keep: never as a page of this site, whatever is written in it."""
    mine = Document.objects.visible_to(request.user).of_person(whose_family(request, pk))
    paper = get_object_or_404(mine.select_related("content"), pk=document)
    response = HttpResponse(read_document(by=request.user, document=paper), content_type=paper.media_type)
    response["Content-Disposition"] = content_disposition_header(True, paper.file_name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def take_away(request: HttpRequest, pk: UUID, document: UUID) -> HttpResponse:
    person = whose_family(request, pk)
    paper = get_object_or_404(Document.objects.visible_to(request.user).of_person(person), pk=document)
    form = TakeAwayForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        take_away_document(by=request.user, document=paper, reason=form.cleaned_data["reason"])
        messages.success(request, "le document est retiré, et son fichier effacé.")
        return redirect("beneficiaries:documents", pk)
    page = {"person": person, "document": paper, "form": form}
    return render(request, "beneficiaries/take_away.html", page, status=422 if form.errors else 200)

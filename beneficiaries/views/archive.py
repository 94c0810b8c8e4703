"""Files that left the everyday ones: archived with a reason, found again, reopened."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beneficiaries.actions import archive_record, reopen_record
from beneficiaries.forms import ArchiveForm
from beneficiaries.models import Beneficiary
from beneficiaries.search import find_archived
from ceis.access import Permission, requires
from ceis.facts import RuleViolation

LINES = 50


@requires(Permission.KEEP_ARCHIVE)
@require_http_methods(["GET", "POST"])
def archive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say why, then take the file out of everyday search."""
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    form = ArchiveForm(request.POST or None)
    if form.is_valid():
        try:
            archive_record(by=request.user, beneficiary=person, because=form.cleaned_data["because"])
        except RuleViolation as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, f"le dossier de {person} est archivé. Il se rouvre d’ici.")
            return redirect("beneficiaries:archived")
    status = 422 if request.method == "POST" else 200
    return render(request, "beneficiaries/archive.html", {"person": person, "form": form}, status=status)


@requires(Permission.KEEP_ARCHIVE)
@require_GET
def archived(request: HttpRequest) -> HttpResponse:
    """The archived files, last archived first, or those whose names answer."""
    typed = request.GET.get("q", "").strip()
    everyone = Beneficiary.objects.in_archive_of(request.user).last_archived_first()
    page = Paginator(find_archived(typed, user=request.user) if typed else everyone, LINES).get_page(
        request.GET.get("page")
    )
    return render(request, "beneficiaries/archived.html", {"typed": typed, "page": page})


@requires(Permission.KEEP_ARCHIVE)
@require_POST
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring the file back; pressed twice, it is simply open."""
    person = get_object_or_404(Beneficiary.objects.reopened_by(request.user), pk=pk)
    reopen_record(by=request.user, beneficiary=person)
    messages.success(request, f"le dossier de {person} est rouvert.")
    return redirect("beneficiaries:detail", pk)

"""Files of people: laid, read, reviewed, written, undone."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beneficiaries.import_forms import ColumnsForm, ConfirmForm, DecisionForm, DepositForm
from beneficiaries.imports import actions
from beneficiaries.imports.presentation import columns_of, counted, errors_file, progress_of, readable, tagged
from beneficiaries.imports.undoing import kept_if_undone
from beneficiaries.models import Beneficiary, PeopleImport
from ceis.access import Permission, requires
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry

IMPORTS_A_PAGE, LINES_A_PAGE, NAMED = 20, 50, 50


def import_for(request: HttpRequest, pk: UUID) -> PeopleImport:
    imports = PeopleImport.objects.visible_to(request.user).without_content()
    return tagged(get_object_or_404(imports, pk=pk))


@requires(Permission.IMPORT_PEOPLE)
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Lay a file, or see those that were."""
    form = DepositForm(request.POST, request.FILES) if request.method == "POST" else DepositForm()
    if request.method == "POST" and form.is_valid():
        job = actions.deposit(
            by=request.user,
            id=form.cleaned_data["id"],
            file_name=form.file_name,
            content=form.cleaned_data["file"].read(),
        )
        return redirect("beneficiaries:import", job.pk)
    rows = PeopleImport.objects.visible_to(request.user).without_content()
    page = Paginator(rows, IMPORTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "imports": [tagged(job) for job in page]}
    return render(request, "beneficiaries/imports.html", context, status=422 if form.errors else 200)


@requires(Permission.IMPORT_PEOPLE)
@require_GET
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What an import is waiting for, whatever its state."""
    return show(request, import_for(request, pk))


def show(request: HttpRequest, job: PeopleImport, form: ColumnsForm | None = None) -> HttpResponse:
    context = {"job": job} | progress_of(job)
    if job.state == PeopleImport.State.REVIEW:
        context |= columns_of(job) | review(request, job) | {"columns_form": form or ColumnsForm(job=job)}
    elif job.state in (PeopleImport.State.WRITTEN, PeopleImport.State.UNDONE):
        context |= outcome(request, job)
    status = 422 if form and form.errors else 200
    return render(request, "beneficiaries/import.html", context, status=status)


def review(request: HttpRequest, job: PeopleImport) -> dict:
    """The lines of one kind, a page at a time, what waits first."""
    kinds = counted(job)
    by_kind = {kind.kind: kind.count for kind in kinds}
    asked = request.GET.get("genre", "")
    kind = asked if asked in by_kind else next((k for k in ("error", "likely") if by_kind[k]), "good")
    lines = job.lines.of_kind(kind).with_twins().order_by("number")
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    undecided = job.lines.undecided().count()
    return {
        "kinds": kinds,
        "kind": kind,
        "page": page,
        "lines": [readable(line) for line in page],
        "errors": by_kind["error"],
        "undecided": undecided,
        "opening": job.lines.opening().count(),
    }


def outcome(request: HttpRequest, job: PeopleImport) -> dict:
    """What was written, or what was kept when it was undone."""
    people = Beneficiary.objects.visible_to(request.user).among(job.lines.opening().values("makes"))
    page = Paginator(people, LINES_A_PAGE).get_page(request.GET.get("page"))
    return {"people": list(page), "page": page, "errors": job.lines.at_fault().with_values().count()}


@requires(Permission.IMPORT_PEOPLE)
@require_GET
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The line that says how far the work is; once over, the whole page is asked for again."""
    job = import_for(request, pk)
    response = render(request, "beneficiaries/import_progress.html", {"job": job} | progress_of(job))
    if not job.is_at_work:
        response["HX-Refresh"] = "true"
    return response


@requires(Permission.IMPORT_PEOPLE)
@require_POST
def columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    job = import_for(request, pk)
    form = ColumnsForm(request.POST, job=job)
    if job.state == PeopleImport.State.REVIEW and form.is_valid():
        try:
            actions.choose_columns(by=request.user, job=job, fields=form.chosen())
            return redirect("beneficiaries:import", pk)
        except RuleViolation as refusal:
            form.add_error(None, refusal.message)
    elif job.state != PeopleImport.State.REVIEW:
        messages.error(request, actions.NOT_IN_REVIEW)
        return redirect("beneficiaries:import", pk)
    return show(request, job, form)


@requires(Permission.IMPORT_PEOPLE)
@require_POST
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say whether a line, or all those that wait, are people already there."""
    job, form = import_for(request, pk), DecisionForm(request.POST)
    number = None
    if form.is_valid():
        number = form.cleaned_data["line"]
        try:
            actions.decide(by=request.user, job=job, decision=form.cleaned_data["decision"], number=number)
        except RuleViolation as refusal:
            messages.error(request, refusal.message)
    else:
        messages.error(request, "Ce choix n’est pas dans la liste.")
    return redirect(back_to_lines(request, pk, number))


def back_to_lines(request: HttpRequest, pk: UUID, number: int | None) -> str:
    """The same page of the same kind, at the line."""
    kind = request.POST.get("genre") if request.POST.get("genre") in ("known", "likely") else "likely"
    page = request.POST.get("page", "")
    query = f"?genre={kind}" + (f"&page={page}" if page.isascii() and page.isdigit() and len(page) < 6 else "")
    return reverse("beneficiaries:import", args=[pk]) + query + (f"#ligne-{number}" if number else "")


@requires(Permission.IMPORT_PEOPLE)
@require_GET
def errors(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The errors as a spreadsheet."""
    job = import_for(request, pk)
    record(by=request.user, action=Entry.Action.EXPORT, on=job)
    response = HttpResponse(errors_file(job), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="lignes-en-erreur.csv"'
    return response


@requires(Permission.IMPORT_PEOPLE)
@require_POST
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    job, form = import_for(request, pk), ConfirmForm(request.POST)
    form.is_valid()
    try:
        actions.confirm(by=request.user, job=job, leave_errors_out=form.cleaned_data["leave_errors_out"])
    except RuleViolation as refusal:
        messages.error(request, refusal.message)
    return redirect("beneficiaries:import", pk)


@requires(Permission.IMPORT_PEOPLE)
@require_POST
def abandon(request: HttpRequest, pk: UUID) -> HttpResponse:
    actions.abandon(by=request.user, job=import_for(request, pk))
    return redirect("beneficiaries:import", pk)


@requires(Permission.IMPORT_PEOPLE)
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say who would go and who would stay, then have it done."""
    job = import_for(request, pk)
    if request.method == "POST":
        try:
            actions.ask_undo(by=request.user, job=job)
        except RuleViolation as refusal:
            messages.error(request, refusal.message)
        return redirect("beneficiaries:import", pk)
    if not job.is_undoable:
        return redirect("beneficiaries:import", pk)
    kept = kept_if_undone(job)
    people = Beneficiary.objects.visible_to(request.user).among(kept)
    context = {"job": job, "kept": people[:NAMED], "kept_count": len(kept), "going": job.created_count - len(kept)}
    return render(request, "beneficiaries/import_undo.html", context)

"""Pages of the reports."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ceis import drafts
from ceis.access import Permission, requires
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from reporting import actions
from reporting.document import document_of
from reporting.forms import AgainForm, AskForm, CorrectForm, SignForm
from reporting.models import Report
from reporting.opened import opened
from reporting.pdf import file_name
from reporting.presentation import by_month, progress_of
from reporting.spreadsheet import spreadsheet

MONTHS_A_PAGE = 12


def report_for(request: HttpRequest, report_id: UUID) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user).without_document(), pk=report_id)


@requires(Permission.SEE_REPORTS)
@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    reports = Report.objects.visible_to(request.user)
    return render(request, "reporting/list.html", list_context(request, reports))


def list_context(request: HttpRequest, reports, form: AskForm | None = None) -> dict:
    page = Paginator(reports.months(), MONTHS_A_PAGE).get_page(request.GET.get("page"))
    months = by_month(reports.of_months(list(page)).current().without_document())
    may_sign = request.user.may(Permission.SIGN_REPORTS)
    return {"page": page, "months": months, "form": form or (AskForm(user=request.user) if may_sign else None)}


@requires(Permission.SIGN_REPORTS)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    reports = Report.objects.visible_to(request.user)
    form = AskForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            return redirect(
                "reporting:detail", actions.ask_reports(by=request.user, month=form.cleaned_data["month"]).pk
            )
        except RuleViolation as refusal:
            form.add_error(refusal.field, refusal.message)
    return render(request, "reporting/list.html", list_context(request, reports, form))


@requires(Permission.SEE_REPORTS)
@require_GET
def detail(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = report_for(request, report_id)
    return render(request, "reporting/detail.html", detail_context(request, report))


def detail_context(request: HttpRequest, report: Report, sign_form: SignForm | None = None) -> dict:
    versions = Report.objects.visible_to(request.user).versions_of(report).without_document()
    context = {"report": report, "document": document_of(report), "versions": list(versions)} | progress_of(report)
    if not request.user.may(Permission.SIGN_REPORTS):
        return context
    provisional = report.state == Report.State.PROVISIONAL
    forms = {"user": request.user, "report": report}
    return context | {
        "sign_form": sign_form or (SignForm(**forms) if provisional and report.is_over else None),
        "again_form": AgainForm(**forms) if provisional or report.state == Report.State.FAILED else None,
        "may_correct": report.is_signed and context["versions"][-1] == report,
    }


@requires(Permission.SEE_REPORTS)
@require_GET
def progress(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The line that says how far the computation is; once over, the whole page is asked for again."""
    report = report_for(request, report_id)
    response = render(request, "reporting/progress.html", {"report": report} | progress_of(report))
    if not report.is_running:
        response["HX-Refresh"] = "true"
    return response


@requires(Permission.SIGN_REPORTS)
@require_POST
def again(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = report_for(request, report_id)
    try:
        actions.recompute(report=report, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.message)
    return redirect("reporting:detail", report.pk)


@requires(Permission.SIGN_REPORTS)
@require_POST
def sign(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = report_for(request, report_id)
    form = SignForm(request.POST, user=request.user, report=report)
    if form.is_valid():
        try:
            actions.sign(report=report, by=request.user, seen_sha256=form.cleaned_data["seen_sha256"])
            messages.success(request, "Le rapport est signé : il ne changera plus.")
            return redirect("reporting:detail", report.pk)
        except RuleViolation as refusal:
            messages.error(request, refusal.message)
    else:
        messages.error(request, "La page était incomplète : relisez les chiffres, puis signez.")
    # The page is shown anew, with the figures as they are now and their own fingerprint.
    return redirect("reporting:detail", report.pk)


@requires(Permission.SIGN_REPORTS)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = report_for(request, report_id)
    about = {"user": request.user, "report": report}
    kept = drafts.restore(request.user, CorrectForm.name, report.pk)
    form = CorrectForm(request.POST, **about) if request.method == "POST" else CorrectForm(initial=kept, **about)
    if form.is_valid():
        try:
            said = form.cleaned_data
            corrected = actions.correct(report=report, by=request.user, why=said["why"], id=said["id"])
            drafts.discard(request.user, CorrectForm.name, report.pk)
            return redirect("reporting:detail", corrected.pk)
        except RuleViolation as refusal:
            form.add_error(refusal.field, refusal.message)
    return render(request, "reporting/correct.html", {"report": report, "form": form})


@requires(Permission.SEE_REPORTS)
@require_GET
def figure(request: HttpRequest, report_id: UUID, position: int) -> HttpResponse:
    report = report_for(request, report_id)
    found = get_object_or_404(report.figures, position=position)
    record(by=request.user, action=Entry.Action.READ, on=found)
    return render(request, "reporting/figure.html", {"report": report} | opened(found, request))


@requires(Permission.SEE_REPORTS)
@require_GET
def pdf(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = get_object_or_404(Report.objects.visible_to(request.user).with_document(), pk=report_id)
    record(by=request.user, action=Entry.Action.EXPORT, on=report)
    return download(bytes(report.pdf), "application/pdf", f"{file_name(report)}.pdf")


@requires(Permission.SEE_REPORTS)
@require_GET
def figures_csv(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = get_object_or_404(Report.objects.visible_to(request.user).with_document().defer("pdf"), pk=report_id)
    record(by=request.user, action=Entry.Action.EXPORT, on=report)
    content = spreadsheet(document_of(report).figures)
    return download(content, "text/csv; charset=utf-8", f"{file_name(report)}.csv")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})

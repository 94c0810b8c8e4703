"""« Réglages » : the permanences partners hold here."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ceis import drafts
from ceis.access import Permission, requires
from ceis.facts import RuleViolation
from partners.actions import call_off, put_back, save_permanence
from partners.forms import DateOffForm, PermanenceForm
from partners.models import Permanence

REFUSED = 422


@requires(Permission.MANAGE_PLACE)
@require_GET
def permanences(request: HttpRequest) -> HttpResponse:
    rules = Permanence.objects.standing().for_list()
    context = {"present": list(rules.not_over()), "over": list(rules.over())}
    return render(request, "partners/permanences.html", context)


@requires(Permission.MANAGE_PLACE)
@require_http_methods(["GET", "POST"])
def new_permanence(request: HttpRequest) -> HttpResponse:
    kept = drafts.restore(request.user, PermanenceForm.name)
    return edit(request, PermanenceForm(request.POST or None, user=request.user, initial=kept))


@requires(Permission.MANAGE_PLACE)
@require_http_methods(["GET", "POST"])
def permanence(request: HttpRequest, pk: UUID) -> HttpResponse:
    rule = get_object_or_404(Permanence.objects.standing().for_list(), pk=pk)
    kept = drafts.restore(request.user, PermanenceForm.name, pk)
    form = PermanenceForm(request.POST or None, user=request.user, instance=rule, initial=kept)
    return edit(request, form, rule)


def edit(request: HttpRequest, form: PermanenceForm, rule: Permanence | None = None) -> HttpResponse:
    if form.is_bound and form.is_valid():
        saved = save_permanence(by=request.user, permanence=form.instance)
        drafts.discard(request.user, form.name, rule.pk if rule else "")
        messages.success(request, f"La permanence « {saved.title} » est enregistrée.")
        return redirect("partners:permanences")
    return rule_page(request, form, rule, DateOffForm())


def rule_page(request: HttpRequest, form, rule: Permanence | None, off_form: DateOffForm) -> HttpResponse:
    off = list(rule.dates_off.standing().order_by("date")) if rule else []
    context = {"form": form, "rule": rule, "off_form": off_form, "dates_off": off}
    status = REFUSED if form.is_bound or off_form.is_bound else 200
    return render(request, "partners/permanence.html", context, status=status)


@requires(Permission.MANAGE_PLACE)
@require_POST
def date_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a date off."""
    rule = get_object_or_404(Permanence.objects.standing().for_list(), pk=pk)
    off_form = DateOffForm(request.POST)
    if off_form.is_valid():
        try:
            off = call_off(by=request.user, permanence=rule, day=off_form.cleaned_data["day"])
        except RuleViolation as refusal:
            off_form.add_error("day", refusal.message)
        else:
            messages.success(request, f"Pas de permanence le {off.date:%d/%m/%Y}.")
            return redirect("partners:permanence", pk=pk)
    return rule_page(request, PermanenceForm(user=request.user, instance=rule), rule, off_form)


@requires(Permission.MANAGE_PLACE)
@require_POST
def date_back(request: HttpRequest, pk: UUID, off: UUID) -> HttpResponse:
    """Hold it after all."""
    rule = get_object_or_404(Permanence.objects.standing(), pk=pk)
    put_back(by=request.user, permanence=rule, off=off)
    return redirect("partners:permanence", pk=pk)

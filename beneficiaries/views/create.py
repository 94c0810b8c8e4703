"""Adding someone to the file, once it is sure that they are not there."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from beneficiaries.actions import open_record
from beneficiaries.forms import CreateForm
from beneficiaries.likeness import likely_same
from beneficiaries.models import Beneficiary
from ceis import drafts
from ceis.access import Permission, requires
from ceis.facts import RuleViolation

CONFIRM = "quand_meme"


@requires(Permission.CREATE_PEOPLE)
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        kept = drafts.restore(request.user, CreateForm.name)
        asked = {
            name: value[:80] for name, value in request.GET.items() if name in ("last_name", "first_name", "birth")
        }
        back = {"retour": request.GET.get("retour", "")}
        return _form(request, CreateForm(user=request.user, initial=(asked or kept) | back))
    form = CreateForm(request.POST, user=request.user)
    if not form.is_valid():
        return _form(request, form, status=422)
    known = Beneficiary.objects.visible_to(request.user).already_opened(form.cleaned_data["id"])
    namesake = CONFIRM in request.POST
    likely = [] if known or namesake else _likely(request, form)
    if likely:
        return _form(request, form, likely)
    try:
        person = open_record(by=request.user, beneficiary=form.instance, namesake=namesake)
    except RuleViolation as refusal:  # a colleague has just added the same person
        form.add_error(None, refusal.message)
        return _form(request, form, _likely(request, form), status=422)
    drafts.discard(request.user, CreateForm.name)
    messages.success(request, f"le dossier de {person} est ouvert, sous le numéro {person.file_number}.")
    return _onward(request, person, form.cleaned_data["retour"])


@requires(Permission.CREATE_PEOPLE)
@require_GET
def likeness(request: HttpRequest) -> HttpResponse:
    """Who may already be the person being typed, for the place above the buttons."""
    form = CreateForm(request.GET, user=request.user)
    form.is_valid()
    return render(request, "beneficiaries/likeness.html", {"likely": _likely(request, form)})


def _likely(request: HttpRequest, form: CreateForm) -> list:
    typed = form.typed()
    return likely_same(
        first_name=typed.get("first_name", ""),
        last_name=typed.get("last_name", ""),
        birth_date=typed["birth_date"],
        birth_year=typed["birth_year"],
        phone=typed.get("phone", ""),
        email=typed.get("email", ""),
        user=request.user,
    )


def _form(request: HttpRequest, form: CreateForm, likely: list | None = None, status: int = 200) -> HttpResponse:
    return render(request, "beneficiaries/create.html", {"form": form, "likely": likely or []}, status=status)


def _onward(request: HttpRequest, person: Beneficiary, back: str) -> HttpResponse:
    """Go to the record, or back to the page of ours that asked for someone."""
    if back and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        mark = "&" if "?" in back else "?"
        return HttpResponseRedirect(f"{back}{mark}{urlencode({'personne': person.pk})}")
    return redirect("beneficiaries:detail", person.pk)

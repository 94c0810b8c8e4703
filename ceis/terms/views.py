"""The lists of the place: what its pages let one choose from, and who reads what is chosen."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ceis.access import Permission, requires
from ceis.facts import RuleViolation
from ceis.terms.actions import add_term, change_readers, close_term, move_term, rename_term, reopen_term
from ceis.terms.forms import AddForm, CloseForm, ReadersForm, RenameForm
from ceis.terms.models import Lowering, Term
from ceis.terms.registry import list_names

FORMS = {"renommer": RenameForm, "lecteurs": ReadersForm, "fermer": CloseForm}
MOST_LOWERINGS = 200


@requires(Permission.MANAGE_LISTS)
@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    """Every list of the place, with how many words it offers today."""
    offered = Term.objects.offered_by_list()
    named = sorted(list_names().items(), key=lambda item: item[1])
    shown = [{"name": name, "label": label, "offered": offered.get(name, 0)} for name, label in named]
    return render(request, "terms/lists.html", {"lists": shown})


@requires(Permission.MANAGE_LISTS)
@require_http_methods(["GET", "POST"])
def one_list(request: HttpRequest, name: str) -> HttpResponse:
    label = list_names().get(name)
    if label is None:
        raise Http404
    sent = request.method == "POST"
    form = AddForm(request.POST if sent else None)
    if sent and form.is_valid():
        data = form.cleaned_data
        try:
            added = add_term(by=request.user, list_name=name, **data)
        except RuleViolation as violation:
            form.add_error(violation.field, violation.message)
        else:
            messages.success(request, f"« {added} » est dans la liste.")
            return redirect("terms:list", name)
    terms = Term.objects.of_list(name).for_list()
    context = {"name": name, "label": label, "terms": terms, "form": form}
    return render(request, "terms/list.html", context, status=422 if sent else 200)


@requires(Permission.MANAGE_LISTS)
@require_http_methods(["GET", "POST"])
def term(request: HttpRequest, pk: int) -> HttpResponse:
    """One word: renamed, closed, opened again, read by more people or by fewer."""
    found = get_object_or_404(Term.objects.select_related("platform"), pk=pk)
    asked = request.POST.get("geste", "")
    forms = forms_of(request, found, asked)
    if request.method == "POST" and (asked == "rouvrir" or asked in forms and forms[asked].is_valid()):
        try:
            said = act(request, found, asked, forms)
        except RuleViolation as violation:
            form = forms[asked]
            form.add_error(violation.field if violation.field in form.fields else None, violation.message)
        else:
            messages.success(request, said)
            return redirect("terms:list", found.list)
    label = list_names().get(found.list, found.list)
    context = {"term": found, "label": label, "forms": forms}
    return render(request, "terms/term.html", context, status=422 if request.method == "POST" else 200)


def forms_of(request: HttpRequest, found: Term, asked: str) -> dict:
    """The three forms of a word; the one that was sent holds what was typed."""
    data = {name: request.POST if name == asked else None for name in FORMS}
    return {
        "renommer": RenameForm(data["renommer"], initial={"label": found.label}),
        "lecteurs": ReadersForm(data["lecteurs"], term=found),
        "fermer": CloseForm(data["fermer"]),
    }


def act(request: HttpRequest, found: Term, asked: str, forms: dict) -> str:
    """Do what was asked of a word. Returns: what to say of it."""
    if asked == "rouvrir":
        return f"« {reopen_term(by=request.user, term=found)} » est de nouveau proposé."
    data = forms[asked].cleaned_data
    if asked == "renommer":
        return f"Le mot s’écrit maintenant « {rename_term(by=request.user, term=found, label=data['label'])} »."
    if asked == "fermer":
        close_term(by=request.user, term=found, from_day=data["from_day"])
        return f"« {found} » ne sera plus proposé. Ce qui le dit déjà le garde."
    change_readers(by=request.user, term=found, sensitivity=data["sensitivity"], reason=data["reason"])
    return f"« {found} » a changé de lecteurs."


@requires(Permission.MANAGE_LISTS)
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """One line up or down."""
    found = get_object_or_404(Term, pk=pk)
    move_term(by=request.user, term=found, up="monter" in request.POST)
    return redirect("terms:list", found.list)


@requires(Permission.OVERSEE_SECRECY)
@require_GET
def lowerings(request: HttpRequest) -> HttpResponse:
    """Which words are read by more people than before, since when, by whose decision and why."""
    rows = Lowering.objects.visible_to(request.user).for_list()[:MOST_LOWERINGS]
    return render(request, "terms/lowerings.html", {"rows": rows, "names": list_names()})

"""The desk: who is there, what for, where they were sent."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beneficiaries.likeness import likely_same
from ceis import drafts
from ceis.access import Permission, requires
from ceis.civil_time import today
from ceis.facts import RuleViolation
from platforms.models import Appointment
from reception.actions import cancel_visit, correct_visit, register_arrival, register_newcomer, register_visit
from reception.candidates import as_typed, candidates
from reception.day import side as beside
from reception.forms import ArrivalForm, CancelForm, CorrectionForm, NewcomerForm, VisitForm
from reception.models import Visit

LONGEST_QUERY = 200
DRAFT = "brouillon"  # asks the desk for what a lost session was posting
REFUSED = 422


def query(request: HttpRequest) -> str:
    return request.GET.get("q", "")[:LONGEST_QUERY]


def accepted(form, act: Callable[[], Visit]) -> Visit | None:
    """Do ``act``; put what a rule refuses on the form, and return None."""
    try:
        return act()
    except RuleViolation as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return None


def done(request: HttpRequest, form, visit: Visit, about: object = "") -> HttpResponse:
    """Back to the desk, which says what was saved and waits for the next person."""
    drafts.discard(request.user, form.name, about)
    return redirect(f"{reverse('reception:desk')}?venue={visit.pk}")


def just_saved(request: HttpRequest) -> Visit | None:
    try:
        id = UUID(request.GET.get("venue", ""))
    except ValueError:
        return None
    return Visit.objects.open_at_desk(request.user).for_author(request.user).with_id(id)


def visit_form(request: HttpRequest, **kwargs) -> VisitForm:
    back = f"{reverse('reception:desk')}?{DRAFT}=1"
    return VisitForm(request.POST or None, user=request.user, back=back, **kwargs)


def desk_page(request: HttpRequest, form: VisitForm, who: str = "", status: int = 200) -> HttpResponse:
    visits = Visit.objects.visible_to(request.user).standing().on(today())
    people, first = visits.people_and_first_hour()
    context = {
        "form": form,
        "q": query(request),
        "day": today(),
        "people": people,
        "since": first and first.replace(minute=0),
        "saved": just_saved(request),
        "candidates": candidates(request.user, text=query(request), who=who, wide=True),
    }
    context |= beside(request.user, everyone="tous" in request.GET)
    return render(request, "reception/desk.html", context, status=status)


@requires(Permission.USE_DESK)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    kept = drafts.restore(request.user, VisitForm.name) if DRAFT in request.GET else {}
    return desk_page(request, visit_form(request, initial=kept), who=str(kept.get("who", "")))


@requires(Permission.USE_DESK)
@require_GET
def found(request: HttpRequest) -> HttpResponse:
    """The people who answer what is being typed: a fragment."""
    context = {"q": query(request), "candidates": candidates(request.user, text=query(request))}
    return render(request, "reception/people.html", context)


@requires(Permission.USE_DESK)
@require_GET
def side(request: HttpRequest) -> HttpResponse:
    """Who is expected and who came: a fragment, asked for again every thirty seconds."""
    return render(request, "reception/side.html", beside(request.user, everyone="tous" in request.GET))


@requires(Permission.USE_DESK)
@require_POST
def register(request: HttpRequest) -> HttpResponse:
    form = visit_form(request)
    if form.is_valid():
        visit = accepted(form, lambda: register_visit(by=request.user, **form.visit))
        if visit:
            # Whoever asks, while their file is being opened, to stay without a name leaves none in a draft.
            drafts.discard(request.user, NewcomerForm.name)
            return done(request, form, visit)
    return desk_page(request, form, who=request.POST.get("who", ""), status=REFUSED)


@requires(Permission.CREATE_PEOPLE)
@require_http_methods(["GET", "POST"])
def newcomer(request: HttpRequest) -> HttpResponse:
    initial = as_typed(query(request)) if "q" in request.GET else drafts.restore(request.user, NewcomerForm.name)
    back = reverse("reception:newcomer")
    form = NewcomerForm(request.POST or None, user=request.user, back=back, initial=initial)
    valid = form.is_valid()
    alike = [] if valid and form.was_sent else likely_same(user=request.user, **form.identity)
    if valid and (not alike or form.cleaned_data["other"] == form.named):
        visit = accepted(form, lambda: register_newcomer(by=request.user, **form.visit))
        if visit:
            return done(request, form, visit)
    context = {"form": form, "look_alikes": alike}
    return render(request, "reception/newcomer.html", context, status=REFUSED if form.is_bound else 200)


@requires(Permission.USE_DESK)
@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What for and where to, corrected on the day itself."""
    visit = get_object_or_404(Visit.objects.open_at_desk(request.user).for_author(request.user), pk=pk)
    initial = CorrectionForm.present(visit) | drafts.restore(request.user, CorrectionForm.name, visit.pk)
    form = CorrectionForm(request.POST or None, user=request.user, visit=visit, initial=initial)
    if form.is_valid():
        details = form.sent_to | {"reason": form.cleaned_data["reason"]}
        saved = accepted(form, lambda: correct_visit(by=request.user, visit=visit, **details))
        if saved:
            return done(request, form, saved, about=visit.pk)
    cancelling = CancelForm(user=request.user, visit=visit)
    return visit_page(request, visit, form, cancelling)


def visit_page(request: HttpRequest, visit: Visit, form: CorrectionForm, cancelling: CancelForm) -> HttpResponse:
    context = {"visit": visit, "form": form, "cancelling": cancelling}
    status = REFUSED if form.is_bound or cancelling.is_bound else 200
    return render(request, "reception/visit.html", context, status=status)


@requires(Permission.USE_DESK)
@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    visit = get_object_or_404(Visit.objects.visible_to(request.user).on(today()).for_author(request.user), pk=pk)
    cancelling = CancelForm(request.POST, user=request.user, visit=visit)
    if cancelling.is_valid():
        why = cancelling.cleaned_data["why"]
        cancelled = accepted(cancelling, lambda: cancel_visit(by=request.user, visit=visit, reason=why))
        if cancelled:
            messages.success(request, f"La venue de {visit.arrived_at:%H h %M} est annulée.")
            return done(request, cancelling, cancelled, about=visit.pk)
    form = CorrectionForm(user=request.user, visit=visit, initial=CorrectionForm.present(visit))
    return visit_page(request, visit, form, cancelling)


@requires(Permission.USE_DESK)
@require_POST
def arrival(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One button: this person is there for this appointment."""
    appointment = get_object_or_404(Appointment.objects.visible_to(request.user).on(today()), pk=pk)
    form = ArrivalForm(request.POST, user=request.user, appointment=appointment)
    if form.is_valid():
        here = {"id": form.cleaned_data["id"], "beneficiary": form.cleaned_data["person"]}
        visit = accepted(form, lambda: register_arrival(by=request.user, appointment=appointment, **here))
        if visit:
            return done(request, form, visit, about=pk)
    messages.error(request, "Cette arrivée n’a pas pu être enregistrée : ce rendez-vous n’est plus attendu.")
    return redirect("reception:desk")

"""The desk: who is there, what for, where they were sent."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from ceis import drafts
from ceis.access import Permission, requires
from ceis.civil_time import today
from ceis.facts import RuleViolation
from platforms.models import Appointment
from reception.actions import register_arrival, register_visit
from reception.candidates import candidates, doubtful
from reception.coming import novelty_of
from reception.counted_services import counters
from reception.day import side as beside
from reception.forms import ArrivalForm, NewcomerForm, VisitForm
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


def just_saved(request: HttpRequest) -> dict:
    """What the line « C’est noté » says: the visit, its reasons, and whether the person is new or back."""
    try:
        id = UUID(request.GET.get("venue", ""))
    except ValueError:
        return {"saved": None}
    visit = Visit.objects.open_at_desk(request.user).for_author(request.user).with_id(id)
    if visit is None:
        return {"saved": None}
    reasons = visit.reasons_open_to(request.user)
    return {"saved": visit, "saved_reasons": reasons, "novelty": novelty_of(visit, request.user)}


def visit_form(request: HttpRequest, **kwargs) -> VisitForm:
    back = f"{reverse('reception:desk')}?{DRAFT}=1"
    return VisitForm(request.POST or None, user=request.user, back=back, **kwargs)


def found_people(request: HttpRequest, who: str = "", wide: bool = False) -> dict:
    text = query(request)
    found = candidates(request.user, text=text, who=who, wide=wide)
    return {"q": text, "candidates": found, "doubtful": doubtful(found, text)}


def desk_page(request: HttpRequest, form: VisitForm, who: str = "", status: int = 200) -> HttpResponse:
    people, first = Visit.objects.visible_to(request.user).standing().on(today()).people_and_first_hour()
    since = first and first.replace(minute=0)
    context = {"form": form, "day": today(), "people": people, "since": since, "counters": counters(request.user)}
    context |= found_people(request, who=who, wide=True) | just_saved(request)
    context |= beside(request.user, everyone="tous" in request.GET)
    return render(request, "reception/desk.html", context, status=status)


@requires(Permission.USE_DESK)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    kept = drafts.restore(request.user, VisitForm.name) if DRAFT in request.GET else {}
    initial = {"came_for": request.GET.get("pour", "")} | kept
    return desk_page(request, visit_form(request, initial=initial), who=str(kept.get("who", "")))


@requires(Permission.USE_DESK)
@require_GET
def found(request: HttpRequest) -> HttpResponse:
    """The people who answer what is being typed: a fragment."""
    return render(request, "reception/people.html", found_people(request))


@requires(Permission.USE_DESK)
@require_GET
def side(request: HttpRequest) -> HttpResponse:
    """Who waits, who is expected and who came: a fragment, asked for again every thirty seconds."""
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

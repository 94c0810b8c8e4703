"""In the house: rooms, how many people, who sits at which public computer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ceis.access import Permission, requires
from ceis.civil_time import PARIS
from ceis.facts import RuleViolation
from ceis.french import hour
from ceis.places.models import Equipment
from reception.building import computers_now, rooms_now
from reception.candidates import candidates
from reception.forms.building import CancelSessionForm, HeadcountForm, StartForm
from reception.free_access import board, cancel_session, end_session, extend_session, start_session
from reception.models import ComputerSession
from reception.occupancy import count_people
from reception.occupancy import occupancy as present

LONGEST_QUERY = 200
REFUSED = 422


@requires(Permission.SEE_BUILDING)
@require_GET
def building(request: HttpRequest) -> HttpResponse:
    """Where one may settle, and how full the house is; the page asks for itself again every minute."""
    return building_page(request, HeadcountForm())


def building_page(request: HttpRequest, form: HeadcountForm, status: int = 200) -> HttpResponse:
    rooms = rooms_now(request.user)
    context = {
        "free": [room for room in rooms if room.is_free],
        "taken": [room for room in rooms if not room.is_free],
        "computers": computers_now(),
        "occupancy": present(),
        "form": form,
        "may_run": request.user.may(Permission.RUN_FREE_ACCESS),
    }
    return render(request, "reception/building.html", context, status=status)


@requires(Permission.SEE_BUILDING)
@require_GET
def occupancy(request: HttpRequest) -> HttpResponse:
    """The line other pages show: how many people are in the house."""
    return render(request, "reception/occupancy.html", {"occupancy": present()})


@requires(Permission.SEE_BUILDING)
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """« Je compte 42 personnes »."""
    form = HeadcountForm(request.POST)
    if not form.is_valid():
        return building_page(request, form, status=REFUSED)
    counted = count_people(by=request.user, **form.cleaned_data)
    messages.success(request, f"{counted.people} personnes comptées à {hour(counted.at.astimezone(PARIS))}.")
    return redirect("reception:building")


@requires(Permission.RUN_FREE_ACCESS)
@require_GET
def computers(request: HttpRequest) -> HttpResponse:
    """Every public computer: free, or taken since, by whom, for what."""
    seats = board(request.user)
    context = {"seats": seats, "free": sum(seat.session is None for seat in seats)}
    context["may_see_building"] = request.user.may(Permission.SEE_BUILDING)
    return render(request, "reception/computers.html", context)


def text_of(request: HttpRequest) -> str:
    """What the agent typed to find somebody; whoever may not look people up finds nobody."""
    return request.GET.get("q", "")[:LONGEST_QUERY] if request.user.may(Permission.FIND_PEOPLE) else ""


@requires(Permission.RUN_FREE_ACCESS)
@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Seat somebody: found by name or nobody named, alone or helped, for what, for how long."""
    computer = get_object_or_404(Equipment.objects.offered().public_computers(), pk=pk)
    form = StartForm(request.POST or None, user=request.user, computer=computer)
    if form.is_valid():
        try:
            session = start_session(by=request.user, computer=computer, **form.seat)
        except RuleViolation as refusal:
            form.add_error(None, refusal.message)
        else:
            until = hour(session.planned_until.astimezone(PARIS))
            messages.success(request, f"{computer} : séance démarrée, jusqu’à {until}.")
            return redirect("reception:computers")
    text = text_of(request)
    found = candidates(request.user, text=text, wide=True)
    context = {"computer": computer, "form": form, "q": text, "candidates": found}
    context["may_find"] = request.user.may(Permission.FIND_PEOPLE)
    return render(request, "reception/seat.html", context, status=REFUSED if request.method == "POST" else 200)


@requires(Permission.FIND_PEOPLE)
@require_GET
def seat_found(request: HttpRequest) -> HttpResponse:
    """The people found while typing."""
    text = text_of(request)
    context = {"q": text, "candidates": candidates(request.user, text=text)}
    return render(request, "reception/seat_people.html", context)


@requires(Permission.RUN_FREE_ACCESS)
@require_POST
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(ComputerSession.objects.visible_to(request.user), pk=pk)
    session = end_session(by=request.user, session=session)
    messages.success(request, f"{session.computer} est libre.")
    return redirect("reception:computers")


@requires(Permission.RUN_FREE_ACCESS)
@require_POST
def extend(request: HttpRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(ComputerSession.objects.visible_to(request.user), pk=pk)
    try:
        session = extend_session(by=request.user, session=session)
    except RuleViolation as refusal:
        messages.error(request, refusal.message)
    else:
        until = hour(session.planned_until.astimezone(PARIS))
        messages.success(request, f"{session.computer} : prolongé jusqu’à {until}.")
    return redirect("reception:computers")


@requires(Permission.RUN_FREE_ACCESS)
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A session started by mistake, taken back on its day."""
    today = ComputerSession.objects.visible_to(request.user).begun_today()
    session = get_object_or_404(today.select_related("computer"), pk=pk)
    form = CancelSessionForm(request.POST or None, session=session)
    if form.is_valid():
        cancel_session(by=request.user, session=session, reason=form.cleaned_data["why"])
        messages.success(request, f"{session.computer} : la séance est annulée, elle ne compte pas.")
        return redirect("reception:computers")
    context = {"session": session, "form": form}
    return render(
        request, "reception/cancel_session.html", context, status=REFUSED if request.method == "POST" else 200
    )

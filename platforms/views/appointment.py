"""Taking an appointment, reading it, changing its state."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ceis import drafts
from ceis.access import Permission, requires
from ceis.facts import RuleViolation
from ceis.french import hour, weekday
from platforms.actions import book_appointment, cancel_appointment, move_appointment, set_status
from platforms.actions.appointments import possible_states
from platforms.forms import BookForm, CancelAppointmentForm, MoveForm, refuse
from platforms.models import Appointment
from platforms.record import steps
from platforms.views.params import people_of
from platforms.views.person import choose_person

FORM = "appointment"


@requires(Permission.BOOK)
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    people = people_of(request)
    if not people:
        return choose_person(request, "Avec qui prendre rendez-vous ?")
    form = book_form(request, people, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            appointment = book_appointment(
                by=request.user, id=data["id"], platform=data["platform"], workers=form.workers, people=people,
                channel=data["channel"], **form.times,
            )  # fmt: skip
        except RuleViolation as violation:
            refuse(form, violation)
        else:
            drafts.discard(request.user, FORM, people[0].pk)
            messages.success(request, f"Rendez-vous pris {when(appointment)}.")
            return redirect("platforms:appointment", appointment.pk)
    slots_url = f"{reverse('platforms:slots')}?{request.GET.urlencode()}"
    context = {"form": form, "people": people, "slots": form.slots, "slots_url": slots_url}
    context |= {"steps": steps(request.user, people[0])}
    return render(request, "platforms/book.html", context)


def book_form(request: HttpRequest, people: list, data) -> BookForm:
    """The form; asked without JavaScript for the free slots, it keeps what was typed and checks nothing."""
    initial = {} if data else drafts.restore(request.user, FORM, people[0].pk)
    if data and "propose" in data:
        data, initial = None, data.dict()
    return BookForm(
        data, user=request.user, people=people, back=request.get_full_path(), about=people[0].pk, initial=initial
    )


def when(appointment: Appointment) -> str:
    return f"{weekday(appointment.date)} à {hour(appointment.starts_at)}"


@requires(Permission.BOOK)
@require_GET
def slots(request: HttpRequest) -> HttpResponse:
    """The free slots for the worker, the length and the channel chosen so far."""
    people = people_of(request)
    form = book_form(request, people, request.GET) if people else None
    return render(request, "platforms/slots.html", {"slots": form.slots if form else []})


@requires(Permission.BOOK)
@require_GET
def appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Appointment.objects.visible_to(request.user).for_list(), pk=pk)
    return render(request, "platforms/appointment.html", page_of(request, found))


def page_of(request: HttpRequest, found: Appointment, form: CancelAppointmentForm | None = None) -> dict:
    """What the page of an appointment shows to this reader."""
    mine = found.platform_id in request.user.platform_ids
    written = list(found.interviews.standing()) if mine else []
    return {
        "appointment": found,
        "open": found.is_open_to(request.user),
        "states": possible_states(found, request.user),
        "may_write": mine and not written and found.may_be_written,
        "written": written,
        "cancel_form": form or CancelAppointmentForm(),
        "cancelling": form is not None,
    }


@requires(Permission.BOOK)
@require_POST
def state(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Appointment.objects.visible_to(request.user), pk=pk)
    status = request.POST.get("status", "")
    if status not in set(Appointment.Status.values) - set(Appointment.CALLED_OFF):
        messages.error(request, "Cet état n’existe pas.")
        return redirect("platforms:appointment", pk)
    try:
        found = set_status(by=request.user, appointment=found, status=Appointment.Status(status))
    except RuleViolation as violation:
        messages.error(request, violation.message)
    else:
        messages.success(request, f"Rendez-vous {found.state_words}.")
    return redirect("platforms:appointment", pk)


@requires(Permission.BOOK)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Appointment.objects.visible_to(request.user).for_list(), pk=pk)
    form = MoveForm(request.POST or None, appointment=found)
    if request.method == "POST" and form.is_valid():
        try:
            found = move_appointment(by=request.user, appointment=found, **form.times)
        except RuleViolation as violation:
            refuse(form, violation)
        else:
            messages.success(request, f"Rendez-vous déplacé {when(found)}.")
            return redirect("platforms:appointment", pk)
    context = {"form": form, "appointment": found, "slots": form.slots if found.is_expected else []}
    return render(request, "platforms/move.html", context)


@requires(Permission.BOOK)
@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Appointment.objects.visible_to(request.user).for_list(), pk=pk)
    form = CancelAppointmentForm(request.POST)
    if form.is_valid():
        try:
            cancel_appointment(by=request.user, appointment=found, **form.cleaned_data)
        except RuleViolation as violation:
            messages.error(request, violation.message)
        else:
            messages.success(request, "Rendez-vous annulé.")
        return redirect("platforms:appointment", pk)
    return render(request, "platforms/appointment.html", page_of(request, found, form))

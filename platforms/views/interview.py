"""Writing an interview, reading it, correcting it the same day."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ceis import drafts
from ceis.access import Permission, requires
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from platforms.actions import cancel_interview, correct_interview, write_interview
from platforms.forms import CancelInterviewForm, CorrectForm, WriteForm, refuse
from platforms.models import Appointment, Interview
from platforms.record import lately, steps
from platforms.views.params import people_of, uuid_of
from platforms.views.person import choose_person

FORM, CORRECTION = "interview", "correction"


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    appointment = appointment_of(request)
    people = list(appointment.people.all()) if appointment else people_of(request)
    if not people:
        return choose_person(request, "Avec qui était l’entretien ?")
    about = appointment.pk if appointment else people[0].pk
    form = write_form(request, appointment, about)
    if request.method == "POST" and form.is_valid():
        try:
            interview = write_interview(by=request.user, people=people, appointment=appointment, **form.act)
        except RuleViolation as violation:
            refuse(form, violation)
        else:
            drafts.discard(request.user, FORM, about)
            messages.success(request, "Entretien enregistré.")
            return redirect("platforms:interview", interview.pk)
    context = {"form": form, "people": people, "appointment": appointment}
    context |= {"steps": steps(request.user, people[0]), "lately": lately(request.user, people[0])}
    return render(request, "platforms/write.html", context)


def appointment_of(request: HttpRequest) -> Appointment | None:
    """Return the appointment of one's platforms named by ``?rendez-vous=``."""
    written = request.GET.get("rendez-vous", "")
    mine = Appointment.objects.visible_to(request.user).of_platforms(request.user.platform_ids)
    return get_object_or_404(mine.for_list(), pk=uuid_of(written)) if written else None


def write_form(request: HttpRequest, appointment: Appointment | None, about: UUID) -> WriteForm:
    """The form, filled with what is known and with what was being typed."""
    initial = appointment.known if appointment else {}
    if request.method == "GET":
        initial |= drafts.restore(request.user, FORM, about)
    data = request.POST if request.method == "POST" else None
    return WriteForm(data, user=request.user, back=request.get_full_path(), about=str(about), initial=initial)


@requires(Permission.FOLLOW_PEOPLE)
@require_GET
def interview(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Interview.objects.known_to(request.user).for_page(request.user), pk=pk)
    if not found.is_open_to(request.user):
        return render(request, "platforms/interview_locked.html", {"interview": found})
    record(by=request.user, action=Entry.Action.READ, on=found)
    return render(request, "platforms/interview.html", page_of(request, found))


def page_of(request: HttpRequest, found: Interview, form: CancelInterviewForm | None = None) -> dict:
    """What the page of an interview shows to a reader of its platform."""
    return {
        "interview": found,
        "tasks": list(found.tasks.visible_to(request.user)),
        "may_correct": found.may_be_corrected_by(request.user),
        "may_cancel": found.may_be_cancelled_by(request.user),
        "cancel_form": form or CancelInterviewForm(),
        "cancelling": form is not None,
    }


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Interview.objects.known_to(request.user).for_page(request.user), pk=pk)
    if not found.may_be_corrected_by(request.user):
        raise Http404
    form = correct_form(request, found)
    stale = False
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            correct_interview(
                by=request.user, interview=found, version=data["version"], minutes=data["minutes"], notes=form.notes
            )
        except RuleViolation as violation:
            refuse(form, violation)
            stale = form.show_again_on(found.version)
        else:
            drafts.discard(request.user, CORRECTION, found.pk)
            messages.success(request, "Correction enregistrée.")
            return redirect("platforms:interview", pk)
    return render(request, "platforms/correct.html", {"form": form, "interview": found, "stale": stale})


def correct_form(request: HttpRequest, found: Interview) -> CorrectForm:
    initial = CorrectForm.present(found, found.readable_notes)
    if request.method == "GET":
        initial |= drafts.restore(request.user, CORRECTION, found.pk) | {"version": found.version}
    data = request.POST if request.method == "POST" else None
    return CorrectForm(data, user=request.user, interview=found, back=request.path, initial=initial)


@requires(Permission.FOLLOW_PEOPLE)
@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Interview.objects.known_to(request.user).for_page(request.user), pk=pk)
    if not found.is_open_to(request.user):
        raise Http404
    form = CancelInterviewForm(request.POST)
    if form.is_valid():
        try:
            cancel_interview(by=request.user, interview=found, reason=form.cleaned_data["reason"])
        except RuleViolation as violation:
            messages.error(request, violation.message)
        else:
            messages.success(request, "Entretien annulé : il ne compte plus.")
        return redirect("platforms:interview", pk)
    return render(request, "platforms/interview.html", page_of(request, found, form))

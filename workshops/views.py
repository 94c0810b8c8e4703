"""The programme of the week, and who comes to each session."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from ceis import drafts
from ceis.access import Permission, requires
from ceis.civil_time import today
from ceis.facts import RuleViolation
from workshops.actions import keep_sheet
from workshops.forms import AttendanceForm
from workshops.models import Session
from workshops.week import Week

REFUSED = 422


def known_sessions(request: HttpRequest):
    return Session.objects.known_to(request.user).standing().for_list().with_counts()


@requires(Permission.SEE_WORKSHOPS)
@require_GET
def programme(request: HttpRequest) -> HttpResponse:
    week = Week.read(request.GET.get("semaine", ""), today())
    sessions = known_sessions(request).during(week.period).in_order()
    by_day = {day: list(rows) for day, rows in groupby(sessions, key=lambda session: session.date)}
    days = [(day, by_day.get(day, [])) for day in week.days if day.weekday() < 5 or day in by_day]
    context = {"week": week, "this_week": Week.of(today()), "days": days, "today": today(), "any": bool(by_day)}
    return render(request, "workshops/programme.html", context)


def session_page(request: HttpRequest, session: Session, form: AttendanceForm | None = None) -> HttpResponse:
    """The page shows names to those who may read them, and the sheet to those who may fill it in."""
    names_open = session.names_open_to(request.user)
    attendances = list(session.attendances.standing().for_list()) if names_open else []
    if form is None and session.may_be_marked_by(request.user) and session.date <= today():
        kept = drafts.restore(request.user, AttendanceForm.name, session.pk)
        form = AttendanceForm(user=request.user, session=session, attendances=attendances, initial=kept)
    context = {"session": session, "attendances": attendances, "names_open": names_open, "form": form}
    return render(request, "workshops/session.html", context, status=REFUSED if form and form.is_bound else 200)


@requires(Permission.SEE_WORKSHOPS)
@require_GET
def session(request: HttpRequest, pk: UUID) -> HttpResponse:
    return session_page(request, get_object_or_404(known_sessions(request), pk=pk))


@requires(Permission.FOLLOW_PEOPLE)
@require_POST
def attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(known_sessions(request), pk=pk)
    if not session.may_be_marked_by(request.user):
        raise PermissionDenied
    rows = list(session.attendances.standing().for_list())
    form = AttendanceForm(request.POST, user=request.user, session=session, attendances=rows)
    if form.is_valid():
        try:
            keep_sheet(by=request.user, session=session, **form.sheet)
        except RuleViolation as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            drafts.discard(request.user, form.name, session.pk)
            messages.success(request, "Les présences sont enregistrées.")
            return redirect("workshops:session", pk=session.pk)
    return session_page(request, session, form)

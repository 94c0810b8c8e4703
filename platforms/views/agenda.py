"""The agenda of the place: a day, or the week of somebody."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ceis.access import Permission, requires
from ceis.places.models import Room
from platforms.agenda import by_day, by_room, by_worker, figures, lines_of, monday_of, narrowed
from platforms.forms import AgendaFilter


@requires(Permission.SEE_PLANNING)
@require_GET
def agenda(request: HttpRequest) -> HttpResponse:
    form = AgendaFilter(request.GET, user=request.user)
    rooms = Room.objects.select_related("site")
    if not request.user.may(Permission.FIND_PEOPLE):
        return render(request, "platforms/agenda_figures.html", steps(form, 1) | figures(request.user, form.day, rooms))
    week = form.value("vue") == "semaine"
    start = monday_of(form.day) if week else form.day
    lines = lines_of(request.user, start, start + timedelta(days=6 if week else 0))
    lines = narrowed(lines, form.value("avec"), form.value("salle"), form.value("plateforme"))
    if week:
        columns = by_day(lines, start)
    else:
        columns = by_room(lines, rooms, start) if form.value("par") == "salle" else by_worker(lines, start)
    context = steps(form, 7 if week else 1) | {"columns": columns, "week": week, "total": len(lines)}
    context |= {"by_room": form.value("par") == "salle" and not week}
    return render(request, "platforms/agenda.html", context)


def steps(form: AgendaFilter, days: int) -> dict:
    """What every agenda shows: its day, and the one before and after, with the same filters."""
    step = timedelta(days=days)
    return {
        "form": form,
        "day": monday_of(form.day) if days > 1 else form.day,
        "before": form.day - step,
        "after": form.day + step,
        "asked_worker": form.value("avec"),
    }

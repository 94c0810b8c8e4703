"""« Ma journée »."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from ceis.access import Permission, requires
from ceis.civil_time import today
from platforms.actions import finish_task
from platforms.day import appointments_of, work_of
from platforms.day_parts import panels
from platforms.models import Task


@requires(Permission.FOLLOW_PEOPLE)
@require_GET
def day(request: HttpRequest) -> HttpResponse:
    context = {"today": today(), "panels": panels(request.user)}
    context |= appointments_of(request.user) | work_of(request.user)
    return render(request, "platforms/day.html", context)


@requires(Permission.FOLLOW_PEOPLE)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """The part of the day that changes by itself: who arrived."""
    return render(request, "platforms/day_appointments.html", appointments_of(request.user))


@requires(Permission.FOLLOW_PEOPLE)
@require_POST
def done(request: HttpRequest, pk) -> HttpResponse:
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=pk)
    finish_task(by=request.user, task=task)
    return redirect("platforms:day")

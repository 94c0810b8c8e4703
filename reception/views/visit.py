"""One visit of today: what for, who saw them, where to, the services given; or taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from ceis import drafts
from ceis.access import Permission, requires
from ceis.civil_time import today
from reception.actions import cancel_visit, correct_visit
from reception.counted_services import counters
from reception.forms import CancelForm, CorrectionForm
from reception.models import Visit
from reception.views.desk import REFUSED, accepted, done


@requires(Permission.USE_DESK)
@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What for, who saw them and where to, corrected on the day itself."""
    visit = get_object_or_404(Visit.objects.open_at_desk(request.user).for_author(request.user), pk=pk)
    initial = CorrectionForm.present(visit, request.user)
    initial |= drafts.restore(request.user, CorrectionForm.name, visit.pk)
    form = CorrectionForm(request.POST or None, user=request.user, visit=visit, initial=initial)
    if form.is_valid():
        saved = accepted(form, lambda: correct_visit(by=request.user, visit=visit, **form.corrected))
        if saved:
            return done(request, form, saved, about=visit.pk)
    cancelling = CancelForm(user=request.user, visit=visit)
    return visit_page(request, visit, form, cancelling)


def visit_page(request: HttpRequest, visit: Visit, form: CorrectionForm, cancelling: CancelForm) -> HttpResponse:
    context = {"visit": visit, "form": form, "cancelling": cancelling, "counters": counters(request.user, visit)}
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
    form = CorrectionForm(user=request.user, visit=visit, initial=CorrectionForm.present(visit, request.user))
    return visit_page(request, visit, form, cancelling)

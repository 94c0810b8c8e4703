"""What stands in a person's way."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from beneficiaries.models import Beneficiary, Obstacle
from beneficiaries.obstacle_actions import bring_to, notice, withdraw_obstacle
from beneficiaries.obstacle_forms import ObstacleForm, StepForm
from beneficiaries.obstacle_lines import lines_of
from ceis import drafts
from ceis.access import Permission, requires
from ceis.facts import RuleViolation

SAID = {"treated": "C’est noté : en cours.", "lifted": "Frein levé.", "noticed": "C’est noté : de nouveau ouvert."}


@requires(Permission.FOLLOW_PEOPLE)
@require_http_methods(["GET", "POST"])
def obstacles(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every obstacle of someone, with its days; note new ones."""
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    data = request.POST if request.method == "POST" else None
    initial = {} if data else drafts.restore(request.user, ObstacleForm.name, pk)
    form = ObstacleForm(data, user=request.user, person=person, back=request.path, initial=initial)
    if data is not None and form.is_valid():
        typed = form.cleaned_data
        written = notice(
            by=request.user, beneficiary=person, platform=typed["platform"], terms=typed["terms"], form=typed["id"],
            day=typed["day"],
        )  # fmt: skip
        drafts.discard(request.user, ObstacleForm.name, pk)
        messages.success(request, "C’est noté." if written else "C’était déjà noté.")
        return redirect("beneficiaries:detail", pk)
    context = {"person": person, "form": form, "lines": lines_of(request.user, person)}
    context |= {"back": reverse("beneficiaries:detail", args=[pk])}
    return render(request, "beneficiaries/obstacles.html", context, status=422 if data is not None else 200)


@requires(Permission.FOLLOW_PEOPLE)
@require_POST
def step(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """One press: being treated, lifted, or not one after all."""
    get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    rows = Obstacle.objects.visible_to(request.user).standing().of_person(pk)
    obstacle = get_object_or_404(rows, pk=row)
    form = StepForm(request.POST)
    where = "obstacles" if request.POST.get("retour") == "freins" else "detail"
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect(f"beneficiaries:{where}", pk)
    state = form.cleaned_data["state"]
    try:
        if state == StepForm.WITHDRAWN:
            withdraw_obstacle(by=request.user, obstacle=obstacle)
        else:
            bring_to(by=request.user, obstacle=obstacle, state=state, day=form.cleaned_data["day"])
    except RuleViolation as violation:
        messages.error(request, violation.message)
    else:
        messages.success(request, SAID.get(state, "Ce frein est retiré."))
    return redirect(f"beneficiaries:{where}", pk)

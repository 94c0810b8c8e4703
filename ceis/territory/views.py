"""« Quartiers et QPV », under the settings of the place."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ceis.access import Permission, requires
from ceis.facts import RuleViolation
from ceis.territory.actions import give_file, take_file
from ceis.territory.changes import changes
from ceis.territory.forms import GiveForm, TakeForm
from ceis.territory.models import Zone, ZoneFile
from ceis.territory.models.zone_file import list_name


@requires(Permission.MANAGE_PLACE)
@require_http_methods(["GET", "POST"])
def zones(request: HttpRequest) -> HttpResponse:
    """The lists that are there, and the form that gives another file."""
    if request.method == "GET":
        return _lists(request, GiveForm(user=request.user))
    form = GiveForm(request.POST, request.FILES, user=request.user)
    if form.is_valid():
        try:
            return redirect("territory:check", give_file(by=request.user, **form.given()).pk)
        except RuleViolation as refusal:
            form.add_error(refusal.field, refusal.message)
    return _lists(request, form, status=422)


def _lists(request: HttpRequest, form: GiveForm, status: int = 200) -> HttpResponse:
    files = {(f.kind, f.generation): f for f in ZoneFile.objects.latest_of_each_list().without_zones()}
    lists = [
        {"name": list_name(kind, generation), "count": count, "file": files.get((kind, generation))}
        for kind, generation, count in Zone.objects.counted()
    ]
    return render(request, "territory/zones.html", {"lists": lists, "form": form}, status=status)


@requires(Permission.MANAGE_PLACE)
@require_GET
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a file holds and would change; once taken, what it changed."""
    zone_file = get_object_or_404(ZoneFile, pk=pk)
    kept = {zone.code: zone for zone in Zone.objects.of_list(zone_file.kind, zone_file.generation).order_by("code")}
    found = changes(kept.values(), zone_file.zones)
    state = dict.fromkeys(found.new, "nouvelle") | dict.fromkeys(found.redrawn, "modifiée")
    page = {
        "zone_file": zone_file,
        "found": found,
        "read": [zone | {"state": state.get(zone["code"], "inchangée")} for zone in zone_file.zones],
        "gone": [kept[code] for code in found.gone],
        "form": TakeForm(user=request.user, zone_file=zone_file, gone=bool(found.gone)),
    }
    return render(request, "territory/check.html", page)


@requires(Permission.MANAGE_PLACE)
@require_POST
def take(request: HttpRequest, pk: UUID) -> HttpResponse:
    zone_file = get_object_or_404(ZoneFile, pk=pk)
    form = TakeForm(request.POST, user=request.user, zone_file=zone_file, gone=True)
    if form.is_valid():
        taken = take_file(by=request.user, zone_file=zone_file, remove_gone=form.cleaned_data["remove_gone"])
        said = f"{taken.list_name}\u00a0: {taken.outcome}. Les adresses se situent à nouveau d’ici quelques minutes."
        messages.success(request, said)
    return redirect("territory:zones")

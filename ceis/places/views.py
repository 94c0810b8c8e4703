"""« Réglages », « Le lieu »: sites, rooms, computers and what else can be taken."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from ceis import drafts
from ceis.access import Permission, requires
from ceis.places.actions import keep_part
from ceis.places.forms import EquipmentForm, RoomForm, SiteForm
from ceis.places.models import Equipment, Occupation, Room, Site

REFUSED = 422


@requires(Permission.MANAGE_PLACE)
@require_GET
def place(request: HttpRequest) -> HttpResponse:
    context = {
        "sites": Site.objects.in_order(),
        "rooms": Room.objects.select_related("site").in_order(),
        "equipment": Equipment.objects.in_order(),
    }
    return render(request, "places/place.html", context)


@requires(Permission.MANAGE_PLACE)
@require_http_methods(["GET", "POST"])
def site(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    return part(request, SiteForm, pk, "Nouveau site")


@requires(Permission.MANAGE_PLACE)
@require_http_methods(["GET", "POST"])
def room(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    return part(request, RoomForm, pk, "Nouvelle salle")


@requires(Permission.MANAGE_PLACE)
@require_http_methods(["GET", "POST"])
def equipment(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    return part(request, EquipmentForm, pk, "Nouveau matériel")


def part(request: HttpRequest, kind: type[forms.ModelForm], pk: UUID | None, title: str) -> HttpResponse:
    """One page for whatever the place is made of: added without ``pk``, changed with it."""
    model: type[Model] = kind._meta.model
    kept = get_object_or_404(model, pk=pk) if pk else None
    name = (f"place-{model._meta.model_name}", pk or "new")
    initial = drafts.restore(request.user, *name) | {"draft": drafts.token(request.user, *name, back=request.path)}
    form = kind(request.POST or None, instance=kept, initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = keep_part(by=request.user, part=form.instance, id=form.cleaned_data["id"])
        drafts.discard(request.user, *name)
        messages.success(request, f"{saved} : c’est enregistré.")
        return redirect("places:place")
    ahead = Occupation.objects.of([pk]).ahead().count() if pk else 0
    context = {"form": form, "title": str(model.objects.get(pk=pk)) if pk else title, "ahead": ahead}
    return render(request, "places/part.html", context, status=REFUSED if request.method == "POST" else 200)

"""Forms of the map of zones: give a file, confirm what it changes."""

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.urls import reverse

from ceis import drafts
from ceis.accounts.models import User
from ceis.territory.generations import GENERATIONS
from ceis.territory.models import Zone, ZoneFile
from ceis.territory.models.zone_file import list_name
from ceis.territory.reading import LARGEST

LISTS = [(Zone.Kind.QPV, known.year) for known in reversed(GENERATIONS)]
LISTS += [(Zone.Kind.NEIGHBOURHOOD, 0), (Zone.Kind.COMMUNE, 0)]


class GiveForm(forms.Form):
    """A GeoJSON, and which list it is."""

    name = "territory.give"
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    which = forms.ChoiceField(
        label="Ce fichier contient",
        choices=[(f"{kind}-{year}", list_name(kind, year).capitalize()) for kind, year in LISTS],
    )
    file = forms.FileField(
        label="Fichier GeoJSON",
        max_length=200,
        help_text="En degrés (WGS84). Rien n’est changé avant que vous ayez vérifié.",
        widget=forms.ClearableFileInput(attrs={"accept": ".geojson,.json,application/geo+json,application/json"}),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        path = reverse("territory:zones")
        self.fields["draft"].initial = drafts.token(user, self.name, back=path)
        self.helper = FormHelper()
        self.helper.form_action = path
        self.helper.layout = Layout(
            "id", "draft", "which", "file", HTML('<button class="btn btn-primary" type="submit">Vérifier</button>')
        )

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > LARGEST:
            raise forms.ValidationError(
                f"Ce fichier dépasse {LARGEST // 1_000_000}\u00a0Mo. Prenez celui de votre département."
            )
        return self.cleaned_data["file"]

    def clean(self) -> dict[str, Any]:
        if "id" in self.errors:
            raise forms.ValidationError("Cette page était incomplète\u00a0: rechargez-la, puis choisissez le fichier.")
        return self.cleaned_data

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        kind, year = self.cleaned_data["which"].split("-")
        file = self.cleaned_data["file"]
        return {
            "id": self.cleaned_data["id"],
            "kind": kind,
            "generation": int(year),
            "file_name": file.name,
            "content": file.read(),
        }


class TakeForm(forms.Form):
    """Take the file, and say what becomes of the zones it no longer has."""

    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    remove_gone = forms.BooleanField(label="Retirer de la liste les zones absentes du fichier", required=False)

    def __init__(self, *args, user: User, zone_file: ZoneFile, gone: bool, **kwargs):
        super().__init__(*args, **kwargs)
        back = reverse("territory:check", args=[zone_file.pk])
        self.fields["draft"].initial = drafts.token(user, "territory.take", zone_file.pk, back=back)
        self.helper = FormHelper()
        self.helper.form_action = reverse("territory:take", args=[zone_file.pk])
        self.helper.layout = Layout("draft", *(["remove_gone"] if gone else []), HTML(TAKE_BUTTONS))


TAKE_BUTTONS = '{% include "territory/take_buttons.html" %}'

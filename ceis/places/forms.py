"""Forms of the place itself. What is used is closed from a day on, never deleted: its past stays readable."""

import uuid

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms

from ceis.places.models import Equipment, Room, Site

MOST = 1000


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


def dress(form: forms.ModelForm, *fields) -> None:
    """Give ``form`` the id of what it makes, the name of its draft, its layout and its one button."""
    form.fields["id"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    form.fields["draft"] = forms.CharField(widget=forms.HiddenInput, required=False)
    form.helper = FormHelper()
    form.helper.attrs = {"novalidate": ""}
    button = StrictButton("Enregistrer", type="submit", css_class="btn-primary")
    form.helper.layout = Layout("id", "draft", *fields, Div(button, css_class="buttons"))


class SiteForm(forms.ModelForm):
    class Meta:
        model = Site
        fields = ["name", "address", "capacity", "outside", "closed_on"]
        widgets = {"closed_on": DateInput()}
        help_texts = {
            "capacity": "Combien de personnes accueillies au plus ; l’alerte s’allume au-delà.",
            "outside": "Un endroit où l’équipe va : il n’entre pas dans « Dans la maison ».",
            "closed_on": "Vide tant qu’il sert. Ensuite ses salles ne se proposent plus nulle part.",
        }
        error_messages = {"name": {"unique": "Un site porte déjà ce nom."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["capacity"].max_value = MOST
        dress(self, "name", "address", "capacity", "outside", "closed_on")


class RoomForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = ["site", "name", "kind", "capacity", "position", "closed_on"]
        widgets = {"closed_on": DateInput()}
        help_texts = {
            "position": "Les salles se proposent dans cet ordre, de 0 à 99.",
            "closed_on": "Vide tant qu’elle sert. Ensuite elle ne se propose plus ; ce qui y est déjà pris y reste.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].empty_label = "Choisir un site"
        dress(
            self, "site", Div("name", "kind", css_class="grid even"),
            Div("capacity", "position", css_class="grid even"), "closed_on",
        )  # fmt: skip


class EquipmentForm(forms.ModelForm):
    class Meta:
        model = Equipment
        fields = ["site", "room", "name", "kind", "position", "closed_on"]
        widgets = {"closed_on": DateInput()}
        help_texts = {
            "room": "Un ordinateur d’un espace libre accès se tient depuis la page « Postes ».",
            "position": "Son rang sur les pages, de 0 à 99 ; le premier poste répond à la touche 1.",
            "closed_on": "Vide tant qu’il sert. Ensuite il ne se propose plus.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].empty_label = "Choisir un site"
        self.fields["room"].empty_label = "Aucune : il se déplace"
        self.fields["room"].queryset = Room.objects.select_related("site").in_order()
        dress(
            self, Div("name", "kind", css_class="grid even"), Div("site", "room", css_class="grid even"), "position",
            "closed_on",
        )  # fmt: skip

    def clean(self) -> dict:
        data = super().clean()
        room, site = data.get("room"), data.get("site")
        if room and site and room.site_id != site.pk:
            self.add_error("room", f"Cette salle n’est pas sur le site {site}.")
        return data

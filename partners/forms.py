"""Forms of the permanences: the rule, a date it is not held."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.urls import reverse

from ceis import drafts
from ceis.civil_time import today
from ceis.places.models import Room
from ceis.platform import Sensitivity
from partners.models import Partner, Permanence
from partners.models.permanence import WEEKDAYS

SECRET = Sensitivity.SECRET
HINTS = {
    Sensitivity.ORDINARY: "Ordinaire : toute l’équipe voit le partenaire et le thème.",
    Sensitivity.RESERVED: "Réservée : le partenaire et le thème sont vus, qui est venu n’est lu que le jour même.",
    Sensitivity.SECRET: "Secrète (violences, santé…) : l’accueil ne voit que l’heure, la salle et « rendez-vous ».",
}


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class PermanenceForm(forms.ModelForm):
    """The rule of a permanence: who, what about, where, which days."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label="Jours", choices=list(enumerate(WEEKDAYS)), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins un jour de la semaine."},
    )  # fmt: skip
    sensitivity = forms.ChoiceField(
        label="Qui peut savoir", choices=list(HINTS.items()), widget=forms.RadioSelect, initial=Sensitivity.ORDINARY
    )

    name = "permanence"

    class Meta:
        model = Permanence
        fields = [
            "partner", "title", "room", "weekdays", "rhythm", "starts_at", "ends_at", "starts_on", "ends_on",
            "sensitivity",
        ]  # fmt: skip
        widgets = {
            "starts_on": DateInput(), "ends_on": DateInput(), "rhythm": forms.RadioSelect,
            "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }  # fmt: skip
        help_texts = {"title": "Comme on le dit au public : « Point relais CAF ».", "ends_on": "Vide : sans fin."}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        known = self.instance if not self.instance._state.adding else None
        about = known.pk if known else ""
        back = reverse("partners:permanence", args=[about]) if known else reverse("partners:new_permanence")
        self.fields["draft"].initial = drafts.token(user, self.name, about, back=back)
        self.fields["partner"].queryset = Partner.objects.order_by("name")
        self.fields["partner"].empty_label = "Choisir un partenaire"
        self.fields["room"].queryset = Room.objects.select_related("site").order_by("site", "position", "name")
        self.fields["room"].empty_label = "Pas de salle fixe"
        self.fields["starts_on"].initial = self.fields["starts_on"].initial or today
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            "id", "draft", Div("partner", "title", css_class="two-columns"), Field("weekdays"), "rhythm",
            Div("starts_at", "ends_at", "room", css_class="two-columns"),
            Div("starts_on", "ends_on", css_class="two-columns"), "sensitivity",
            HTML('{% include "partners/permanence_buttons.html" %}'),
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if self.instance._state.adding:
            self.instance.pk = cleaned.get("id", self.instance.pk)
        partner = cleaned.get("partner")
        if partner and partner.sensitivity == SECRET and cleaned.get("sensitivity") not in (None, SECRET):
            self.add_error("sensitivity", "Ce partenaire est secret : sa permanence l’est aussi.")
        return cleaned


class DateOffForm(forms.Form):
    """A date on which the permanence is not held."""

    day = forms.DateField(
        label="Pas de permanence le", widget=DateInput(), error_messages={"required": "Dites quel jour."}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True
        self.helper.layout = Layout(
            "day", HTML('<button class="btn btn-outline-primary" type="submit">Annuler cette date</button>')
        )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < today():
            raise forms.ValidationError("Cette date est passée.")
        return day

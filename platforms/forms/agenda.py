from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.http import QueryDict

from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.models import Platform
from ceis.places.models import Room
from platforms.team import everyone, members

FIRST_YEAR, LAST_YEAR = 2018, 2100


class AgendaFilter(forms.Form):
    """What the agenda is narrowed to; what is not understood is ignored."""

    jour = forms.DateField(
        label="Jour", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    avec = forms.ModelChoiceField(
        label="Avec", queryset=User.objects.none(), required=False, empty_label="Toute l’équipe"
    )
    salle = forms.ModelChoiceField(
        label="Salle", queryset=Room.objects.offered().in_order(), required=False,
        empty_label="Toutes les salles",
    )  # fmt: skip
    plateforme = forms.ModelChoiceField(
        label="Plateforme", queryset=Platform.objects.none(), required=False, empty_label="Toutes",
        to_field_name="slug",
    )  # fmt: skip
    vue = forms.ChoiceField(choices=[("", ""), ("semaine", "La semaine")], required=False, widget=forms.HiddenInput)
    par = forms.ChoiceField(choices=[("", ""), ("salle", "Salle")], required=False, widget=forms.HiddenInput)

    narrowing = ("avec", "salle", "plateforme")

    def __init__(self, data: QueryDict, *, user: User):
        super().__init__(data)
        known = list(Platform.objects.known_to(user))
        self.team = everyone(members(known))
        self.fields["avec"].queryset = User.objects.filter(pk__in=[one.pk for one in self.team])
        self.fields["plateforme"].queryset = Platform.objects.known_to(user)
        self.helper = FormHelper()
        self.helper.form_method, self.helper.disable_csrf = "get", True
        self.helper.layout = Layout(
            "vue", "par",
            Div(*(Field(name, wrapper_class="filter") for name in ("jour", *self.narrowing)), css_class="filters"),
            HTML('<button class="btn btn-outline-primary" type="submit">Afficher</button>'),
        )  # fmt: skip

    @property
    def narrows(self) -> bool:
        return any(self.value(name) for name in self.narrowing)

    def value(self, name: str):
        """Return what was asked for, or None when it was not or was not understood."""
        self.is_valid()
        return self.cleaned_data.get(name) or None

    @property
    def day(self) -> date:
        day = self.value("jour")
        return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else today()

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms

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
        label="Salle", queryset=Room.objects.order_by("site", "position", "name"), required=False,
        empty_label="Toutes les salles",
    )  # fmt: skip
    plateforme = forms.ModelChoiceField(
        label="Plateforme", queryset=Platform.objects.none(), required=False, empty_label="Toutes",
        to_field_name="slug",
    )  # fmt: skip
    vue = forms.ChoiceField(label="Vue", choices=[("", "Le jour"), ("semaine", "La semaine")], required=False)
    par = forms.ChoiceField(label="Ranger par", choices=[("", "Professionnel"), ("salle", "Salle")], required=False)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        known = list(Platform.objects.known_to(user))
        self.team = everyone(members(known))
        self.fields["avec"].queryset = User.objects.filter(pk__in=[one.pk for one in self.team])
        self.fields["plateforme"].queryset = Platform.objects.known_to(user)
        self.helper = FormHelper()
        self.helper.form_method, self.helper.disable_csrf = "get", True
        self.helper.form_class = "no-print"
        self.helper.layout = Layout(
            Div(
                *(Field(name, wrapper_class="filter") for name in self.fields),
                HTML('<div class="mb-3"><button class="btn btn-outline-primary" type="submit">Afficher</button></div>'),
                css_class="filters",
            )
        )

    def value(self, name: str):
        """Return what was asked for, or None when it was not or was not understood."""
        self.is_valid()
        return self.cleaned_data.get(name) or None

    @property
    def day(self) -> date:
        day = self.value("jour")
        return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else today()

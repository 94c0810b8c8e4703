from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms

from beneficiaries.models import Beneficiary, Obstacle
from beneficiaries.situation_forms import A_DATE, EARLIEST, say_hidden_platform
from beneficiaries.terms import OBSTACLE
from ceis import drafts
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.layout import DRAFT_LINE, Chips, save_button
from ceis.models import Platform
from ceis.terms.models import Term


class ObstacleForm(forms.Form):
    """Note one or several obstacles: today by default, for one's own platform."""

    name = "beneficiaries.obstacles"
    id = forms.UUIDField(widget=forms.HiddenInput)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    terms = forms.ModelMultipleChoiceField(
        label="Ce qui l’empêche d’avancer", queryset=Term.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choisissez au moins un frein.", "invalid_choice": "Ce frein n’est pas dans la liste.",
            "invalid_pk_value": "Ce frein n’est pas dans la liste.",
        },
    )  # fmt: skip
    platform = forms.ModelChoiceField(
        label="Au nom de la plateforme", queryset=Platform.objects.none(), empty_label=None, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une plateforme."},
    )  # fmt: skip
    day = forms.DateField(
        label="Vu le", initial=today, widget=A_DATE["widget"], error_messages={"required": "Dites quand il a été vu."}
    )

    def __init__(self, *args, user: User, person: Beneficiary, back: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = uuid4
        self.fields["draft"].initial = drafts.token(user, self.name, person.pk, back=back)
        self.fields["terms"].queryset = Term.objects.of(OBSTACLE).offered_to(user).order_by("position", "label", "pk")
        self.fields["platform"].queryset = Platform.objects.filter(pk__in=user.platform_ids)
        self.fields["platform"].initial = user.platform_ids[0]
        one = len(user.platform_ids) == 1
        if one:
            self.fields["platform"].widget = forms.HiddenInput()
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            "id", "draft", Chips("terms"), "platform" if one else Chips("platform"),
            Div("day", css_class="beside"), HTML('{% include "beneficiaries/situation_readers.html" %}'),
            Div(save_button("Noter", "S"), css_class="buttons"), DRAFT_LINE,
        )  # fmt: skip

    def clean(self) -> dict:
        data = super().clean()
        say_hidden_platform(self)
        return data

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > today():
            raise forms.ValidationError("Un frein se note quand il a été vu.")
        if day.year < today().year - EARLIEST:
            raise forms.ValidationError("Vérifiez l’année.")
        return day


class StepForm(forms.Form):
    """What becomes of an obstacle: treated, lifted, or noted by mistake."""

    WITHDRAWN = "withdrawn"
    STATES = [*Obstacle.State.choices, (WITHDRAWN, "noté par erreur")]

    state = forms.ChoiceField(
        choices=STATES,
        error_messages={"required": "Dites ce qui a changé.", "invalid_choice": "Dites ce qui a changé."},
    )
    day = forms.DateField(required=False)

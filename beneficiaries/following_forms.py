"""Forms of who follows someone, and of the protection of their contact."""

import uuid
from datetime import date, timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.urls import reverse

from beneficiaries.models import Beneficiary, Referent
from ceis import drafts
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.models import Platform

FARTHEST = timedelta(days=366)
OLDEST = date(2000, 1, 1)


def day_field(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, initial=today, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choisissez un jour.", "invalid": "Ce jour n’existe pas dans le calendrier."},
    )  # fmt: skip


def possible(day: date) -> date:
    if not OLDEST <= day <= today() + FARTHEST:
        raise forms.ValidationError("Choisissez un jour depuis 2000, et pas plus loin que dans un an.")
    return day


class ReferentForm(forms.Form):
    """Name who follows a person, on one's own platforms."""

    name = "beneficiaries.referent"
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    platform = forms.ModelChoiceField(
        label="Plateforme", queryset=Platform.objects.none(), empty_label=None,
        error_messages={"invalid_choice": "Un référent se nomme sur sa propre plateforme."},
    )  # fmt: skip
    user = forms.ModelChoiceField(
        label="Référent·e", queryset=User.objects.none(), empty_label="Choisir…",
        error_messages={
            "required": "Choisissez qui suit cette personne.",
            "invalid_choice": "Ce professionnel ne suit pas de personnes sur votre plateforme.",
        },
    )  # fmt: skip
    starts_on = day_field("Depuis le")

    def __init__(self, *args, user: User, person: Beneficiary, **kwargs):
        super().__init__(*args, **kwargs)
        path = reverse("beneficiaries:referents", args=[person.pk])
        self.fields["draft"].initial = drafts.token(user, self.name, person.pk, back=path)
        self.fields["platform"].queryset = Platform.objects.filter(pk__in=user.platform_ids)
        self.fields["user"].queryset = User.objects.following_on(user.platform_ids).order_by("sort_name", "pk")
        if len(user.platform_ids) == 1:
            self.fields["platform"].widget = forms.HiddenInput()
            self.fields["platform"].initial = user.platform_ids[0]
        self.helper = FormHelper()
        self.helper.form_action = path
        fields = Div("user", "starts_on", css_class="grid even fields")
        self.helper.layout = Layout("id", "draft", "platform", fields, HTML(NAME_BUTTONS))

    def clean_starts_on(self) -> date:
        return possible(self.cleaned_data["starts_on"])


class EndForm(forms.Form):
    """The last day on which someone follows a person."""

    last_day = day_field("Dernier jour")

    def __init__(self, *args, referent: Referent, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = reverse("beneficiaries:referent", args=[referent.beneficiary_id, referent.pk])
        self.helper.layout = Layout("last_day", HTML(END_BUTTONS))

    def clean_last_day(self) -> date:
        return possible(self.cleaned_data["last_day"])


class LiftForm(forms.Form):
    """Why the contact of someone is no longer protected."""

    name = "beneficiaries.lift"
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="Pourquoi ne plus les protéger ?", max_length=200,
        error_messages={"required": "Dites pourquoi ces coordonnées ne sont plus protégées."},
    )  # fmt: skip

    def __init__(self, *args, user: User, person: Beneficiary, **kwargs):
        super().__init__(*args, **kwargs)
        path = reverse("beneficiaries:protection", args=[person.pk])
        self.fields["draft"].initial = drafts.token(user, self.name, person.pk, back=path)
        self.helper = FormHelper()
        self.helper.form_action = path
        self.helper.layout = Layout("draft", "reason", HTML(LIFT_BUTTONS))


NAME_BUTTONS = '<div class="buttons"><button class="btn btn-primary" type="submit">Nommer</button></div>'
END_BUTTONS = '{% include "beneficiaries/end_buttons.html" %}'
LIFT_BUTTONS = (
    '<div class="buttons"><button class="btn btn-outline-danger" type="submit" name="lever" value="1">'
    "Rendre les coordonnées visibles à toute l’équipe</button></div>"
)

"""Somebody is there: the form of the desk, and the button of who was expected."""

from uuid import UUID

from crispy_forms.layout import HTML, Div
from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.models import Beneficiary
from platforms.models import Appointment
from reception.forms.details import VisitDetails
from reception.forms.purposes import Purposes

ANONYMOUS, GROUP = "anonyme", "groupe"
OTHERS = '{% include "reception/others.html" %}'
# Without JavaScript, Enter in a field presses the first button of the form: it must choose nobody.
NOBODY = '<button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true">Enregistrer</button>'


class VisitForm(VisitDetails):
    """Someone is there: the button that was pressed says who."""

    who = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)
    headcount = forms.IntegerField(
        label="Combien de personnes ?",
        required=False,
        min_value=1,
        max_value=200,
        error_messages={
            "min_value": "Un groupe compte de 1 à 200 personnes.",
            "max_value": "Un groupe compte de 1 à 200 personnes.",
            "invalid": "Écrivez le nombre de personnes en chiffres.",
        },
    )

    came_for = forms.ChoiceField(label="Vient voir", required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.purposes = Purposes(self.doors)
        self.fields["came_for"].choices = self.purposes.choices

    def parts(self) -> list:
        came_for = Div("came_for", css_class="came-for")
        people = HTML('{% include "reception/people.html" %}')
        return [HTML(NOBODY), people, HTML(OTHERS), came_for, *super().parts()]

    def clean_who(self) -> str | Beneficiary:
        who = self.cleaned_data["who"]
        if who in (ANONYMOUS, GROUP):
            return who
        try:
            return Beneficiary.objects.visible_to(self.user).get(pk=UUID(who))
        except (ValueError, Beneficiary.DoesNotExist):
            raise ValidationError("Choisissez qui est là : une personne, « Sans nom » ou « Groupe ».") from None

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("who") == GROUP and not cleaned.get("headcount") and "headcount" not in self.errors:
            self.add_error("headcount", "Dites combien de personnes compte le groupe.")
        return cleaned

    @property
    def visit(self) -> dict:
        """What `register_visit` takes."""
        who = self.cleaned_data["who"]
        return {
            "sent_to": self.sent_to,
            "id": self.cleaned_data["id"],
            "reasons": self.cleaned_data["reasons"],
            "came_for": self.purposes.found(self.cleaned_data["came_for"]),
            "beneficiary": None if who in (ANONYMOUS, GROUP) else who,
            "headcount": self.cleaned_data["headcount"] if who == GROUP else 1,
        }


class ArrivalForm(forms.Form):
    """One button: this person, for this appointment, is there."""

    id = forms.UUIDField()
    person = forms.ModelChoiceField(queryset=Beneficiary.objects.none())

    name = "arrival"

    def __init__(self, *args, user, appointment: Appointment, **kwargs):
        super().__init__(*args, **kwargs)
        people = Beneficiary.objects.visible_to(user)
        self.fields["person"].queryset = people.filter(appointments=appointment)

"""Forms of the desk: someone is there, is new, was written wrongly, was expected."""

from datetime import date
from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from beneficiaries import phone
from beneficiaries.birth import read_birth
from beneficiaries.forms import not_kept_here
from beneficiaries.models import Beneficiary
from ceis import drafts
from ceis.text import name_words
from platforms.models import Appointment
from reception.actions import newcomer_id
from reception.models import Visit
from reception.visit_details import NOWHERE, PARTNER, VisitDetails

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

    def parts(self) -> list:
        return [HTML(NOBODY), HTML('{% include "reception/people.html" %}'), HTML(OTHERS), *super().parts()]

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
        return self.sent_to | {
            "id": self.cleaned_data["id"],
            "reason": self.cleaned_data["reason"],
            "beneficiary": None if who in (ANONYMOUS, GROUP) else who,
            "headcount": self.cleaned_data["headcount"] if who == GROUP else 1,
        }


class NewcomerForm(VisitDetails):
    """A person who is not in the file yet, and their first visit."""

    last_name = forms.CharField(label="Nom d’usage", max_length=80)
    first_name = forms.CharField(label="Prénom", max_length=80)
    birth = forms.CharField(
        label="Date ou année de naissance", max_length=40, required=False, help_text="12/03/1984, ou seulement 1984."
    )
    phone = forms.CharField(label="Téléphone", max_length=30, required=False)
    # The names whose look-alikes were shown, and were none of them.
    other = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    name = "newcomer"

    def action(self) -> str:
        return reverse("reception:newcomer")

    def parts(self) -> list:
        identity = ("last_name", "first_name", "birth", "phone")
        return [
            Div(*(Field(name, autocomplete="off") for name in identity), css_class="two-columns"),
            HTML('{% include "reception/look_alikes.html" %}'),
            *super().parts(),
            HTML('{% include "reception/newcomer_buttons.html" %}'),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first_empty = next((name for name in ("last_name", "first_name") if not self[name].value()), "last_name")
        self.fields[first_empty].widget.attrs["autofocus"] = True

    def clean_birth(self) -> tuple[date | None, int | None]:
        try:
            return read_birth(self.cleaned_data["birth"])
        except ValueError as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        number = phone.e164(typed) if typed else ""
        if number is None:
            raise ValidationError("Ce numéro n’est pas complet : 06 12 34 56 78, par exemple.")
        return number

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("last_name") and cleaned.get("first_name") and not self.named:
            self.add_error("last_name", "Un nom s’écrit avec des lettres.")
        for name in ("last_name", "first_name"):
            if refusal := not_kept_here(cleaned.get(name) or ""):
                self.add_error(name, refusal)
        return cleaned

    @property
    def named(self) -> str:
        """The names as they are compared, "" when nothing in them is a letter or a digit."""
        value = self["last_name"].value(), self["first_name"].value()
        return " ".join(name_words(" ".join(name or "" for name in value)))

    @property
    def identity(self) -> dict:
        """Who was typed, as the model keeps it; what is not readable yet counts as not said."""
        said = getattr(self, "cleaned_data", None) or self.initial
        birth_date, birth_year = said["birth"] if isinstance(said.get("birth"), tuple) else (None, None)
        names = {name: said.get(name) or "" for name in ("first_name", "last_name", "phone")}
        return names | {"birth_date": birth_date, "birth_year": birth_year}

    @property
    def was_sent(self) -> bool:
        """Whether this very form already opened this person's file: a double click is not a namesake."""
        id = newcomer_id(self.cleaned_data["id"], Beneficiary(**self.identity))
        return Beneficiary.objects.visible_to(self.user).already_opened(id)

    @property
    def visit(self) -> dict:
        """What `register_newcomer` takes; the person is not saved yet."""
        chosen = {"id": self.cleaned_data["id"], "reason": self.cleaned_data["reason"]}
        return self.sent_to | chosen | {"beneficiary": Beneficiary(**self.identity)}


class CorrectionForm(VisitDetails):
    """What for and where to, corrected on the day itself."""

    name = "visit-correction"

    def __init__(self, *args, visit: Visit, **kwargs):
        self.visit = visit
        super().__init__(*args, about=visit.pk, back=reverse("reception:visit", args=[visit.pk]), **kwargs)
        self.fields["id"].initial = visit.pk
        self.fields["reason"].required = True

    def action(self) -> str:
        return reverse("reception:visit", args=[self.visit.pk])

    def parts(self) -> list:
        return [*super().parts(), HTML('{% include "reception/correction_buttons.html" %}')]

    @staticmethod
    def present(visit: Visit) -> dict:
        """The visit as the form shows it. A destination its reader may not know of is shown as none."""
        sent = visit.referral
        to_partner = sent and sent.to_partner_id
        return {
            "reason": visit.reason_id,
            "destination": PARTNER if to_partner else sent.to_platform.slug if sent else NOWHERE,
            "partner": to_partner,
        }


class CancelForm(forms.Form):
    """Why a visit is taken back."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    why = forms.ChoiceField(
        label="Pourquoi l’annuler ?",
        widget=forms.RadioSelect,
        choices=[(why, why) for why in ("Ce n’était pas cette personne", "Enregistrée deux fois", "Autre erreur")],
        error_messages={"required": "Dites pourquoi cette venue est annulée."},
    )

    name = "visit-cancel"

    def __init__(self, *args, user, visit: Visit, **kwargs):
        super().__init__(*args, **kwargs)
        back = reverse("reception:visit", args=[visit.pk])
        self.fields["id"].initial = visit.pk
        self.fields["draft"].initial = drafts.token(user, self.name, visit.pk, back=back)
        self.helper = FormHelper()
        self.helper.form_action = reverse("reception:cancel", args=[visit.pk])
        self.helper.layout = Layout("id", "draft", "why", HTML('{% include "reception/cancel_buttons.html" %}'))


class ArrivalForm(forms.Form):
    """One button: this person, for this appointment, is there."""

    id = forms.UUIDField()
    person = forms.ModelChoiceField(queryset=Beneficiary.objects.none())

    name = "arrival"

    def __init__(self, *args, user, appointment: Appointment, **kwargs):
        super().__init__(*args, **kwargs)
        people = Beneficiary.objects.visible_to(user)
        self.fields["person"].queryset = people.filter(appointments=appointment)

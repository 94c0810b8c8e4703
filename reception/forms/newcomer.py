"""A person who is not in the file yet, and their first visit, in one form."""

from datetime import date

from crispy_forms.layout import HTML, Div, Field
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from beneficiaries import phone
from beneficiaries.birth import read_birth
from beneficiaries.forms import not_kept_here
from beneficiaries.models import Beneficiary
from ceis.text import name_words
from reception.actions import newcomer_id
from reception.forms.details import VisitDetails


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
        return {
            "id": self.cleaned_data["id"],
            "beneficiary": Beneficiary(**self.identity),
            "reasons": self.cleaned_data["reasons"],
            "sent_to": self.sent_to,
        }

"""Forms of a person's identity. Each carries its own layout, the id of what it makes, and the name of its draft."""

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.urls import reverse

from beneficiaries.birth import read_birth
from beneficiaries.models import Beneficiary
from beneficiaries.phone import NOT_DIALLED, as_dialled, e164
from beneficiaries.residence_fields import (
    NEIGHBOURHOODS,
    add_residence_fields,
    offer_neighbourhoods,
    refuse_move_without_address,
    residing,
)
from beneficiaries.residing import Residing
from ceis import drafts
from ceis.access import Permission

CONTACT = ["phone", "email", "address", "postcode", "city", "neighbourhood"]
NAMES = ["last_name", "first_name", "birth_name", "sex"]


class PersonForm(forms.ModelForm):
    """Who someone is and how to reach them; only name and first name are asked for."""

    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    birth = forms.CharField(
        label="Naissance", max_length=40, required=False, help_text="12/03/1984, ou seulement 1984."
    )
    phone = forms.CharField(label="Téléphone", max_length=40, required=False)

    class Meta:
        model = Beneficiary
        fields = [*NAMES, *CONTACT]
        labels = {"last_name": "Nom d’usage", "email": "Adresse électronique"}
        help_texts = {"birth_name": "S’il est différent du nom d’usage."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # « non renseigné » is a choice like the others, not a missing one.
        self.fields["sex"].choices = Beneficiary.Sex.choices[::-1]
        self.fields["sex"].required = False
        self.fields["phone"].widget.attrs |= {"inputmode": "tel", "autocomplete": "off"}
        for name in self.fields:
            self.fields[name].widget.attrs.setdefault("autocomplete", "off")
        offer_neighbourhoods(self)
        self.helper = FormHelper()

    def rows(self) -> list[Any]:
        return [
            Div("last_name", "first_name", css_class="grid even fields"),
            Div("birth", "sex", css_class="grid even fields"),
            "birth_name",
            *self.contact_rows(),
        ]

    def contact_rows(self) -> list[Any]:
        return [
            Div("phone", "email", css_class="grid even fields"),
            "address",
            Div("postcode", "city", css_class="grid even fields"),
            "neighbourhood",
            HTML(NEIGHBOURHOODS),
        ]

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        number = e164(typed)
        if number is None and typed == as_dialled(self.instance.phone):
            return self.instance.phone
        if number is None:
            raise forms.ValidationError(NOT_DIALLED)
        return number

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean_birth(self) -> str:
        try:
            self.instance.birth_date, self.instance.birth_year = read_birth(self.cleaned_data["birth"])
        except ValueError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return self.cleaned_data["birth"]

    def typed(self) -> dict[str, Any]:
        """What was typed, as the model keeps it."""
        kept = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}
        return kept | {"birth_date": self.instance.birth_date, "birth_year": self.instance.birth_year}


class CreateForm(PersonForm):
    """A new person. ``back``: path the page leads to once the person is there, instead of their record."""

    name = "beneficiaries.create"
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    retour = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args, user, likely=(), **kwargs):
        super().__init__(*args, **kwargs)
        path = reverse("beneficiaries:create")
        self.fields["draft"].initial = drafts.token(user, self.name, back=path)
        self.fields["last_name"].widget.attrs["autofocus"] = True
        asks = {
            "hx-get": reverse("beneficiaries:likeness"),
            "hx-include": "closest form",
            "hx-target": "#ressemblances",
            "hx-trigger": "change delay:250ms",
        }
        for field in ("last_name", "first_name", "birth", "phone"):
            self.fields[field].widget.attrs |= asks
        self.likely = likely
        self.helper.form_action = path
        self.helper.layout = Layout("id", "draft", "retour", *self.rows(), HTML(BUTTONS))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.instance.pk = cleaned.get("id", self.instance.pk)
        return cleaned


class IdentityForm(PersonForm):
    """Correct who someone is; ``version`` is the one its writer sees."""

    name = "beneficiaries.identity"
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    class Meta(PersonForm.Meta):
        fields = [*PersonForm.Meta.fields, "protected_contact"]
        help_texts = PersonForm.Meta.help_texts | {
            "protected_contact": "Personne en danger : téléphone, adresse et quartier cachés à l’accueil, "
            "et absents de la recherche."
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        person = self.instance
        path = reverse("beneficiaries:identity", args=[person.pk])
        self.fields["draft"].initial = drafts.token(user, self.name, person.pk, back=path)
        self.fields["version"].initial = person.version
        self.initial.setdefault("birth", _birth(person))
        if "phone" not in (kwargs.get("initial") or {}):
            self.initial["phone"] = as_dialled(person.phone)
        follows, contact = user.may(Permission.FOLLOW_PEOPLE), person.contact_open_to(user)
        for name in [] if contact else CONTACT:
            del self.fields[name]
        if not follows:
            del self.fields["protected_contact"]
        self.residence_rows = add_residence_fields(self, person) if contact else []
        rows = self.rows() + (["protected_contact"] if follows else [])
        self.helper.layout = Layout("draft", "version", *rows, HTML(IDENTITY_BUTTONS))

    def contact_rows(self) -> list[Any]:
        return [*super().contact_rows(), *self.residence_rows] if "phone" in self.fields else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_move_without_address(self, cleaned)
        return cleaned

    def residing(self) -> Residing:
        """What was said of where the person lives, beside the address itself."""
        return residing(self.cleaned_data)


class ArchiveForm(forms.Form):
    """Why a file leaves the everyday ones."""

    because = forms.ChoiceField(
        label="Pourquoi l’archiver ?",
        choices=Beneficiary.ArchiveReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites pourquoi ce dossier est archivé."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("because", HTML('{% include "beneficiaries/archive_buttons.html" %}'))


def _birth(person: Beneficiary) -> str:
    if person.birth_date:
        return f"{person.birth_date:%d/%m/%Y}"
    return str(person.birth_year or "")


BUTTONS = '{% include "beneficiaries/create_buttons.html" %}'
IDENTITY_BUTTONS = '{% include "beneficiaries/identity_buttons.html" %}'

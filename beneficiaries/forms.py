"""Forms of a person's identity. Each carries its own layout, the id of what it makes, and the name of its draft."""

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.urls import reverse

from beneficiaries.birth import read_birth
from beneficiaries.models import Beneficiary
from beneficiaries.phone import NOT_DIALLED, as_dialled, e164
from beneficiaries.protected_fields import hidden_from
from beneficiaries.residence_fields import (
    NEIGHBOURHOODS,
    add_residence_fields,
    offer_neighbourhoods,
    refuse_move_without_address,
    residing,
)
from beneficiaries.residing import Residing
from beneficiaries.terms import LANGUAGE
from ceis import drafts
from ceis.access import Permission
from ceis.layout import Folded
from ceis.sensitive_text import mistaken_field
from ceis.terms.models import Term

NAMES = ["last_name", "first_name", "birth_name", "birth_first_name"]
IDENTITY = [*NAMES, "sex", "birth_place", "nationality", "language", "needs_interpreter", "photo_allowed"]
CONTACT = [
    "phone", "other_phone", "no_phone", "email", "preferred_channel", "voicemail_safe", "sms_safe", "post_safe",
    "address_kind", "address", "postcode", "city", "neighbourhood",
]  # fmt: skip
NEVER_HERE = (*NAMES, "birth_place", "address", "postcode", "city", "neighbourhood")
LESS_ASKED = "Lieu de naissance, nationalité, photographie"
MESSAGES = "Messages : ce qu’on peut laisser sans risque"
NOT_WITHOUT = "Un numéro est écrit : décochez « n’a pas de téléphone », ou effacez-le."


def not_kept_here(text: str) -> str:
    """Return what to say of a name or an address that holds what the house never keeps; "" when it does not."""
    found = mistaken_field(text)
    return f"Cela ressemble à {found} : le lieu n’en garde pas. Effacez-le." if found else ""


def yes_no(label: str) -> forms.TypedChoiceField:
    """A question that may not have been asked."""
    choices = [("", "non demandé"), (True, "oui"), (False, "non")]
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=lambda value: value == "True", empty_value=None, required=False
    )


class PersonForm(forms.ModelForm):
    """Who someone is and how to reach them; only name and first name are asked for."""

    residence_rows: list[str] = []  # asked beside the address of somebody who is already there

    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    birth = forms.CharField(
        label="Naissance", max_length=40, required=False, help_text="12/03/1984, ou seulement 1984."
    )
    phone = forms.CharField(label="Téléphone", max_length=40, required=False)
    other_phone = forms.CharField(label="Autre téléphone", max_length=40, required=False)
    voicemail_safe = yes_no("Message vocal")
    sms_safe = yes_no("SMS")
    post_safe = yes_no("Courrier")

    class Meta:
        model = Beneficiary
        fields = [*IDENTITY, *CONTACT]
        labels = {
            "last_name": "Nom d’usage", "first_name": "Prénom", "email": "Adresse électronique",
            "needs_interpreter": "A besoin d’un interprète", "no_phone": "N’a pas de téléphone",
            "photo_allowed": "Accepte d’être photographiée", "address_kind": "Cette adresse est",
        }  # fmt: skip
        help_texts = {
            "birth_name": "S’il est différent du nom d’usage.",
            "birth_first_name": "S’il est différent du prénom d’usage.",
            "photo_allowed": "Sans accord, pas de photographie.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # « non renseigné » is a choice like the others, not a missing one.
        for name in ("sex", "nationality", "preferred_channel", "address_kind"):
            choices = Beneficiary._meta.get_field(name).choices
            self.fields[name].choices = [choices[-1], *choices[:-1]]
            self.fields[name].required = False
        language = self.fields["language"]
        language.queryset = Term.objects.of(LANGUAGE) | Term.objects.filter(pk=self.instance.language_id)
        language.empty_label = "non renseignée"
        for name in ("phone", "other_phone"):
            self.fields[name].widget.attrs |= {"inputmode": "tel"}
        for name in self.fields:
            self.fields[name].widget.attrs.setdefault("autocomplete", "off")
        offer_neighbourhoods(self)
        self.helper = FormHelper()

    def rows(self) -> list[Any]:
        """The form from top to bottom; what is hidden from its writer is left out."""
        contact = self.contact_rows() if "phone" in self.fields else []
        return [Fieldset("Identité", *self.identity_rows()), *contact]

    def identity_rows(self) -> list[Any]:
        less = [name for name in ("birth_place", "nationality") if name in self.fields]
        return [
            Div("last_name", "first_name", css_class="grid even fields"),
            Div("birth", "sex", css_class="grid even fields"),
            Div("birth_name", "birth_first_name", css_class="grid even fields"),
            Div("language", "needs_interpreter", css_class="grid even fields ticks"),
            Folded(LESS_ASKED, Div(*less, css_class="grid even fields"), "photo_allowed"),
        ]

    def contact_rows(self) -> list[Any]:
        messages = Div("voicemail_safe", "sms_safe", "post_safe", css_class="thirds fields")
        return [
            Fieldset(
                "Pour la joindre",
                Div("phone", "other_phone", css_class="grid even fields"),
                "no_phone",
                Div("email", "preferred_channel", css_class="grid even fields"),
                Folded(MESSAGES, messages),
            ),
            Fieldset(
                "Où elle habite",
                Div("address_kind", "address", css_class="grid even fields"),
                Div("postcode", "city", css_class="grid even fields"),
                "neighbourhood",
                HTML(NEIGHBOURHOODS),
                *self.residence_rows,
            ),
        ]

    def clean_phone(self) -> str:
        return self.number("phone")

    def clean_other_phone(self) -> str:
        return self.number("other_phone")

    def number(self, name: str) -> str:
        typed, kept = self.cleaned_data[name], getattr(self.instance, name)
        number = e164(typed) if typed else ""
        if number is None and typed == as_dialled(kept):
            return kept
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("no_phone") and (cleaned.get("phone") or cleaned.get("other_phone")):
            self.add_error("no_phone", NOT_WITHOUT)
        for name in NEVER_HERE:
            if refusal := not_kept_here(cleaned.get(name) or ""):
                self.add_error(name, refusal)
        return cleaned

    def typed(self) -> dict[str, Any]:
        """What was typed, as the model keeps it."""
        kept = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}
        return kept | {"birth_date": self.instance.birth_date, "birth_year": self.instance.birth_year}


class CreateForm(PersonForm):
    """A new person. ``back``: path the page leads to once the person is there, instead of their record."""

    name = "beneficiaries.create"
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    retour = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    class Meta(PersonForm.Meta):
        fields = [*PersonForm.Meta.fields, "protected_contact"]
        labels = PersonForm.Meta.labels | {"protected_contact": "Personne en danger : protéger ses coordonnées"}
        help_texts = PersonForm.Meta.help_texts | {
            "protected_contact": "Vous serez son référent : vous seul·e verrez téléphone, adresse et quartier."
        }

    def __init__(self, *args, user, likely=(), **kwargs):
        super().__init__(*args, **kwargs)
        if not user.may(Permission.FOLLOW_PEOPLE):
            del self.fields["protected_contact"]
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
        self.helper.layout = Layout("id", "draft", "retour", *self.rows(), *self.danger(), HTML(BUTTONS))

    def danger(self) -> list[Any]:
        return ["protected_contact"] if "protected_contact" in self.fields else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.instance.pk = cleaned.get("id", self.instance.pk)
        return cleaned


class IdentityForm(PersonForm):
    """Correct who someone is; ``version`` is the one its writer sees. What is hidden from them is not in it."""

    name = "beneficiaries.identity"
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        person = self.instance
        path = reverse("beneficiaries:identity", args=[person.pk])
        self.fields["draft"].initial = drafts.token(user, self.name, person.pk, back=path)
        self.fields["version"].initial = person.version
        self.initial.setdefault("birth", as_typed(person))
        kept = kwargs.get("initial") or {}
        for name in ("phone", "other_phone"):
            if name not in kept:
                self.initial[name] = as_dialled(getattr(person, name))
        self.hidden = hidden_from(user, person)
        for name in self.hidden:
            del self.fields[name]
        self.residence_rows = [] if self.hidden else add_residence_fields(self, person)
        self.helper.form_action = path
        self.helper.layout = Layout("draft", "version", *self.rows(), HTML(IDENTITY_BUTTONS))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in self.data.get("asked", "").split():
            if name in self.fields and name not in self.data:
                self.add_error(name, "Choisissez l’une des deux versions.")
        refuse_move_without_address(self, cleaned)
        return cleaned

    def residing(self) -> Residing:
        """What was said of where the person lives, beside the address itself."""
        return residing(self.cleaned_data)

    @property
    def sent_in_vain(self) -> bool:
        """Whether something was typed that its writer may not write any more: protected while they were typing."""
        return any(self.data.get(name) for name in self.hidden)


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


def as_typed(person: Beneficiary) -> str:
    """Return the birth date or year of ``person`` as the form takes it."""
    if person.birth_date:
        return f"{person.birth_date:%d/%m/%Y}"
    return str(person.birth_year or "")


BUTTONS = '{% include "beneficiaries/create_buttons.html" %}'
IDENTITY_BUTTONS = '{% include "beneficiaries/identity_buttons.html" %}'

"""Forms of the team pages. Each carries its own layout, the id of what it makes, and the name of its draft."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms

from ceis.access import PLATFORM_ROLES, Role
from ceis.accounts.models import Assignment, User
from ceis.civil_time import today
from ceis.facts import RuleViolation

ROLE_FIELDS = ("role", "platform", Div("starts_on", "ends_on", css_class="grid"))


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


def helper(*fields, label: str) -> FormHelper:
    made = FormHelper()
    made.layout = Layout(*fields, Div(Submit("save", label), css_class="buttons"))
    return made


def put(form: forms.BaseForm, refusal: RuleViolation) -> None:
    """Show on ``form`` what a rule refused."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


class RoleForm(forms.ModelForm):
    """A role to give to someone who has an account."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Assignment
        fields = ["role", "platform", "starts_on", "ends_on"]
        widgets = {"starts_on": DateInput(), "ends_on": DateInput()}
        help_texts = {
            "platform": "Seulement pour travailleur social, médiateur, conseiller et coordinateur.",
            "ends_on": "Vide : sans date de fin.",
        }

    def __init__(self, *args, user: User | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.user = user
        self.fields["role"].choices = [("", "choisir un rôle"), *Role.choices]
        self.fields["platform"].empty_label = "tout le lieu"
        self.helper = helper("id", "draft", *ROLE_FIELDS, label="Donner ce rôle")

    def clean(self):
        cleaned = super().clean()
        self.instance.pk = cleaned.get("id", self.instance.pk)
        if cleaned.get("role") in PLATFORM_ROLES and "platform" in cleaned and not cleaned["platform"]:
            self.add_error("platform", "Ce rôle se tient sur une plateforme : choisissez laquelle.")
        return cleaned


class AccountForm(RoleForm):
    """A new account with its first role: what the person is called, where to write to them, what they will do."""

    first_name = forms.CharField(label="Prénom", max_length=60)
    last_name = forms.CharField(label="Nom", max_length=60)
    email = forms.EmailField(label="Adresse électronique", max_length=254)
    phone = forms.CharField(label="Téléphone professionnel", max_length=20, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = Div("first_name", "last_name", css_class="grid")
        title = HTML('<h2 class="mt-4 mb-3">Son rôle</h2>')
        self.helper = helper("id", "draft", names, "email", "phone", title, *ROLE_FIELDS, label="Créer le compte")

    def clean(self):
        cleaned = super().clean()
        twins = User.objects.filter(email__iexact=cleaned.get("email", "")).exclude(pk=cleaned.get("id"))
        if twins.exists():
            self.add_error("email", "Un compte existe déjà à cette adresse.")
        return cleaned

    @property
    def account(self) -> User:
        """The user to save; the same id as their first role, so that sending the form twice makes neither twice."""
        names = ("id", "first_name", "last_name", "email", "phone")
        return User(**{name: self.cleaned_data[name] for name in names})


class EndRoleForm(forms.Form):
    """The last day of a role."""

    ends_on = forms.DateField(
        label="Dernier jour de ce rôle",
        widget=DateInput(),
        initial=today,
        help_text="Ce jour-là compris. Un jour avant son début enlève un rôle donné par erreur.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper("ends_on", label="Finir ce rôle")

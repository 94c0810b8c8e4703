"""Sign-in and password forms: allauth's rules, in the words and the look of the house."""

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.http import HttpRequest
from django.urls import reverse

PASSWORD_ADVICE = "Douze caractères au moins. Une phrase de quatre ou cinq mots se retient mieux qu’un mot compliqué."
EMAIL = "Adresse électronique"


def dress(form: forms.Form, button: str, labels: dict[str, str]) -> None:
    """Give ``form`` French labels in place of placeholders, and its one button."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)
    form.helper = FormHelper()
    submit = StrictButton(button, type="submit", css_class="btn-primary")
    form.helper.layout = Layout(*labels, Div(submit, css_class="buttons"))


class LoginForm(allauth.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self, "Entrer", {"login": EMAIL, "password": "Mot de passe"})
        self.fields["login"].widget.attrs["autofocus"] = True


class ReauthenticateForm(allauth.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self, "Continuer", {"password": "Mot de passe"})


class ResetPasswordForm(allauth.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self, "Envoyer le lien", {"email": EMAIL})


class ResetPasswordKeyForm(allauth.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self, "Enregistrer", {"password1": "Nouveau mot de passe", "password2": "Le même, une seconde fois"})
        self.fields["password1"].help_text = PASSWORD_ADVICE


class ChangePasswordForm(allauth.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": "Mot de passe actuel",
            "password1": "Nouveau mot de passe",
            "password2": "Le nouveau, une seconde fois",
        }
        dress(self, "Enregistrer", labels)
        self.fields["password1"].help_text = PASSWORD_ADVICE


class UnlockForm(forms.Form):
    """The password of whoever locked the PC; tries are counted as at the entrance."""

    password = forms.CharField(
        label="Mot de passe", max_length=4096, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": "Tapez votre mot de passe."},
    )  # fmt: skip

    def __init__(self, *args, request: HttpRequest, **kwargs):
        super().__init__(*args, auto_id="unlock_%s", **kwargs)
        self.request = request
        dress(self, "Déverrouiller", {"password": "Mot de passe"})
        self.helper.form_action = reverse("unlock")

    def clean_password(self) -> str:
        adapter, typed = get_adapter(), self.cleaned_data["password"]
        if adapter.authenticate(self.request, email=self.request.user.email, password=typed) != self.request.user:
            raise adapter.validation_error("incorrect_password")
        return typed


class ChangeAgentForm(LoginForm):
    """Somebody else signs in where an agent had left."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="change_%s", **kwargs)
        self.fields["login"].widget.attrs.pop("autofocus")
        self.helper.form_action = reverse("change_agent")

"""Forms of the reports: ask for a month, sign what was read, correct what was signed."""

from datetime import date
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.urls import reverse

from ceis import civil_time, drafts, french
from ceis.accounts.models import User
from ceis.civil_time import Period
from reporting.models import Report

MONTHS_OFFERED = 13


def button(label: str, css: str = "btn-primary") -> HTML:
    return HTML(f'<button class="btn {css}" type="submit">{label}</button>')


def months_offered() -> list[tuple[str, str]]:
    """This month, then the twelve before it."""
    months = Period.month(civil_time.today()).months_back(MONTHS_OFFERED)[::-1]
    return [(f"{month.start:%Y-%m}", french.month(month.start)) for month in months]


class AskForm(forms.Form):
    """Which month to produce; the last one unless told otherwise."""

    month = forms.ChoiceField(label="Produire le rapport de", choices=months_offered)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["draft"].initial = drafts.token(user, "report-ask", back=reverse("reporting:list"))
        last = Period.month(civil_time.today()).previous_month()
        self.fields["month"].initial = f"{last.start:%Y-%m}"
        self.helper = FormHelper()
        self.helper.form_action = reverse("reporting:ask")
        self.helper.layout = Layout(Div("month", button("Produire maintenant"), css_class="ask-month"), "draft")

    def clean_month(self) -> Period:
        year, month = self.cleaned_data["month"].split("-")
        return Period.month(date(int(year), int(month), 1))


class SignForm(forms.Form):
    """Carries the fingerprint of the figures on the page: they alone are signed."""

    seen_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64, min_length=64)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user: User, report: Report, **kwargs):
        super().__init__(*args, **kwargs)
        back = reverse("reporting:detail", args=[report.pk])
        self.fields["seen_sha256"].initial = report.sha256
        self.fields["draft"].initial = drafts.token(user, "report-sign", report.pk, back=back)
        self.helper = FormHelper()
        self.helper.form_action = reverse("reporting:sign", args=[report.pk])
        self.helper.layout = Layout("seen_sha256", "draft", button("Signer ce rapport"))


class AgainForm(forms.Form):
    """Compute again: nothing to fill in."""

    draft = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user: User, report: Report, **kwargs):
        super().__init__(*args, **kwargs)
        back = reverse("reporting:detail", args=[report.pk])
        self.fields["draft"].initial = drafts.token(user, "report-again", report.pk, back=back)
        label = "Relancer" if report.state == Report.State.FAILED else "Recalculer"
        self.helper = FormHelper()
        self.helper.form_action = reverse("reporting:again", args=[report.pk])
        self.helper.layout = Layout("draft", button(label, "btn-outline-primary"))


class CorrectForm(forms.Form):
    """Why a signed report needs another version; the reason is printed in it."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    why = forms.CharField(
        label="Pourquoi corriger ce rapport ?",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Cette phrase est imprimée dans la nouvelle version. N’y nommez personne.",
    )

    name = "report-correct"

    def __init__(self, *args, user: User, report: Report, **kwargs):
        super().__init__(*args, **kwargs)
        back = reverse("reporting:correct", args=[report.pk])
        self.fields["id"].initial = uuid4
        self.fields["draft"].initial = drafts.token(user, self.name, report.pk, back=back)
        self.helper = FormHelper()
        self.helper.form_action = back
        self.helper.layout = Layout("id", "draft", "why", button("Ouvrir une version corrigée"))

    def clean(self) -> dict:
        if "id" in self.errors:
            raise forms.ValidationError("Cette page était incomplète : rechargez-la, votre phrase est gardée.")
        return self.cleaned_data

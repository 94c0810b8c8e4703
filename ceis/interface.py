"""What the page of components shows: one of each, with invented people."""

from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from ceis import drafts
from ceis.civil_time import now, today
from ceis.models import Platform


class SampleForm(forms.Form):
    """Each kind of field once; it checks what it is given and keeps nothing but a draft."""

    name = forms.CharField(label="Nom et prénom", max_length=60)
    day = forms.DateField(label="Jour", widget=forms.DateInput(attrs={"type": "date"}))
    channel = forms.ChoiceField(
        label="Comment",
        choices=[("", "Choisir…"), ("here", "au bureau"), ("phone", "par téléphone"), ("home", "chez elle")],
    )
    minutes = forms.IntegerField(label="Durée", min_value=5, max_value=480, help_text="En minutes, arrondies à cinq.")
    reasons = forms.MultipleChoiceField(
        label="De quoi il a été question",
        choices=[("rights", "accès aux droits"), ("housing", "logement"), ("mobility", "mobilité")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(label="Note", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    told = forms.BooleanField(label="La personne sait qui pourra lire cette note")
    draft = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": True}
        self.helper.layout = Layout(
            "name",
            Div(Div("day", css_class="col-sm"), Div("channel", css_class="col-sm"), css_class="row"),
            "minutes",
            "reasons",
            "note",
            "told",
            "draft",
            Div(StrictButton("Vérifier", type="submit", css_class="btn-outline-primary"), css_class="buttons"),
        )


def sample_form(request: HttpRequest) -> SampleForm:
    name = drafts.token(request.user, "sample", back=request.path)
    initial = drafts.restore(request.user, "sample") | {"draft": name}
    return SampleForm(request.POST or None, initial=initial)


def sample_context(request: HttpRequest) -> dict[str, Any]:
    return {
        "platforms": Platform.objects.known_to(request.user).order_by("pk"),
        "states": [("ok", "arrivé 10 h 52"), ("wait", "attend"), ("late", "en retard"), ("", "annulé")],
        "today": today(),
        "now": now(),
        "page": Paginator(range(1, 61), 20).get_page(request.GET.get("page")),
        "shares": [("Emploi", 62), ("Numérique", 28), ("Budget", 10)],
        "figures": [("avril", 1520, 0.873, 12.5), ("mai", 980, 0.61, 1240), ("juin", None, None, None)],
    }

"""What every form of the desk asks. Its chips are checkboxes and radio buttons, each with its letter."""

from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.urls import reverse

from ceis import drafts
from ceis.terms.models import Term
from reception.forms.chip_keys import letters
from reception.forms.doors import ELSEWHERE, NOWHERE, Chip, Doors
from reception.terms import REASON

CHIPS = "components/chips.html"


class ChipChecks(forms.CheckboxSelectMultiple):
    def __init__(self, attrs=None, choices=()):
        super().__init__({"class": "chip-input"} | (attrs or {}), choices)


class ChipSelect(forms.RadioSelect):
    def __init__(self, attrs=None, choices=()):
        super().__init__({"class": "chip-input"} | (attrs or {}), choices)


class ReasonsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, term: Term) -> Chip:
        return Chip(term.label, self.keys.get(term.pk, ""), code=term.code)


class VisitDetails(forms.Form):
    """What every form of the desk asks: what for, and where the person was sent."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    reasons = ReasonsField(
        label="Vient pour", queryset=Term.objects.none(), required=False, widget=ChipChecks,
        error_messages={"invalid_choice": "Ce motif n’est plus dans la liste.", "invalid_pk_value": "Motif inconnu."},
    )  # fmt: skip
    destination = forms.ChoiceField(label="Orienter vers", required=False, widget=ChipSelect)
    elsewhere = forms.ChoiceField(label="Quel partenaire, quel atelier, quelle permanence ?", required=False)

    name = "visit"

    def __init__(self, *args, user, back: str, about: object = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.doors = Doors(user)
        self.fields["id"].initial = uuid4
        self.fields["draft"].initial = drafts.token(user, self.name, about, back=back)
        self.fields["reasons"].letter, self.fields["destination"].letter = "M", "O"
        self._offer_reasons()
        self.fields["destination"].choices = self.doors.chips
        self.fields["elsewhere"].choices = self.doors.elsewhere
        self.helper = FormHelper()
        self.helper.form_action = self.action()
        self.helper.attrs = {"data-desk": "", "novalidate": ""}
        self.helper.layout = Layout("id", "draft", *self.parts())

    def action(self) -> str:
        return reverse("reception:register")

    def parts(self) -> list:
        """Return what the form shows, in order; here, what every form asks."""
        return [
            Field("reasons", template=CHIPS),
            Field("destination", template=CHIPS),
            Div("elsewhere", css_class="elsewhere-choice"),
        ]

    def _offer_reasons(self) -> None:
        terms = list(Term.objects.of(REASON).known_to(self.user))
        field = self.fields["reasons"]
        field.keys = dict(zip((term.pk for term in terms), letters(term.label for term in terms), strict=True))
        field.queryset = Term.objects.of(REASON).known_to(self.user)
        field.widget.choices = [(term.pk, field.label_from_instance(term)) for term in terms]

    def clean(self) -> dict:
        cleaned = super().clean()
        to, elsewhere = cleaned.get("destination"), cleaned.get("elsewhere")
        if to == ELSEWHERE and not elsewhere and "elsewhere" not in self.errors:
            self.add_error("elsewhere", "Choisissez le partenaire, l’atelier ou la permanence où va la personne.")
        if to not in (ELSEWHERE, NOWHERE) and elsewhere:
            self.add_error("destination", "Choisissez une seule porte : une plateforme, ou ailleurs.")
        return cleaned

    @property
    def sent_to(self):
        """The door the actions take, or None."""
        to = self.cleaned_data["destination"]
        return self.doors.found(self.cleaned_data["elsewhere"] if to in (ELSEWHERE, NOWHERE) else to)

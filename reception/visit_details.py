"""What every form of the desk asks. Its chips are radio buttons: they work without JavaScript, each with its letter."""

from dataclasses import dataclass
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.urls import reverse

from ceis import drafts
from ceis.models import Platform
from ceis.terms.models import Term
from partners.models import Partner
from reception.chip_keys import letters
from reception.terms import REASON

NOWHERE, PARTNER = "", "partenaire"
CHIPS = "components/chips.html"


@dataclass(frozen=True)
class Chip:
    """The label of a choice: its words, its letter, the platform whose colour it wears."""

    text: str
    key: str
    platform: Platform | None = None
    code: str = ""

    def __str__(self) -> str:
        return self.text


class ChipSelect(forms.RadioSelect):
    def __init__(self, attrs=None, choices=()):
        super().__init__({"class": "chip-input"} | (attrs or {}), choices)


class ReasonField(forms.ModelChoiceField):
    def label_from_instance(self, term: Term) -> Chip:
        return Chip(term.label, self.keys.get(term.pk, ""), code=term.code)


class VisitDetails(forms.Form):
    """What every form of the desk asks: what for, and where the person was sent."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = ReasonField(
        label="Vient pour", queryset=Term.objects.none(), required=False, empty_label=None, widget=ChipSelect
    )
    destination = forms.ChoiceField(label="Orienter vers", required=False, widget=ChipSelect)
    partner = forms.ModelChoiceField(
        label="Quel partenaire ?", queryset=Partner.objects.none(), required=False, empty_label="Choisir un partenaire"
    )

    name = "visit"

    def __init__(self, *args, user, back: str, about: object = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.platforms = {platform.slug: platform for platform in Platform.objects.order_by("pk")}
        self.fields["id"].initial = uuid4
        self.fields["draft"].initial = drafts.token(user, self.name, about, back=back)
        self.fields["reason"].letter, self.fields["destination"].letter = "M", "O"
        self._offer_reasons()
        self._offer_destinations()
        self.helper = FormHelper()
        self.helper.form_action = self.action()
        self.helper.attrs = {"data-desk": "", "novalidate": ""}
        self.helper.layout = Layout("id", "draft", *self.parts())

    def action(self) -> str:
        return reverse("reception:register")

    def parts(self) -> list:
        """Return what the form shows, in order; here, what every form asks."""
        return [
            Field("reason", template=CHIPS),
            Field("destination", template=CHIPS),
            Div("partner", css_class="partner-choice"),
        ]

    def _offer_reasons(self) -> None:
        terms = list(Term.objects.of(REASON).known_to(self.user))
        field = self.fields["reason"]
        field.keys = dict(zip((term.pk for term in terms), letters(term.label for term in terms), strict=True))
        field.queryset = Term.objects.of(REASON).known_to(self.user)
        field.widget.choices = [(term.pk, field.label_from_instance(term)) for term in terms]

    def _offer_destinations(self) -> None:
        labels = [*(platform.name for platform in self.platforms.values()), "Partenaire…", "Aucune orientation"]
        keys = letters(labels)
        rows = [(slug, Chip(labels[i], keys[i], p)) for i, (slug, p) in enumerate(self.platforms.items())]
        self.fields["destination"].choices = [
            *rows, (PARTNER, Chip(labels[-2], keys[-2])), (NOWHERE, Chip(labels[-1], keys[-1])),
        ]  # fmt: skip
        partners = Partner.objects.order_by("name")
        self.fields["partner"].queryset = partners

    def clean(self) -> dict:
        cleaned = super().clean()
        to, partner = cleaned.get("destination"), cleaned.get("partner")
        if to == PARTNER and not partner and "partner" not in self.errors:
            self.add_error("partner", "Choisissez le partenaire vers qui vous orientez la personne.")
        if to not in (PARTNER, NOWHERE) and partner:
            self.add_error("destination", "Choisissez une plateforme ou un partenaire, pas les deux.")
        return cleaned

    @property
    def sent_to(self) -> dict:
        """What the actions take: the platform or the partner, or neither."""
        return {
            "platform": self.platforms.get(self.cleaned_data["destination"]),
            "partner": self.cleaned_data["partner"],
        }

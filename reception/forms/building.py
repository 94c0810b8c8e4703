"""Forms of the building: seating somebody at a computer, counting the people in the house."""

from uuid import UUID, uuid4

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from beneficiaries.models import Beneficiary
from ceis.access import Permission
from ceis.accounts.models import User
from ceis.places.models import Equipment
from ceis.terms.models import Term
from reception.forms.chip_keys import letters
from reception.forms.details import CHIPS, ChipSelect
from reception.forms.doors import Chip
from reception.models import ComputerSession
from reception.models.headcount import MOST
from reception.terms import FREE_ACCESS_PURPOSE

LENGTHS = [(30, "30 min"), (60, "1 h"), (90, "1 h 30"), (120, "2 h")]
NAMELESS = "anonyme"
WHY = ["Démarrée par erreur", "Mauvais poste", "Mauvaise personne", "Démarrée deux fois"]


class PurposeField(forms.ModelChoiceField):
    def label_from_instance(self, term: Term) -> Chip:
        return Chip(term.label, self.keys.get(term.pk, ""), code=term.code)


class StartForm(forms.Form):
    """Somebody sits down: the button that was pressed says who, or nobody named."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    who = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    purpose = PurposeField(
        label="Pour quoi faire", queryset=Term.objects.none(), required=False, empty_label=None, widget=ChipSelect
    )
    minutes = forms.TypedChoiceField(
        label="Combien de temps", choices=LENGTHS, coerce=int, required=False, empty_value=None
    )
    helper = forms.ModelChoiceField(
        label="Aidée par", queryset=User.objects.none(), required=False, empty_label="Personne : seule"
    )

    def __init__(self, *args, user: User, computer: Equipment, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["id"].initial = uuid4
        self.fields["minutes"].initial = settings.COMPUTER_SESSION_MINUTES
        self.fields["helper"].queryset = User.objects.holding(Permission.RUN_FREE_ACCESS)
        self._offer_purposes()
        self.helper = FormHelper()
        self.helper.form_action = reverse("reception:seat", args=[computer.pk])
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            "id", Field("purpose", template=CHIPS), Div("minutes", "helper", css_class="two-columns"),
            HTML('{% include "reception/seat_people.html" %}'),
        )  # fmt: skip

    def _offer_purposes(self) -> None:
        terms = Term.objects.of(FREE_ACCESS_PURPOSE).known_to(self.user)
        field = self.fields["purpose"]
        field.letter, rows = "P", list(terms)
        field.keys = dict(zip((term.pk for term in rows), letters(term.label for term in rows), strict=True))
        field.queryset = terms
        field.widget.choices = [(term.pk, field.label_from_instance(term)) for term in rows]

    def clean_who(self) -> Beneficiary | None:
        who = self.cleaned_data["who"]
        if who in ("", NAMELESS):
            return None
        try:
            return Beneficiary.objects.visible_to(self.user).get(pk=UUID(who))
        except (ValueError, Beneficiary.DoesNotExist):
            raise ValidationError("Cette personne n’est pas dans le fichier : cherchez-la, ou « Sans nom ».") from None

    @property
    def seat(self) -> dict:
        """What `start_session` takes."""
        names = ("id", "purpose", "minutes", "helper")
        return {name: self.cleaned_data[name] for name in names} | {"beneficiary": self.cleaned_data["who"]}


class CancelSessionForm(forms.Form):
    """Why a session is taken back, from a list: a free text would end up holding what was confided."""

    why = forms.ChoiceField(
        label="Pourquoi ?", choices=[(why, why) for why in WHY], widget=forms.RadioSelect,
        error_messages={"required": "Dites pourquoi."},
    )  # fmt: skip

    def __init__(self, *args, session: ComputerSession, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.form_action = reverse("reception:cancel_session", args=[session.pk])
        button = StrictButton("Annuler cette séance", type="submit", css_class="btn-outline-danger")
        self.helper.layout = Layout("why", Div(button, css_class="buttons"))


class HeadcountForm(forms.Form):
    """« Je compte 42 personnes »: digits, Enter."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    people = forms.IntegerField(
        label="Je compte", min_value=0, max_value=MOST,
        error_messages={
            "required": "Écrivez combien de personnes vous comptez.",
            "invalid": "Écrivez le nombre de personnes en chiffres.",
            "min_value": f"Comptez de 0 à {MOST} personnes.", "max_value": f"Comptez de 0 à {MOST} personnes.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4, "maxlength": 6}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = uuid4

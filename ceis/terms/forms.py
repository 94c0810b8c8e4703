"""Keeping a list: a word more, other words for the same thing, who reads it, until when it is offered."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Hidden, Layout
from django import forms

from ceis.civil_time import today
from ceis.layout import save_button, undo_button
from ceis.platform import Sensitivity
from ceis.terms.actions import is_lower
from ceis.terms.models import Term

READERS = [
    (Sensitivity.ORDINARY, "Courant : lu par celles et ceux qui suivent la personne"),
    (Sensitivity.RESERVED, "Réservé : lu par la plateforme qui l’a noté"),
    (Sensitivity.SECRET, "Secret : ne paraît nulle part hors de son équipe (santé, violences, justice)"),
]


def helper(*rows) -> FormHelper:
    made = FormHelper()
    made.attrs = {"novalidate": ""}
    made.layout = Layout(*rows)
    return made


def readers_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Qui pourra le lire, dans un dossier", choices=READERS, widget=forms.RadioSelect,
        error_messages={"required": "Dites qui pourra le lire.", "invalid_choice": "Dites qui pourra le lire."},
    )  # fmt: skip


class AddForm(forms.Form):
    label = forms.CharField(label="Un mot de plus", max_length=120)
    sensitivity = readers_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sensitivity"].initial = Sensitivity.RESERVED
        self.fields["label"].widget.attrs["autocomplete"] = "off"
        button = Div(save_button("Ajouter à la liste", "A"), css_class="buttons")
        self.helper = helper("label", "sensitivity", button)


class RenameForm(forms.Form):
    """The same thing in other words; the box says that its writer understood it."""

    label = forms.CharField(label="Mot", max_length=120)
    same_meaning = forms.BooleanField(
        label="Le sens ne change pas : ce qui a été noté avec l’ancien mot reste vrai avec le nouveau",
        error_messages={"required": "Pour dire autre chose, fermez ce mot et ajoutez-en un."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["label"].widget.attrs["autocomplete"] = "off"
        self.helper = helper(
            Hidden("geste", "renommer"), "label", "same_meaning", Div(save_button("Renommer", "R"), css_class="buttons")
        )


class ReadersForm(forms.Form):
    """Who reads what says the word; the reason is asked when they become more."""

    sensitivity = readers_field()
    reason = forms.CharField(
        label="Pourquoi l’abaisser", max_length=300, required=False,
        help_text="Demandé si plus de personnes pourront lire. La direction et le délégué à la protection des données "
        "le liront.",
    )  # fmt: skip

    def __init__(self, *args, term: Term, **kwargs):
        super().__init__(*args, **kwargs)
        self.term = term
        self.fields["sensitivity"].initial = term.sensitivity
        self.helper = helper(
            Hidden("geste", "lecteurs"),
            "sensitivity",
            "reason",
            Div(save_button("Changer qui le lit", "C"), css_class="buttons"),
        )

    def clean(self) -> dict:
        data = super().clean()
        chosen = data.get("sensitivity")
        if chosen and is_lower(self.term.sensitivity, chosen) and not data.get("reason"):
            self.add_error("reason", "Dites pourquoi : plus de personnes liront ce que ce mot dit de quelqu’un.")
        return data


class CloseForm(forms.Form):
    from_day = forms.DateField(
        label="Ne plus le proposer à partir du", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=today, error_messages={"required": "Choisissez un jour."},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(Hidden("geste", "fermer"), "from_day", undo_button("Fermer ce mot"))

    def clean_from_day(self):
        day = self.cleaned_data["from_day"]
        if not today().year - 20 <= day.year <= today().year + 20:
            raise forms.ValidationError("Vérifiez l’année.")
        return day

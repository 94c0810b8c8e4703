"""Forms of an import: the file, its columns, the last word."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.urls import reverse

from beneficiaries.imports.columns import FIELDS
from beneficiaries.imports.files import TOO_HEAVY
from beneficiaries.imports.table import MOST_BYTES
from beneficiaries.models import ImportLine, PeopleImport
from ceis.text import clean_text

ACCEPTED = ".csv,.txt,.tsv,.xlsx,.xls,.ods"
LONGEST_NAME = 120


class DepositForm(forms.Form):
    """A file to read. ``id`` makes a second click find the first one's row."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    file = forms.FileField(
        label="Fichier CSV, XLSX, XLS ou ODS",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text="Une personne par ligne, 15 Mo et 50 000 lignes au plus. Rien n’est écrit avant votre confirmation.",
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
            "invalid": "Choisissez un fichier.",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = reverse("beneficiaries:imports")
        self.helper.layout = Layout("id", "file", HTML(BUTTON))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_HEAVY)
        return file

    @property
    def file_name(self) -> str:
        """The name without path, control marks or excess length, its end kept: it says the kind."""
        name = " ".join(clean_text(self.cleaned_data["file"].name).split())
        return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 11]}…{name[-10:]}"


class ColumnsForm(forms.Form):
    """What each column of the file says; a column that says nothing is left out."""

    def __init__(self, *args, job: PeopleImport, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "ne pas reprendre"), *FIELDS.items()]
        for place, column in enumerate(job.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column["heading"] or f"colonne {place + 1}",
                choices=choices,
                initial=column["field"],
                required=False,
                help_text=f"Exemple : {column['sample']}" if column["sample"] else "colonne vide",
                error_messages={"invalid_choice": "Choisissez dans la liste."},
            )
            self.fields[f"column_{place}"].widget.attrs["class"] = "form-select"

    def chosen(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.fields]


class ConfirmForm(forms.Form):
    leave_errors_out = forms.BooleanField(required=False)


class DecisionForm(forms.Form):
    """The choice for one line, or for all those that wait when no line is said."""

    decision = forms.ChoiceField(choices=[choice for choice in ImportLine.Decision.choices if choice[0]])
    line = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


BUTTON = '<div class="buttons"><button class="btn btn-primary" type="submit">Lire ce fichier</button></div>'

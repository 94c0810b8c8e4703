"""The form that attaches a paper, and the one that takes it away."""

import uuid
from typing import Any

from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile

from beneficiaries.file_kind import TAKEN, NotTaken, file_kind
from beneficiaries.household_forms import SAVE, make_kept
from beneficiaries.models import Beneficiary
from beneficiaries.models.document import LARGEST_FILE
from beneficiaries.terms import DOCUMENT_TYPE
from ceis.accounts.models import User
from ceis.models import Platform
from ceis.platform import Sensitivity
from ceis.terms.models import Term

ACCEPT = ",".join(f".{end}" for kind in TAKEN for end in kind.extensions)
TOO_LARGE = "Ce fichier dépasse 15 Mo. Réduisez-le, ou numérisez-le avec une qualité moindre."
READ_BY = {
    Sensitivity.ORDINARY: "toutes les personnes qui suivent.",
    Sensitivity.RESERVED: "la plateforme choisie ; les autres savent qu’il existe.",
    Sensitivity.SECRET: "dans la plateforme choisie, qui traite de ces sujets ; personne d’autre n’en sait rien.",
}
READERS = HTML('{% include "beneficiaries/document_readers.html" %}')


class DocumentForm(forms.Form):
    """Which paper it is, whose it is, and the file itself, known by what is in it."""

    name = "beneficiaries.document"
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        label="Fichier", allow_empty_file=True, help_text="PDF, photo, DOCX, ODT, XLSX, ODS ou texte, 15 Mo au plus.",
        error_messages={
            "required": "Choisissez un fichier.", "invalid": "Le fichier n’est pas arrivé : choisissez-le de nouveau.",
        },
    )  # fmt: skip
    type = forms.ModelChoiceField(
        label="C’est", queryset=Term.objects.none(), empty_label="Choisir…",
        error_messages={"required": "Dites ce que c’est.", "invalid_choice": "Cette sorte n’est plus dans la liste."},
    )  # fmt: skip
    title = forms.CharField(label="Titre", max_length=120, required=False)
    platform = forms.ModelChoiceField(
        label="Pour", queryset=Platform.objects.none(), required=False, empty_label="Toutes les personnes qui suivent",
        error_messages={"invalid_choice": "Choisissez une de vos plateformes."},
    )  # fmt: skip
    confidential = forms.BooleanField(
        label="Confidentiel : lu par la plateforme choisie, et par elle seule", required=False
    )

    def __init__(self, *args, user: User, person: Beneficiary, back: str, **kwargs):
        super().__init__(*args, **kwargs)
        make_kept(self, user=user, about=person.pk, back=back)
        self.kind = None
        self.fields["file"].widget.attrs |= {
            "accept": ACCEPT,
            "data-largest": LARGEST_FILE,
            "data-too-large": TOO_LARGE,
        }
        self.fields["type"].queryset = (
            Term.objects.of(DOCUMENT_TYPE).for_platforms(user.platform_ids).known_to(user).order_by("position", "label")
        )
        self.fields["platform"].queryset = Platform.objects.filter(pk__in=user.platform_ids).order_by("pk")
        self.helper.layout = Layout(
            "id", "draft", "file", Div("type", "title", css_class="grid even fields"),
            Div("platform", css_class="narrow"), "confidential", READERS, HTML(SAVE.format("Joindre")),
        )  # fmt: skip

    def readers(self) -> list[tuple[str, str]]:
        """Which sorts of papers, as the place has set them today, go to whom."""
        sorts: dict[str, list[str]] = {}
        for kind in self.fields["type"].queryset:
            sorts.setdefault(kind.sensitivity, []).append(kind.label)
        return [(", ".join(sorts[level]), words) for level, words in READ_BY.items() if level in sorts]

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(TOO_LARGE)
        try:
            self.kind = file_kind(file, file.name or "")
        except NotTaken as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind, platforms = data.get("type"), self.user.platforms
        reserved = kind is not None and kind.sensitivity != Sensitivity.ORDINARY
        if not data.get("platform") and (reserved or data.get("confidential")) and "platform" not in self.errors:
            if len(platforms) == 1:
                data["platform"] = platforms[0]  # nobody else could read it: there is nothing to choose
            else:
                self.add_error("platform", "Ce document n’est pas pour tout le monde : choisissez une plateforme.")
        return data

    @property
    def said(self) -> dict[str, Any]:
        """What `attach_document` takes of the form."""
        data = self.cleaned_data
        return {name: data[name] for name in ("id", "file", "type", "title", "platform", "confidential")} | {
            "kind": self.kind
        }


class TakeAwayForm(forms.Form):
    REASONS = ["mauvaise personne", "mauvais fichier", "périmé ou remplacé", "à la demande de la personne"]

    reason = forms.ChoiceField(
        label="Pourquoi ?", widget=forms.RadioSelect, choices=[(reason, reason) for reason in REASONS],
        error_messages={"required": "Dites pourquoi.", "invalid_choice": "Choisissez une raison de la liste."},
    )  # fmt: skip

"""What is noted of the information of a person: one press for what happens every day, words for an objection."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.urls import reverse

from beneficiaries.models import Beneficiary, Information
from ceis import drafts

Kind, Means = Information.Kind, Information.Means
ACTS = {means.value: (Kind.TOLD, means.value) for means in Means if means} | {
    Kind.REACHABLE.value: (Kind.REACHABLE, ""),
    Kind.OBJECTION.value: (Kind.OBJECTION, ""),
}
SAID = {
    "shown": "Notice montrée", "handed": "Notice remise", "read_aloud": "Notice lue à voix haute",
    "posted": "Notice envoyée par courrier", "reachable": "D’accord pour être recontactée", "objection": "Opposition",
}  # fmt: skip


class InformationForm(forms.Form):
    """``act``: what was done or said, the button that was pressed."""

    name = "beneficiaries.information"
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    act = forms.ChoiceField(
        label="Ce qui vient d’être fait", choices=list(SAID.items()), widget=forms.RadioSelect, initial=Means.HANDED,
        error_messages={"required": "Dites ce qui a été fait.", "invalid_choice": "Dites ce qui a été fait."},
    )  # fmt: skip
    words = forms.CharField(
        label="Ce à quoi la personne s’oppose, ou ce qu’elle demande", max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Lu par les professionnels qui suivent des personnes.",
    )  # fmt: skip

    def __init__(self, *args, user, person: Beneficiary, **kwargs):
        super().__init__(*args, **kwargs)
        path = reverse("beneficiaries:information", args=[person.pk])
        self.fields["draft"].initial = drafts.token(user, self.name, person.pk, back=path)
        self.helper = FormHelper()
        self.helper.form_action = path
        self.helper.layout = Layout("id", "draft", "act", "words", HTML(BUTTON))

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("act") == Kind.OBJECTION and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", "Écrivez à quoi la personne s’oppose.")
        return cleaned

    @property
    def noted(self) -> dict:
        """What `note_information` takes."""
        kind, means = ACTS[self.cleaned_data["act"]]
        return {"id": self.cleaned_data["id"], "kind": kind, "means": means, "words": self.cleaned_data["words"]}


BUTTON = '<div class="buttons"><button class="btn btn-primary" type="submit">Noter</button></div>'

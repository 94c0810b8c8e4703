"""A word for the team of the day, and what has no place in it."""

from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from ceis import drafts, sensitive_text
from reception.handover_words import somebody_or_health
from reception.models import HandoverNote

NEVER = "Cette consigne contient {} : écrivez-la sans lui."


class HandoverForm(forms.ModelForm):
    """Numbers and passwords are refused; a name of the file or a word of health is asked about once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    anyway = forms.BooleanField(label="Laisser cette consigne telle quelle", required=False)

    name = "handover"

    class Meta:
        model = HandoverNote
        fields = ["text"]
        labels = {"text": "Nouvelle consigne"}
        help_texts = {"text": "Pour tenir l’accueil : pas de nom, rien sur la santé ni la situation de quelqu’un."}
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"text": {"required": "Écrivez la consigne."}}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.doubt = user, ""
        self.fields["id"].initial = uuid4
        self.fields["draft"].initial = drafts.token(user, self.name, back=reverse("reception:handover"))
        self.helper = FormHelper()
        self.helper.form_action = reverse("reception:handover")
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout("id", "draft", "text", HTML('{% include "reception/handover_buttons.html" %}'))

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        found = sensitive_text.find(text)
        if found:
            raise ValidationError(NEVER.format(" et ".join(found)))
        return text

    def clean(self) -> dict:
        cleaned = super().clean()
        self.doubt = somebody_or_health(cleaned.get("text", ""), self.user)
        if self.doubt and not cleaned.get("anyway"):
            self.add_error("text", self.doubt)
        return cleaned

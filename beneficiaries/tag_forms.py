"""Tags put on a person and taken off, all at once."""

from django import forms

from beneficiaries.models import Beneficiary, PersonTag
from beneficiaries.terms import TAG
from ceis.accounts.models import User
from ceis.terms.models import Term


def tags_for(user: User):
    """The tags ``user`` may put on someone, and read afterwards."""
    return Term.objects.of(TAG).for_platforms(user.platform_ids).known_to(user).order_by("position", "label")


class TagsForm(forms.Form):
    """``shown``: the tags the page showed as put on, so that nobody takes off a word they did not see."""

    tags = forms.ModelMultipleChoiceField(
        label="Étiquettes", queryset=Term.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Cette étiquette n’est plus dans la liste.", "invalid_pk_value": "Étiquette inconnue.",
        },
    )  # fmt: skip
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    def __init__(self, *args, user: User, person: Beneficiary, **kwargs):
        super().__init__(*args, **kwargs)
        worn = PersonTag.objects.visible_to(user).in_force().of_person(person).for_list()
        on = [tag.term_id for tag in worn]
        self.fields["tags"].queryset = tags_for(user)
        self.fields["tags"].widget.attrs["class"] = "chip-input"
        self.fields["tags"].initial = on
        self.fields["shown"].initial = ",".join(str(pk) for pk in on)

    @property
    def seen(self) -> set[int]:
        return {int(pk) for pk in self.cleaned_data["shown"].split(",") if pk.isascii() and pk.isdigit()}

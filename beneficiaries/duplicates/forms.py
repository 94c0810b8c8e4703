"""The form of a merge: which file goes on, and for each line that differs, which side is right."""

import uuid

from django import forms
from django.urls import reverse

from beneficiaries.duplicates.identity_lines import LEFT, RIGHT, choices
from beneficiaries.models import Beneficiary, DuplicatePair
from ceis import drafts

SIDES = [(LEFT, "à gauche"), (RIGHT, "à droite")]
UNSAID = "non renseigné"


def radios() -> forms.RadioSelect:
    return forms.RadioSelect(attrs={"class": "form-check-input"})


class MergeForm(forms.Form):
    name = "beneficiaries.merge"
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    kept = forms.ChoiceField(
        label="Le dossier gardé", choices=SIDES, widget=forms.RadioSelect(attrs={"class": "form-check-input"})
    )

    def __init__(self, *args, user, pair: DuplicatePair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = pair
        left, right = pair.left, pair.right
        path = reverse("beneficiaries:compare", args=[pair.pk])
        self.fields["draft"].initial = drafts.token(user, self.name, pair.pk, back=path)
        self.fields["kept"].widget = radios()
        self.fields["kept"].choices = [(LEFT, f"n° {left.file_number}"), (RIGHT, f"n° {right.file_number}")]
        self.fields["kept"].initial = LEFT if left.created_at <= right.created_at else RIGHT
        # When one alone is protected, its contact is kept by rule; when one may not see it, it is not shown.
        self.same_protection = left.protected_contact == right.protected_contact
        self.shows_contact = all(person.contact_open_to(user) for person in (left, right))
        self.differ, self.same = choices(left, right, contact=self.shows_contact and self.same_protection)
        for choice in self.differ:
            options = [(LEFT, choice.left or UNSAID), (RIGHT, choice.right or UNSAID)]
            self.fields[choice.line.name] = forms.ChoiceField(
                label=choice.line.label.capitalize(),
                choices=options,
                initial=choice.proposed,
                widget=radios(),
            )

    @property
    def lines(self) -> list[forms.BoundField]:
        """The fields of the lines that differ, in the order of the page."""
        return [self[choice.line.name] for choice in self.differ]

    @property
    def sides(self) -> tuple[Beneficiary, Beneficiary]:
        """The file that goes on, then the other."""
        both = (self.pair.left, self.pair.right)
        return both if self.cleaned_data["kept"] == LEFT else both[::-1]

    @property
    def taken(self) -> list[str]:
        """The lines taken from the file that does not go on."""
        kept = self.cleaned_data["kept"]
        return [choice.line.name for choice in self.differ if self.cleaned_data[choice.line.name] != kept]

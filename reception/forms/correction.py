"""A visit written wrongly: what for, who saw them and where to, or the whole of it taken back."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.urls import reverse

from ceis import drafts
from ceis.accounts.models import User
from ceis.platform import Sensitivity
from platforms.team import everyone, members
from reception.forms.details import VisitDetails
from reception.forms.doors import ELSEWHERE, NOWHERE, value
from reception.models import Visit


def is_known(platform, user) -> bool:
    return platform.sensitivity != Sensitivity.SECRET or platform.pk in user.platform_ids


class CorrectionForm(VisitDetails):
    """What for and where to, corrected on the day itself."""

    received_by = forms.ModelChoiceField(
        label="Vu par", queryset=User.objects.none(), required=False, empty_label="Pas encore, ou personne"
    )

    name = "visit-correction"

    def __init__(self, *args, visit: Visit, **kwargs):
        self.visit = visit
        super().__init__(*args, about=visit.pk, back=reverse("reception:visit", args=[visit.pk]), **kwargs)
        self.fields["id"].initial = visit.pk
        self.fields["reasons"].required = True
        self.fields["reasons"].error_messages["required"] = "Dites pour quoi la personne vient."
        known = everyone(members([platform for platform in self.doors.platforms if is_known(platform, self.user)]))
        self.fields["received_by"].queryset = User.objects.filter(pk__in=[one.pk for one in known])

    def action(self) -> str:
        return reverse("reception:visit", args=[self.visit.pk])

    def parts(self) -> list:
        return [*super().parts(), "received_by", HTML('{% include "reception/correction_buttons.html" %}')]

    @property
    def corrected(self) -> dict:
        """What `correct_visit` takes."""
        said = self.cleaned_data
        return {"reasons": said["reasons"], "sent_to": self.sent_to, "received_by": said["received_by"]}

    @classmethod
    def present(cls, visit: Visit, user) -> dict:
        """The visit as the form shows it. What its reader may not know of is shown as nothing."""
        sent = visit.referral
        door = value(sent.to) if sent else NOWHERE
        in_a_chip = sent and sent.to_platform_id
        return {
            "reasons": [reason.pk for reason in visit.reasons_open_to(user)],
            "destination": door if in_a_chip or not sent else ELSEWHERE,
            "elsewhere": "" if in_a_chip else door,
            "received_by": visit.received_by_id if visit.purpose_open_to(user) else None,
        }


class CancelForm(forms.Form):
    """Why a visit is taken back."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    why = forms.ChoiceField(
        label="Pourquoi l’annuler ?",
        widget=forms.RadioSelect,
        choices=[(why, why) for why in ("Ce n’était pas cette personne", "Enregistrée deux fois", "Autre erreur")],
        error_messages={"required": "Dites pourquoi cette venue est annulée."},
    )

    name = "visit-cancel"

    def __init__(self, *args, user, visit: Visit, **kwargs):
        super().__init__(*args, **kwargs)
        back = reverse("reception:visit", args=[visit.pk])
        self.fields["id"].initial = visit.pk
        self.fields["draft"].initial = drafts.token(user, self.name, visit.pk, back=back)
        self.helper = FormHelper()
        self.helper.form_action = reverse("reception:cancel", args=[visit.pk])
        self.helper.layout = Layout("id", "draft", "why", HTML('{% include "reception/cancel_buttons.html" %}'))

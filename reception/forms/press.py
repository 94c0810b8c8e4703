"""One press of « +1 » or « −1 » on a service."""

from django import forms

from ceis.terms.models import Term
from reception.models import Visit
from reception.terms import SERVICE


class ServiceForm(forms.Form):
    """``id`` names the press: the same one, sent again, counts once."""

    id = forms.UUIDField()
    service = forms.ModelChoiceField(queryset=Term.objects.none())
    visit = forms.ModelChoiceField(queryset=Visit.objects.none(), required=False)
    less = forms.BooleanField(required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = Term.objects.of(SERVICE).known_to(user)
        self.fields["visit"].queryset = Visit.objects.open_at_desk(user)

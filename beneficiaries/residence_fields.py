"""What a form of identity asks beside the address: has the person moved, is it a priority neighbourhood."""

from typing import Any

from django import forms

from beneficiaries.models import Beneficiary, Residence
from beneficiaries.residing import ADDRESS, MOVED, Residing
from ceis.territory.models import Zone

NEIGHBOURHOODS = '{% include "beneficiaries/neighbourhoods.html" %}'
QPV = "qpv"


def offer_neighbourhoods(form: forms.ModelForm) -> None:
    """Suggest the imported neighbourhoods while one is typed; anything else may be written all the same."""
    form.neighbourhood_names = Zone.objects.neighbourhood_names  # read only by the page that shows them
    form.fields["neighbourhood"].widget.attrs["list"] = "quartiers"


def add_residence_fields(form: forms.ModelForm, person: Beneficiary) -> list[str]:
    """Add what there is to ask of where ``person`` lives; return the names of the fields, in order."""
    form.present = Residence.objects.present().of_person(person).order_by("pk").first()
    names = []
    if form.present and form.present.has_address:
        form.fields[MOVED] = forms.DateField(
            label="A déménagé le",
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            help_text="Seulement si la personne habite ailleurs qu’avant : l’ancienne adresse est gardée. "
            "Laissez vide pour corriger une adresse mal notée.",
        )
        names.append(MOVED)
    if form.present is None or form.present.point is None:
        form.fields[QPV] = forms.ChoiceField(
            label="En quartier prioritaire (QPV)",
            choices=[(value, label.capitalize()) for value, label in Residence.Said.choices[::-1]],
            required=False,
            initial=form.present.said_qpv if form.present else "",
            help_text="L’adresse n’est pas encore située sur la carte : dites ce que vous savez.",
        )
        names.append(QPV)
    return names


def refuse_move_without_address(form: forms.ModelForm, cleaned: dict[str, Any]) -> None:
    """A move leads somewhere else; the same form sent twice does not count as another move."""
    moved_on = cleaned.get(MOVED)
    if moved_on is None or form.present.starts_on == moved_on:
        return
    typed = [cleaned.get(column, getattr(form.instance, column)) for column in ADDRESS.values()]
    if typed == [getattr(form.present, name) for name in ADDRESS]:
        form.add_error(MOVED, "Écrivez aussi la nouvelle adresse, ou effacez ce jour.")


def residing(cleaned: dict[str, Any]) -> Residing:
    return Residing(moved_on=cleaned.get(MOVED), qpv=cleaned.get(QPV))

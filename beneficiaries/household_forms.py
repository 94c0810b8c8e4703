"""Forms of the household, of relatives and of legal measures: who it is, in a few keys."""

import uuid
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms

from beneficiaries.models import Beneficiary, HouseholdMember, ProtectionMeasure, Relative
from beneficiaries.phone import e164
from beneficiaries.search import find
from ceis import drafts
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.facts import RuleViolation

NOBODY = "aucune"
FOUND_AT_MOST = 5
SAVE = (
    '<div class="buttons"><button class="btn btn-primary" type="submit" data-key="s">{} <kbd>Alt S</kbd></button></div>'
)


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date", "max": "2100-12-31"}, format="%Y-%m-%d"), **kwargs
    )


def year_field() -> forms.IntegerField:
    return forms.IntegerField(
        label="Année de naissance", required=False, min_value=1900, max_value=2100,
        error_messages={"min_value": "L’année s’écrit sur quatre chiffres, à partir de 1900."},
    )  # fmt: skip


def make_kept(form: forms.Form, *, user: User, about: object, back: str) -> None:
    """Let ``form`` keep itself while it is filled, under its own ``name``, and nothing but us complete it."""
    form.user = user
    form.fields["draft"].initial = drafts.token(user, form.name, about, back=back)
    for field in form.fields.values():
        field.widget.attrs.setdefault("autocomplete", "off")
    form.helper = FormHelper()
    form.helper.attrs = {"novalidate": ""}


def refuse(form: forms.Form, violation: RuleViolation) -> None:
    """Put what a rule refuses beside its field, or on top."""
    form.add_error(violation.field if violation.field in form.fields else None, violation.message)


def not_to_come(day: date | None) -> date | None:
    if day and not date(1900, 1, 1) <= day <= today():
        raise forms.ValidationError("Ce jour est dans l’avenir." if day > today() else "Ce jour est trop ancien.")
    return day


def dialled(typed: str) -> str:
    number = e164(typed) if typed else ""
    if number is None:
        raise forms.ValidationError("Ce numéro ne s’appelle pas : vérifiez-le, par exemple 06 12 34 56 78.")
    return number


class SomeoneForm(forms.Form):
    """Someone near a person: a first name alone, or a full name that is looked for in the file."""

    name = ""
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    who = forms.CharField(
        label="Qui", max_length=80, help_text="Un prénom suffit. Avec le nom, elle est cherchée dans le fichier.",
        error_messages={"required": "Écrivez un prénom, ou le nom d’une personne du fichier."},
    )  # fmt: skip
    person = forms.ChoiceField(
        label="Est-ce l’une de ces personnes ?", required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Le nom a changé : choisissez de nouveau."},
    )  # fmt: skip

    def __init__(self, *args, user: User, person: Beneficiary, back: str, **kwargs):
        super().__init__(*args, **kwargs)
        make_kept(self, user=user, about=person.pk, back=back)
        self.found = {str(one.pk): one for one in self.look_for(person)}
        choices = [(pk, f"{one} · {one.told_apart_by}") for pk, one in self.found.items()]
        self.fields["person"].choices = [*choices, (NOBODY, "Aucune : noter seulement ce nom")]
        if not self.found:
            self.fields["person"].widget = forms.HiddenInput()
        else:
            self.fields["person"].widget.attrs["autofocus"] = True

    def look_for(self, person: Beneficiary) -> list[Beneficiary]:
        """People of that name; those in danger are named by their référents alone, whoever asks finds the others."""
        typed = (self.data.get("who") or "")[:80] if self.is_bound else ""
        if len(typed.split()) < 2:
            return []
        matches = [match.beneficiary for match in find(typed, user=self.user, limit=FOUND_AT_MOST + 1)]
        return [one for one in matches if one != person and one.contact_open_to(self.user)][:FOUND_AT_MOST]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.found and not data.get("person") and "person" not in self.errors:
            self.add_error("person", "Choisissez, ou gardez seulement le nom.")
        return data

    @property
    def chosen(self) -> Beneficiary | None:
        return self.found.get(self.cleaned_data["person"])


class MemberForm(SomeoneForm):
    name = "beneficiaries.household"
    relation = forms.ChoiceField(
        label="C’est", choices=[("", "Choisir…"), *HouseholdMember.Relation.choices[:-1]],
        error_messages={"required": "Dites ce que cette personne est pour l’autre."},
    )  # fmt: skip
    birth_year = year_field()
    starts_on = day_field("Vit ici depuis le", required=False, help_text="Vide si on ne sait pas.")
    shared_custody = forms.BooleanField(label="En garde alternée : vit aussi ailleurs", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "id", "draft",
            Div("who", "relation", css_class="grid even fields"), "person",
            Div("birth_year", "starts_on", css_class="grid even fields"), "shared_custody",
            HTML(SAVE.format("Ajouter au foyer")),
        )  # fmt: skip

    def clean_starts_on(self) -> date | None:
        return not_to_come(self.cleaned_data["starts_on"])

    def clean_birth_year(self) -> int | None:
        year = self.cleaned_data["birth_year"]
        if year and year > today().year:
            raise forms.ValidationError("Cette année est dans l’avenir.")
        return year

    @property
    def said(self) -> dict[str, Any]:
        """What `add_to_household` takes of the form."""
        data, chosen = self.cleaned_data, self.chosen
        return {
            "id": data["id"], "relation": data["relation"], "starts_on": data["starts_on"],
            "shared_custody": data["shared_custody"], "beneficiary": chosen,
            "first_name": "" if chosen else data["who"], "birth_year": None if chosen else data["birth_year"],
        }  # fmt: skip


class RelativeForm(SomeoneForm):
    name = "beneficiaries.relative"
    relation = forms.ChoiceField(
        label="C’est", choices=[("", "Choisir…"), *Relative.Relation.choices],
        error_messages={"required": "Dites ce que cette personne est pour l’autre."},
    )  # fmt: skip
    phone = forms.CharField(label="Téléphone", max_length=40, required=False)
    to_call = forms.BooleanField(label="Personne à prévenir", required=False)
    is_carer = forms.BooleanField(label="Aidant familial", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        self.helper.layout = Layout(
            "id", "draft", Div("who", "relation", css_class="grid even fields"), "person",
            "phone", Div("to_call", "is_carer"), HTML(SAVE.format("Ajouter ce proche")),
        )  # fmt: skip

    def clean_phone(self) -> str:
        return dialled(self.cleaned_data["phone"])

    @property
    def said(self) -> dict[str, Any]:
        data, chosen = self.cleaned_data, self.chosen
        kept = {name: data[name] for name in ("id", "relation", "phone", "to_call", "is_carer")}
        return kept | {"person": chosen, "name": "" if chosen else data["who"]}


class AskedForm(forms.Form):
    """What the person says of their home when nobody is noted in it."""

    ANSWERS = [("", "Non renseigné"), ("oui", "Oui"), ("non", "Non")]
    lives_alone = forms.ChoiceField(label="Vit seul·e", choices=ANSWERS, required=False)
    single_parent = forms.ChoiceField(label="Élève seul·e ses enfants", choices=ANSWERS, required=False)

    def __init__(self, *args, person: Beneficiary, **kwargs):
        names = {True: "oui", False: "non", None: ""}
        initial = {name: names[getattr(person, name)] for name in ("lives_alone", "single_parent")}
        super().__init__(*args, initial=initial, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Div("lives_alone", "single_parent", css_class="grid even fields"),
            HTML('<button class="btn btn-outline-primary" type="submit" name="asked" value="1">Enregistrer</button>'),
        )

    @property
    def said(self) -> dict[str, bool | None]:
        values = {"oui": True, "non": False, "": None}
        return {name: values[answer] for name, answer in self.cleaned_data.items()}


class MeasureForm(forms.Form):
    """Who signs with a person or for them; a member of the household is chosen, anybody else is written."""

    name = "beneficiaries.measure"
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label="Mesure", choices=[("", "Choisir…"), *ProtectionMeasure.Kind.choices],
        error_messages={"required": "Choisissez la mesure."},
    )  # fmt: skip
    holder = forms.ChoiceField(label="Exercée par un membre du foyer", required=False)
    holder_name = forms.CharField(label="Nom du représentant", max_length=120, required=False)
    organisation = forms.CharField(label="Organisme", max_length=120, required=False, help_text="UDAF, ATG, CCAS…")
    phone = forms.CharField(label="Téléphone", max_length=40, required=False)
    email = forms.EmailField(label="Adresse électronique", required=False)
    starts_on = day_field("Depuis le", required=False, help_text="Vide si on ne sait pas.")
    ends_on = day_field("Jusqu’au", required=False)

    def __init__(self, *args, user: User, about: object, back: str, household: list[Beneficiary], **kwargs):
        super().__init__(*args, **kwargs)
        make_kept(self, user=user, about=about, back=back)
        self.household = {str(one.pk): one for one in household}
        self.fields["holder"].choices = [("", "Non"), *((pk, str(one)) for pk, one in self.household.items())]
        if not household:
            self.fields["holder"].widget = forms.HiddenInput()
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        self.helper.layout = Layout(
            "id", "draft", "kind", "holder",
            Div("holder_name", "organisation", css_class="grid even fields"),
            Div("phone", "email", css_class="grid even fields"),
            Div("starts_on", "ends_on", css_class="grid even fields"),
            HTML(SAVE.format("Enregistrer la mesure")),
        )  # fmt: skip

    def clean_phone(self) -> str:
        return dialled(self.cleaned_data["phone"])

    def clean_starts_on(self) -> date | None:
        return not_to_come(self.cleaned_data["starts_on"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        named = data.get("holder_name") or data.get("organisation")
        if data.get("holder") and named:
            self.add_error("holder_name", "Un membre du foyer est déjà choisi : laissez ce champ vide.")
        elif not data.get("holder") and not named and not {"holder", "holder_name", "organisation"} & set(self.errors):
            self.add_error("holder_name", "Dites qui exerce la mesure : un nom ou un organisme.")
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "La fin vient après le début.")
        return data

    @property
    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("id", "kind", "holder_name", "organisation", "phone", "email", "starts_on", "ends_on")
        return {name: data[name] for name in names} | {"holder": self.household.get(data["holder"])}


class EndForm(forms.Form):
    """The day something ended; « c’était une erreur » is another button of the same form."""

    day = day_field("Jour", error_messages={"required": "Choisissez un jour."})

    def __init__(self, *args, label: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].label = label
        self.fields["day"].initial = today
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if not date(1900, 1, 1) <= day <= date(2100, 12, 31):
            raise forms.ValidationError("Cette date n’est pas possible.")
        return day

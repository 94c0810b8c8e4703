"""Saying what a person lives: several dimensions at once, one of them, or the truth in place of a mistake."""

from decimal import Decimal
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms

from beneficiaries.models import Beneficiary, Situation
from beneficiaries.situation_actions import NONE, Known, Said, signature
from ceis import drafts
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.layout import DRAFT_LINE, Chips, Folded, save_button
from ceis.models import Platform
from ceis.terms.models import Term

Dimension = Situation.Dimension
GROUPS = [
    ("Famille et logement", [Dimension.FAMILY, Dimension.HOUSING]),
    ("Emploi et formation", [Dimension.EMPLOYMENT, Dimension.REGISTRATION, Dimension.EDUCATION]),
    (
        "Ressources et droits",
        [
            Dimension.INCOME_BAND, Dimension.INCOME, Dimension.BENEFITS, Dimension.HEALTH_COVER, Dimension.DISABILITY,
        ],
    ),
    ("Mobilité et langue", [Dimension.MOBILITY, Dimension.LANGUAGE]),
    ("Numérique", [Dimension.EQUIPMENT, Dimension.CONNECTION, Dimension.DIGITAL_LEVEL]),
]  # fmt: skip
A_DATE = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "required": False}
EARLIEST = 120  # years: nobody has lived anything longer than that


def amount_field(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=8, decimal_places=2, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip


def refuse_odd_dates(form: forms.Form, start: str, end: str = "") -> None:
    """Say at its field that a date is to come, is older than anybody, or ends before it began."""
    first, last = form.cleaned_data.get(start), form.cleaned_data.get(end) if end else None
    for name, day in ((start, first), (end, last)):
        if day and not today().year - EARLIEST <= day.year <= today().year + 10:
            form.add_error(name, "Vérifiez l’année.")
    if first and first > today() and start not in form.errors:
        form.add_error(start, "Une situation se note quand elle est là : choisissez un jour passé, ou aujourd’hui.")
    if first and last and last < first:
        form.add_error(end, "La fin vient après le début.")


def say_hidden_platform(form: forms.Form) -> None:
    """Say on top of the form what is wrong with the platform when the field itself is not drawn."""
    if "platform" in form.errors and isinstance(form.fields["platform"].widget, forms.HiddenInput):
        form.add_error(None, "Vous n’êtes plus sur cette plateforme : ouvrez la page de nouveau.")


class PointForm(forms.Form):
    """What a person lives, dimension by dimension; only what is touched is written.

    For each dimension: its value or values, since when, and ``…-vu``, what its writer had under the eyes.
    """

    name = "beneficiaries.situation"
    id = forms.UUIDField(widget=forms.HiddenInput)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    platform = forms.ModelChoiceField(
        label="Au nom de la plateforme", queryset=Platform.objects.none(), empty_label=None, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une plateforme."},
    )  # fmt: skip
    source = forms.ChoiceField(
        label="D’où vient l’information", choices=Situation.Source.choices[:4], initial=Situation.Source.PERSON,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args, user: User, person: Beneficiary, back: str, only: Dimension | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = Known.by(user, person, user.platforms[0])
        self.about = f"{person.pk}:{only}" if only else str(person.pk)
        self.fields["id"].initial = uuid4
        self.fields["draft"].initial = drafts.token(user, self.name, self.about, back=back)
        self.fields["platform"].queryset = Platform.objects.filter(pk__in=user.platform_ids)
        self.fields["platform"].initial = user.platform_ids[0]
        if len(user.platform_ids) == 1:
            self.fields["platform"].widget = forms.HiddenInput()
        asked = [only] if only else list(Dimension)
        self.words = words_for(user, asked, self.known)
        self.asked = [dimension for dimension in asked if self.words[dimension]]
        for dimension in self.asked:
            self.ask(dimension)
        if only:
            self.fields[f"{only}-fin"] = forms.DateField(label="Jusqu’au, si c’est fini", **A_DATE)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = one_layout(self, only) if only else point_layout(self)

    def ask(self, dimension: Dimension) -> None:
        held, words = self.known.held(dimension), self.words[dimension]
        kind = forms.MultipleChoiceField if dimension.is_multiple else forms.ChoiceField
        widget = forms.CheckboxSelectMultiple if dimension.is_multiple else forms.RadioSelect
        self.fields[dimension.value] = kind(
            label=dimension.label.capitalize(), required=False, widget=widget, help_text=self.elsewhere(dimension),
            choices=[(str(pk), term.label[:1].upper() + term.label[1:]) for pk, term in words.items()],
            error_messages={"invalid_choice": "Cette valeur n’est pas dans la liste."},
        )  # fmt: skip
        chosen = [str(row.term_id) for row in held]
        self.fields[dimension.value].initial = chosen if dimension.is_multiple else "".join(chosen[:1])
        self.fields[f"{dimension}-depuis"] = forms.DateField(label="Depuis le", **A_DATE)
        self.fields[f"{dimension}-vu"] = forms.CharField(
            widget=forms.HiddenInput, required=False, max_length=2_000, initial=self.under_the_eyes(dimension)
        )
        for pk, term in words.items() if dimension.has_amounts else ():
            amount = next((row.amount for row in held if row.term_id == pk), None)
            self.fields[f"{dimension}-montant-{pk}"] = amount_field(term.label.capitalize())
            self.fields[f"{dimension}-montant-{pk}"].initial = amount

    def elsewhere(self, dimension: Dimension) -> str:
        """What other teams say and this one may not change."""
        kept = self.known.kept(dimension)
        others = [row for row in self.known.of(dimension) if row not in kept and row.ends_on is None]
        return " · ".join(f"{row.platform} : {row}" for row in others)

    def under_the_eyes(self, dimension: Dimension) -> str:
        held = {row.term: row.amount for row in self.known.held(dimension)}
        return f"{signature(self.known.of(dimension))} {as_written(held)}".strip()

    def clean(self) -> dict:
        data = super().clean()
        say_hidden_platform(self)
        for dimension in self.asked:
            end = f"{dimension}-fin" if f"{dimension}-fin" in self.fields else ""
            refuse_odd_dates(self, f"{dimension}-depuis", end)
            values = self.values(dimension, data)
            if len(values) > 1 and any(term.code == NONE for term in values):
                self.add_error(dimension.value, "Choisissez « aucun » seul, ou ce qu’il y a.")
            if data.get(f"{dimension}-depuis") and not values and dimension not in self.errors:
                self.add_error(dimension.value, "Choisissez ce qui est vrai depuis ce jour.")
        return data

    def values(self, dimension: Dimension, data: dict) -> dict[Term, Decimal | None]:
        """Each value chosen, with its amount; an amount typed beside a value chooses it."""
        chosen = data.get(dimension.value) or []
        chosen = {int(pk) for pk in ([chosen] if isinstance(chosen, str) else chosen)}
        amounts = {pk: data.get(f"{dimension}-montant-{pk}") for pk in self.words[dimension]}
        return {
            term: amounts[pk] for pk, term in self.words[dimension].items() if pk in chosen or amounts[pk] is not None
        }

    @property
    def said(self) -> list[Said]:
        """What its writer changed, of what they saw."""
        told = []
        for dimension in self.asked:
            values = self.values(dimension, self.cleaned_data)
            seen, _, held = self.cleaned_data[f"{dimension}-vu"].partition(" ")
            start, end = (self.cleaned_data.get(f"{dimension}-{name}") for name in ("depuis", "fin"))
            if start or end or as_written(values) != held:
                told.append(Said(dimension, values, seen, start, end))
        return told

    def show_again(self, dimensions: list[Dimension]) -> list[dict]:
        """Keep what was typed, to be saved over what is kept now. Returns: both versions of each dimension."""
        self.data = self.data.copy()
        for dimension in dimensions:
            self.data[f"{dimension}-vu"] = self.under_the_eyes(dimension)
        said = {one.dimension: one for one in self.said}
        return [
            {
                "label": dimension.label.capitalize(),
                "kept": ", ".join(map(str, self.known.held(dimension))) or "rien",
                "typed": ", ".join(term.label for term in said[dimension].values) or "rien",
            }
            for dimension in dimensions
        ]


def as_written(values: dict[Term, Decimal | None]) -> str:
    """Return values and amounts in one line that is the same whatever their order."""
    pairs = sorted((term.pk, "" if amount is None else f"{amount:.2f}") for term, amount in values.items())
    return " ".join(f"{pk}={amount}" for pk, amount in pairs)


def words_for(user: User, dimensions: list[Dimension], known: Known) -> dict[Dimension, dict[int, Term]]:
    """Return, for each dimension, the values ``user`` may choose and those already kept, in the order of the list."""
    offered = Term.objects.of_lists([dimension.list_name for dimension in dimensions]).offered_to(user)
    found = {dimension: {} for dimension in dimensions}
    for term in offered.order_by("position", "label", "pk"):
        found[Dimension(term.list.removeprefix("situation_"))][term.pk] = term
    for dimension in dimensions:
        for row in known.held(dimension):
            found[dimension].setdefault(row.term_id, row.term)
    return found


def rows_of(form: PointForm, dimension: Dimension, *more: str) -> Div:
    amounts = [name for name in form.fields if name.startswith(f"{dimension}-montant-")]
    folded = [Folded("Montants par mois, en euros", Div(*amounts, css_class="amounts"))] if amounts else []
    since = Div(Field(f"{dimension}-depuis", wrapper_class="short"), *more, css_class="beside since")
    return Div(Chips(dimension.value), *folded, since, f"{dimension}-vu", css_class="dimension")


def point_layout(form: PointForm) -> Layout:
    groups = []
    for title, dimensions in GROUPS:
        asked = [rows_of(form, dimension) for dimension in dimensions if dimension in form.asked]
        if asked:
            groups.append(Div(HTML(f"<h2>{title}</h2>"), *asked, css_class="card"))
    return Layout("id", "draft", *groups, Div(*foot(form), css_class="card foot"))


def one_layout(form: PointForm, dimension: Dimension) -> Layout:
    return Layout(
        "id", "draft", rows_of(form, dimension, Field(f"{dimension}-fin", wrapper_class="short")), *foot(form)
    )


def foot(form: PointForm) -> list:
    platform = ["platform"] if isinstance(form.fields["platform"].widget, forms.HiddenInput) else [Chips("platform")]
    buttons = Div(save_button("Enregistrer", "S"), HTML(GIVE_UP), css_class="buttons")
    return [
        *platform,
        Chips("source"),
        HTML('{% include "beneficiaries/situation_readers.html" %}'),
        buttons,
        DRAFT_LINE,
    ]


class CorrectSituationForm(forms.Form):
    """« C’était une erreur » : the row as it should have been; ``version`` is the one its writer sees."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    value = forms.ChoiceField(
        label="Valeur", widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une valeur.", "invalid_choice": "Ce n’est pas dans la liste."},
    )  # fmt: skip
    starts_on = forms.DateField(label="Depuis le", help_text="Vide : on ne sait pas.", **A_DATE)
    ends_on = forms.DateField(label="Jusqu’au", help_text="Vide : c’est encore vrai.", **A_DATE)
    source = forms.ChoiceField(
        label="D’où vient l’information", choices=Situation.Source.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, user: User, row: Situation, **kwargs):
        super().__init__(*args, **kwargs)
        dimension = Dimension(row.dimension)
        known = Known([row], user.platforms, user.platforms[0])
        self.words = words_for(user, [dimension], known)[dimension] | {row.term_id: row.term}
        self.fields["value"].choices = [(str(pk), term.label) for pk, term in self.words.items()]
        if dimension.has_amounts:
            self.fields["amount"] = amount_field("Montant par mois, en euros")
        for name in ("version", "starts_on", "ends_on", "source"):
            self.fields[name].initial = getattr(row, name)
        self.fields["value"].initial = str(row.term_id)
        self.initial.setdefault("amount", row.amount)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            "version", Chips("value"), *(["amount"] if dimension.has_amounts else []),
            Div("starts_on", "ends_on", css_class="beside"), Chips("source"),
            Div(save_button("Enregistrer la correction", "S"), HTML(GIVE_UP), css_class="buttons"),
        )  # fmt: skip

    def clean(self) -> dict:
        data = super().clean()
        refuse_odd_dates(self, "starts_on", "ends_on")
        return data

    @property
    def typed(self) -> dict:
        data = self.cleaned_data
        names = ("version", "starts_on", "ends_on", "source")
        return {name: data[name] for name in names} | {
            "term": self.words[int(data["value"])], "amount": data.get("amount")
        }  # fmt: skip

    def show_again_on(self, version: int) -> None:
        """Keep what was typed, to be saved over ``version`` once compared with it."""
        self.data = self.data.copy()
        self.data["version"] = version


class EndForm(forms.Form):
    """« N’a plus » : the last day on which it was true."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    last = forms.DateField(
        label="Jusqu’au", error_messages={"required": "Dites jusqu’à quel jour."}, widget=A_DATE["widget"]
    )

    def clean(self) -> dict:
        data = super().clean()
        if data.get("last") and not today().year - EARLIEST <= data["last"].year <= today().year + 10:
            self.add_error("last", "Vérifiez l’année.")
        return data


GIVE_UP = '<a class="btn btn-link" href="{{ back }}">Abandonner</a>'

from datetime import timedelta
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms

from ceis import drafts, sensitive_text
from ceis.accounts.models import User
from ceis.civil_time import now, today
from ceis.form_layout import Folded
from ceis.models import Platform
from ceis.terms.models import Term
from partners.models import Partner
from platforms.actions import NextStep, Notes
from platforms.forms.layout import DRAFT_LINE, Chips, save_button, undo_button
from platforms.models import Interview, InterviewNote
from platforms.team import everyone, members
from platforms.terms import INTERVIEW_THEME

MINUTES = [(15, "15 min"), (30, "30 min"), (45, "45 min"), (60, "1 h")]
OLDEST = timedelta(days=366)
STEP_IN = timedelta(days=7)
LONGEST = 20_000
READERS = HTML('{% include "platforms/readers.html" %}')


def how_long() -> Div:
    return Div(Chips("minutes"), Field("other_minutes", wrapper_class="short"), css_class="beside")


class TextsForm(forms.Form):
    """What was said in an interview: themes, length, a summary for the platform, a note for oneself."""

    themes = forms.ModelMultipleChoiceField(
        label="Ce dont vous avez parlé", queryset=Term.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Ce thème n’est plus dans la liste.", "invalid_pk_value": "Thème inconnu."},
    )  # fmt: skip
    minutes = forms.TypedChoiceField(
        label="Durée", choices=MINUTES, coerce=int, required=False, empty_value=None, widget=forms.RadioSelect
    )
    other_minutes = forms.IntegerField(label="Autre durée, en minutes", min_value=1, max_value=600, required=False)
    shared = forms.CharField(
        label="Ce qui a été fait", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5})
    )
    private = forms.CharField(
        label="Note privée", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Pour vous, comme dans un carnet. Elle fait partie du dossier, que la personne peut demander à lire.",
    )  # fmt: skip
    keep_anyway = forms.BooleanField(label="Garder ce texte tel quel", required=False)
    kept_reason = forms.ChoiceField(
        label="Pourquoi le garder", required=False,
        choices=[("", "Choisir une raison"), *InterviewNote.KeptReason.choices[1:]],
    )  # fmt: skip
    watched = ("shared", "private")  # texts where a number or a password has no place

    def __init__(self, *args, user: User, platforms: list[Platform], **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.platforms = user, platforms
        self.team = members(platforms)
        self.fields["themes"].queryset = (
            Term.objects.of(INTERVIEW_THEME).for_platforms(platforms).select_related("platform")
        )
        self.sensitive = Div("keep_anyway", "kept_reason", css_class="alert alert-warning d-none", css_id="sensible")
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}

    @property
    def readers(self) -> list[tuple[Platform, int]]:
        """Each platform the summary may go to, and how many people read it there."""
        return [(platform, len(users)) for platform, users in self.team.items()]

    def clean(self) -> dict:
        data = super().clean()
        data["minutes"] = data.get("other_minutes") or data.get("minutes")
        if not data["minutes"] and not {"minutes", "other_minutes"} & set(self.errors):
            self.add_error("minutes", "Choisissez une durée.")
        if not data.get("shared") and not data.get("themes") and not {"shared", "themes"} & set(self.errors):
            self.add_error("shared", "Dites ce qui a été fait, ou choisissez au moins un thème.")
        self.refuse_foreign_themes(data)
        self.warn_of_sensitive_texts(data)
        return data

    def platform_of(self, data: dict) -> Platform | None:
        return self.platforms[0] if len(self.platforms) == 1 else data.get("platform")

    def refuse_foreign_themes(self, data: dict) -> None:
        platform = self.platform_of(data)
        foreign = [
            theme for theme in data.get("themes") or [] if theme.platform_id not in (None, platform and platform.pk)
        ]
        if platform and foreign:
            self.add_error("themes", f"« {foreign[0]} » n’est pas un thème de la plateforme {platform}.")

    def warn_of_sensitive_texts(self, data: dict) -> None:
        found = sensitive_text.find("\n".join(data.get(name) or "" for name in self.watched))
        if not found:
            data["kept_reason"] = ""
            return
        self.sensitive.css_class = "alert alert-warning"
        if not (data.get("keep_anyway") and data.get("kept_reason")):
            self.add_error(
                "keep_anyway",
                f"Le texte contient {' et '.join(found)}. Retirez-le, ou cochez ici et dites pourquoi le garder.",
            )

    @property
    def notes(self) -> Notes:
        data = self.cleaned_data
        return Notes(list(data["themes"]), data["shared"], data["private"], data["kept_reason"])


class WriteForm(TextsForm):
    """The four things one writes after an interview; the rest is filled in or folded away."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    platform = forms.ModelChoiceField(
        label="Plateforme", queryset=Platform.objects.none(), empty_label=None, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une plateforme."},
    )  # fmt: skip
    next_what = forms.CharField(label="Prochaine étape", required=False, max_length=200)
    next_due = forms.DateField(
        label="Pour le", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    channel = forms.ChoiceField(
        label="Comment", choices=Interview.Channel, initial=Interview.Channel.OFFICE, widget=forms.RadioSelect
    )
    day = forms.DateField(
        label="Jour", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choisissez un jour."},
    )  # fmt: skip
    at = forms.TimeField(
        label="Heure", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Choisissez une heure."},
    )  # fmt: skip
    colleagues = forms.TypedMultipleChoiceField(
        label="Avec un autre professionnel", required=False, widget=forms.CheckboxSelectMultiple
    )
    refer_to = forms.ChoiceField(label="Orienter vers", required=False)
    watched = (*TextsForm.watched, "next_what")

    def __init__(self, *args, user: User, back: str, about: str, **kwargs):
        super().__init__(*args, user=user, platforms=user.platforms, **kwargs)
        by_id = {str(one.pk): one for one in everyone(self.team) if one != user}
        self.fields["id"].initial = uuid4
        self.fields["draft"].initial = drafts.token(user, "interview", about, back=back)
        self.fields["platform"].queryset = Platform.objects.filter(pk__in=user.platform_ids)
        self.fields["platform"].initial = user.platform_ids[0]
        self.fields["next_due"].initial = today() + STEP_IN
        self.fields["day"].initial = today()
        self.fields["at"].initial = now().time().replace(second=0, microsecond=0)
        self.fields["colleagues"].choices, self.fields["colleagues"].coerce = list(by_id.items()), by_id.get
        self.offer_destinations()
        one = len(self.platforms) == 1
        if one:
            self.fields["platform"].widget = forms.HiddenInput()
        self.helper.layout = Layout(
            "id", "draft", "platform" if one else Chips("platform"),
            Chips("themes", autofocus=True), how_long(),
            "shared",
            Div(Field("next_what", wrapper_class="wide"), "next_due", css_class="beside"),
            Folded("Canal, date, note privée, autre professionnel, orientation",
                   Chips("channel"), Div("day", "at", css_class="beside"), "private",
                   *([Chips("colleagues")] if by_id else []), "refer_to"),
            self.sensitive, READERS,
            Div(save_button("Enregistrer l’entretien", "S"), css_class="buttons"), DRAFT_LINE,
        )  # fmt: skip

    def offer_destinations(self) -> None:
        platforms = Platform.objects.all()
        self.destinations = {f"platform:{one.pk}": one for one in platforms} | {
            f"partner:{one.pk}": one for one in Partner.objects.order_by("name")
        }
        names = [(key, str(one)) for key, one in self.destinations.items()]
        self.fields["refer_to"].choices = [
            ("", "Personne"),
            ("Une plateforme", [name for name in names if name[0].startswith("platform:")]),
            ("Un partenaire", [name for name in names if name[0].startswith("partner:")]),
        ]

    def clean(self) -> dict:
        data = super().clean()
        if data.get("next_what") and not data.get("next_due") and "next_due" not in self.errors:
            data["next_due"] = today() + STEP_IN
        if data.get("next_what") and data.get("next_due") and not today() <= data["next_due"] <= today() + 2 * OLDEST:
            self.add_error("next_due", "La prochaine étape est à venir, dans deux ans au plus.")
        if (day := data.get("day")) and not today() - OLDEST <= day <= today():
            self.add_error("day", "Un entretien s’écrit quand il a eu lieu, et dans l’année.")
        return data

    @property
    def act(self) -> dict:
        """What `write_interview` takes of the form."""
        data = self.cleaned_data
        step = NextStep(data["next_what"], data["next_due"]) if data["next_what"] else None
        return {
            "id": data["id"], "platform": data["platform"], "day": data["day"], "at": data["at"],
            "minutes": data["minutes"], "channel": data["channel"], "colleagues": data["colleagues"],
            "notes": self.notes, "next_step": step, "refer_to": self.destinations.get(data["refer_to"]),
        }  # fmt: skip


class CorrectForm(TextsForm):
    """The texts of an interview, corrected the same day; ``version`` is the one the page was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user: User, interview: Interview, back: str, **kwargs):
        super().__init__(*args, user=user, platforms=[interview.platform], **kwargs)
        self.fields["draft"].initial = drafts.token(user, "correction", interview.pk, back=back)
        self.helper.layout = Layout(
            "version", "draft", Chips("themes"),
            how_long(),
            "shared", "private", self.sensitive, READERS,
            Div(save_button("Enregistrer la correction", "S"), css_class="buttons"), DRAFT_LINE,
        )  # fmt: skip

    @staticmethod
    def present(interview: Interview, notes: list[InterviewNote]) -> dict:
        """What the interview says now, as initial values; ``notes``: those its author may read."""
        texts = {note.kind: note for note in notes}
        shared, private = texts.get("shared"), texts.get("private")
        quick = interview.minutes in dict(MINUTES)
        return {
            "version": interview.version,
            "minutes": interview.minutes if quick else None,
            "other_minutes": None if quick else interview.minutes,
            "themes": [theme.pk for theme in shared.themes.all()] if shared else [],
            "shared": shared.text if shared else "",
            "private": private.text if private else "",
        }

    def show_again_on(self, version: int) -> bool:
        """Keep what was typed, to be saved over ``version`` once compared with it. Returns: that it must be."""
        self.data = self.data.copy()
        self.data["version"] = version
        return True


class CancelInterviewForm(forms.Form):
    REASONS = ["mauvaise personne", "écrit deux fois", "n’a pas eu lieu", "erreur de saisie"]

    reason = forms.ChoiceField(
        label="Pourquoi ?", widget=forms.RadioSelect, choices=[(reason, reason) for reason in REASONS],
        error_messages={"required": "Dites pourquoi."},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            Chips("reason"),
            undo_button("Annuler cet entretien"),
        )  # fmt: skip

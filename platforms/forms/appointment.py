from datetime import date, datetime, time, timedelta
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date, parse_time

from beneficiaries.models import Beneficiary
from ceis import drafts
from ceis.accounts.models import User
from ceis.civil_time import now, today
from ceis.form_layout import Folded
from ceis.models import Platform
from ceis.places.models import Room
from platforms.forms.layout import DRAFT_LINE, Chips, save_button, undo_button
from platforms.free_slots import Slot, first_free
from platforms.models import Appointment
from platforms.team import bookable_platforms, everyone, members

MINUTES = [(30, "30 min"), (45, "45 min"), (60, "1 h"), (90, "1 h 30")]
FURTHEST = timedelta(days=730)
SLOTS = HTML('{% include "platforms/slots_box.html" %}')
# Enter in a field sends the form by its first button: this one, and not the first free slot.
ENTER = HTML('<button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true">Enregistrer</button>')
WHEN = Div(
    Field("day", wrapper_class="filter"), Field("hour", wrapper_class="filter"), Field("room", wrapper_class="filter"),
    css_class="filters",
)  # fmt: skip


def offices():
    """The rooms where one can speak without being heard."""
    return Room.objects.filter(kind=Room.Kind.OFFICE, site__outside=False).order_by("site", "position", "name")


class SlotForm(forms.Form):
    """A time range and a room, typed or taken from the free slots the page proposes (the button named ``slot``)."""

    day = forms.DateField(
        label="Jour", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choisissez un jour."},
    )  # fmt: skip
    hour = forms.TimeField(
        label="Heure", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Choisissez une heure."},
    )  # fmt: skip
    minutes = forms.TypedChoiceField(
        label="Durée", choices=MINUTES, coerce=int, initial=60, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une durée."},
    )  # fmt: skip
    room = forms.ModelChoiceField(label="Salle", queryset=Room.objects.none(), required=False, empty_label="Aucune")

    def __init__(self, *args, people: list[Beneficiary], **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["room"].queryset = offices()
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}

    def clean(self) -> dict:
        data = super().clean()
        if slot := self.data.get("slot"):
            self.take(slot, data)
        if self.is_at_the_office(data) and not data.get("room") and "room" not in self.errors:
            self.add_error("room", "Choisissez un bureau : l’entretien est confidentiel.")
        self.refuse_day(data.get("day"))
        return data

    def take(self, slot: str, data: dict) -> None:
        """Read « 2026-11-24 09:00 <room> », the value of a button of the page."""
        day, hour, room = [*slot.split(" "), "", ""][:3]
        try:
            data["day"], data["hour"] = parse_date(day), parse_time(hour)
            data["room"] = self.fields["room"].clean(room)
        except (ValueError, ValidationError):
            data["day"] = data["hour"] = data["room"] = None
        for name in ("day", "hour", "room"):
            self.errors.pop(name, None)
        if not (data["day"] and data["hour"]):
            self.add_error("day", "Ce créneau n’est pas lisible : choisissez un jour et une heure.")

    def refuse_day(self, day: date | None) -> None:
        if day and day < today():
            self.add_error("day", "Ce jour est passé.")
        elif day and day > today() + FURTHEST:
            self.add_error("day", "Un rendez-vous se prend deux ans à l’avance au plus.")

    def is_at_the_office(self, data: dict) -> bool:
        return data.get("channel") == Appointment.Channel.OFFICE

    @property
    def times(self) -> dict:
        """The range asked for, as `book_appointment` and `move_appointment` take it."""
        start: time = self.cleaned_data["hour"]
        end = (datetime.combine(date.min, start) + timedelta(minutes=self.cleaned_data["minutes"])).time()
        return {"day": self.cleaned_data["day"], "starts_at": start, "ends_at": end, "room": self.cleaned_data["room"]}

    def chosen(self, name: str):
        """Return the present value of one field, saved or not, or None when it is missing or wrong."""
        try:
            return self.fields[name].clean(self[name].value())
        except ValidationError:
            return None

    def free_slots(self, workers: list[User], at_the_office: bool) -> list[Slot]:
        if not workers:
            return []
        return first_free(
            people=[one.pk for one in [*workers, *self.people]],
            minutes=self.chosen("minutes") or 60,
            after=now(),
            rooms=list(offices()) if at_the_office else None,
        )


class BookForm(SlotForm):
    id = forms.UUIDField(widget=forms.HiddenInput)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    platform = forms.ModelChoiceField(
        label="Plateforme", queryset=Platform.objects.none(), empty_label=None, widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une plateforme."},
    )  # fmt: skip
    worker = forms.TypedChoiceField(
        label="Avec", error_messages={"required": "Choisissez avec qui.", "invalid_choice": "Choisissez avec qui."}
    )
    colleagues = forms.TypedMultipleChoiceField(label="Avec aussi", required=False, widget=forms.CheckboxSelectMultiple)
    channel = forms.ChoiceField(
        label="Comment", choices=Appointment.Channel, initial=Appointment.Channel.OFFICE, widget=forms.RadioSelect
    )

    def __init__(self, *args, user: User, back: str, about: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.team = members(bookable_platforms(user))
        by_id = {str(one.pk): one for one in everyone(self.team)}
        platforms = list(self.team)
        self.fields["id"].initial = uuid4
        self.fields["draft"].initial = drafts.token(user, "appointment", about, back=back)
        self.fields["platform"].queryset = Platform.objects.filter(pk__in=[one.pk for one in platforms])
        self.fields["platform"].initial = platforms[0].pk if len(platforms) == 1 else None
        self.fields["worker"].coerce = self.fields["colleagues"].coerce = by_id.get
        self.fields["worker"].choices = [("", "Choisir…")] + [
            (platform.name, [(one.pk, str(one)) for one in users]) for platform, users in self.team.items() if users
        ]
        self.fields["worker"].initial = user.pk if str(user.pk) in by_id else ""
        self.fields["colleagues"].choices = [(pk, str(one)) for pk, one in by_id.items() if one != user]
        if len(platforms) == 1:
            self.fields["platform"].widget = forms.HiddenInput()
        self.helper.layout = Layout(
            ENTER, "id", "draft",
            "platform" if len(platforms) == 1 else Chips("platform"),
            Field("worker"), Chips("minutes"), Chips("channel"), SLOTS,
            WHEN, Folded("Avec un autre professionnel", Chips("colleagues")),
            Div(save_button("Prendre ce rendez-vous", "S"), css_class="buttons"), DRAFT_LINE,
        )  # fmt: skip

    def clean(self) -> dict:
        data = super().clean()
        worker, platform = data.get("worker"), data.get("platform")
        if worker and platform and worker not in self.team[platform]:
            self.add_error("worker", f"{worker} n’est pas sur la plateforme {platform}.")
        return data

    @property
    def workers(self) -> list[User]:
        return [self.cleaned_data["worker"], *self.cleaned_data["colleagues"]]

    @property
    def slots(self) -> list[Slot]:
        workers = [one for one in [self.chosen("worker"), *(self.chosen("colleagues") or [])] if one]
        return self.free_slots(workers, self.chosen("channel") == Appointment.Channel.OFFICE)


class MoveForm(SlotForm):
    def __init__(self, *args, appointment: Appointment, **kwargs):
        super().__init__(*args, people=list(appointment.people.all()), **kwargs)
        self.appointment = appointment
        length = datetime.combine(date.min, appointment.ends_at) - datetime.combine(date.min, appointment.starts_at)
        present = length.seconds // 60
        if present not in dict(MINUTES):
            self.fields["minutes"].choices = [*MINUTES, (present, f"{present} min")]
        self.initial = {
            "day": appointment.date, "hour": appointment.starts_at, "minutes": present, "room": appointment.room_id,
        }  # fmt: skip
        self.helper.layout = Layout(
            ENTER, Chips("minutes"), SLOTS, WHEN, Div(save_button("Déplacer", "S"), css_class="buttons")
        )

    def is_at_the_office(self, data: dict) -> bool:
        return self.appointment.channel == Appointment.Channel.OFFICE

    @property
    def slots(self) -> list[Slot]:
        return self.free_slots(list(self.appointment.workers.all()), self.is_at_the_office({}))


class CancelAppointmentForm(forms.Form):
    """Who calls it off and why, from a list: a free text would end up holding what was confided."""

    REASONS = ["empêchement", "professionnel absent", "lieu fermé", "plus nécessaire", "erreur de saisie"]

    status = forms.ChoiceField(
        label="Qui annule ?", widget=forms.RadioSelect, error_messages={"required": "Dites qui annule."},
        choices=[
            (Appointment.Status.CANCELLED_BY_THEM, "La personne"), (Appointment.Status.CANCELLED_BY_US, "Le lieu"),
        ],
    )  # fmt: skip
    reason = forms.ChoiceField(
        label="Pourquoi ?", widget=forms.RadioSelect, choices=[(reason, reason) for reason in REASONS],
        error_messages={"required": "Dites pourquoi."},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            Chips("status"), Chips("reason"),
            undo_button("Annuler ce rendez-vous"),
        )  # fmt: skip

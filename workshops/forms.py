"""The attendance sheet of one session."""

from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.urls import reverse

from ceis import drafts
from workshops.actions import MOST
from workshops.models import Attendance, Session

Status = Attendance.Status
MARKS = [
    (Status.EXPECTED, "À noter"),
    (Status.PRESENT, "Présent"),
    (Status.LATE, "En retard"),
    (Status.EXCUSED, "Excusé"),
    (Status.UNEXCUSED, "Absent"),
]
COUNT = f"Comptez de 0 à {MOST} personnes."


class AttendanceForm(forms.Form):
    """One row of choices per registered person, and the number of people nobody named."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    draft = forms.CharField(widget=forms.HiddenInput, required=False)
    unnamed = forms.IntegerField(
        label="Personnes venues sans donner leur nom",
        min_value=0,
        max_value=MOST,
        error_messages={"min_value": COUNT, "max_value": COUNT, "invalid": COUNT, "required": COUNT},
    )

    name = "attendance"

    def __init__(self, *args, user, session: Session, attendances: list[Attendance], **kwargs):
        super().__init__(*args, **kwargs)
        back = reverse("workshops:session", args=[session.pk])
        self.fields["id"].initial = uuid4
        self.fields["draft"].initial = drafts.token(user, self.name, session.pk, back=back)
        self.fields["unnamed"].initial = session.unnamed
        # Whoever was registered after the page was shown is not on the sheet that comes back.
        self.attendances = [row for row in attendances if not self.is_bound or self.field_of(row) in self.data]
        for row in self.attendances:
            self.fields[self.field_of(row)] = forms.ChoiceField(
                label=str(row.beneficiary),
                choices=MARKS,
                initial=row.status,
                widget=forms.RadioSelect,
            )
        self.helper = FormHelper()
        self.helper.form_action = reverse("workshops:attendance", args=[session.pk])
        rows = [Div(self.field_of(row), css_class="sheet-row") for row in self.attendances]
        self.helper.layout = Layout("id", "draft", *rows, "unnamed", HTML(SAVE))

    @staticmethod
    def field_of(row: Attendance) -> str:
        return f"presence-{row.pk}"

    @property
    def sheet(self) -> dict:
        """What `keep_sheet` takes."""
        marked = {row.pk: self.cleaned_data[self.field_of(row)] for row in self.attendances}
        statuses: dict[UUID, Status] = {id: Status(mark) for id, mark in marked.items()}
        return {"statuses": statuses, "unnamed": self.cleaned_data["unnamed"]}


SAVE = '{% include "workshops/attendance_buttons.html" %}'

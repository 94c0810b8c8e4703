from platforms.forms.agenda import AgendaFilter
from platforms.forms.appointment import BookForm, CancelAppointmentForm, MoveForm
from platforms.forms.interview import CancelInterviewForm, CorrectForm, WriteForm
from platforms.forms.rules import refuse

__all__ = [
    "AgendaFilter",
    "BookForm",
    "CancelAppointmentForm",
    "CancelInterviewForm",
    "CorrectForm",
    "MoveForm",
    "WriteForm",
    "refuse",
]

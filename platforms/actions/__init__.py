from platforms.actions.appointments import book_appointment, cancel_appointment, move_appointment, set_status
from platforms.actions.interviews import NextStep, Notes, cancel_interview, correct_interview, write_interview
from platforms.actions.referrals import answer_referral, send_referral
from platforms.actions.tasks import finish_task

__all__ = [
    "NextStep",
    "Notes",
    "answer_referral",
    "book_appointment",
    "cancel_appointment",
    "cancel_interview",
    "correct_interview",
    "finish_task",
    "move_appointment",
    "send_referral",
    "set_status",
    "write_interview",
]

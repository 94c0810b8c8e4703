from reception.actions.counting import give_service, take_service_back
from reception.actions.handover import leave_note, take_note_back
from reception.actions.visits import (
    cancel_visit,
    correct_visit,
    newcomer_id,
    register_arrival,
    register_newcomer,
    register_visit,
)
from reception.actions.waiting import receive, stop_waiting

__all__ = [
    "cancel_visit",
    "correct_visit",
    "give_service",
    "leave_note",
    "newcomer_id",
    "receive",
    "register_arrival",
    "register_newcomer",
    "register_visit",
    "stop_waiting",
    "take_note_back",
    "take_service_back",
]

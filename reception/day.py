"""What stands beside the search on the desk's page."""

from ceis.civil_time import today
from reception.expected import at_the_door_later, expected_today
from reception.models import HandoverNote, Visit
from reception.waiting import waits_at_desk

LATEST = 8  # visits shown at the desk
NEXT = 8  # lines expected shown before « tout voir »


def side(user, everyone: bool = False) -> dict:
    """Return what changes by itself: who waits, who and what is expected, who came last, what was left to read."""
    expected = expected_today(user)
    visits = Visit.objects.visible_to(user).standing().on(today()).for_list(user)
    visits = visits.order_by("-arrived_at", "-recorded_at")[:LATEST]
    return {
        "waits": waits_at_desk(user),
        "next_day": None if expected else at_the_door_later(user),
        "expected": expected if everyone else expected[:NEXT],
        "expected_count": len(expected),
        "everyone": everyone,
        "latest": [(visit, visit.reasons_open_to(user)) for visit in visits],
        "notes": HandoverNote.objects.visible_to(user).to_be_read().count(),
    }

"""One worker's day: who comes, what is due, who asks, what is not written yet."""

from ceis.accounts.models import User
from ceis.civil_time import now, today
from ceis.terms.models import Term
from platforms.models import Appointment, Referral, Task
from platforms.terms import REFUSAL


def appointments_of(user: User) -> dict:
    """Return the appointments of today, and how many people are here and wait."""
    appointments = list(
        Appointment.objects.visible_to(user).of_worker(user).on(today()).telling_if_written().for_list()
    )
    mine = Appointment.objects.visible_to(user).of_worker(user).expected()
    return {
        "next_day": None if appointments else mine.first_day_after(today()),
        "appointments": appointments,
        "remaining": sum(one.is_expected for one in appointments),
        "arrived": sum(one.status == Appointment.Status.ARRIVED for one in appointments),
        "moment": now(),
    }


def work_of(user: User) -> dict:
    """Return what waits besides the appointments: tasks due, referrals, interviews to write."""
    tasks = list(Task.objects.visible_to(user).assigned_to(user).open().due_by(today()).for_list())
    asked = Referral.objects.known_to(user).waiting().to_platforms(user.platform_ids).for_list()
    referrals = [(referral, referral.origin_for(user)) for referral in asked]
    unwritten = Appointment.objects.visible_to(user).unwritten(user).for_list().order_by("-date", "-starts_at", "pk")
    return {
        "tasks": tasks,
        "referrals": referrals,
        "refusals": list(Term.objects.of(REFUSAL)) if referrals else [],
        "unwritten": list(unwritten),
    }

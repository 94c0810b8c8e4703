"""Who waits at the desk, for whom, since when."""

from dataclasses import dataclass

from ceis.access import Permission
from ceis.french import hour
from reception.expected import permanence_words
from reception.models import Visit

LATE = 15  # minutes after which a wait is said long


@dataclass(frozen=True)
class Wait:
    """One line of the waiting list. ``whom``: as far as its reader may know."""

    visit: Visit
    whom: str

    @property
    def minutes(self) -> int:
        return self.visit.minutes_here

    @property
    def long(self) -> bool:
        return self.minutes >= LATE


def waiting(user):
    """Visits whose person waits to be received; for who receives people, those who came for them."""
    here = Visit.objects.visible_to(user).waiting()
    if user.may(Permission.FOLLOW_PEOPLE):
        return here.calling(user)
    return here.not_for_a_secret_of_others(user)


def waits_at_desk(user) -> list[Wait]:
    """Return the waiting list of the desk, the longest wait first."""
    here = Visit.objects.visible_to(user).waiting().not_for_a_secret_of_others(user)
    return [Wait(visit, awaited(visit, user)) for visit in here.for_list(user).longest_waiting_first()]


def waits_for(user) -> list[Wait]:
    """Return who waits for ``user``, or for their platform, the longest wait first."""
    here = Visit.objects.visible_to(user).waiting().calling(user)
    return [Wait(visit, _why(visit, user)) for visit in here.for_list(user).longest_waiting_first()]


def awaited(visit: Visit, user) -> str:
    """Whom they wait for, said to ``user``: of what is secret to them, « rendez-vous » and the room."""
    if visit.appointment_id:
        return _appointment(visit, user)
    if visit.permanence_id:
        what, soft = permanence_words(visit.permanence, user)
        return ", ".join(filter(None, [f"{what[0].lower()}{what[1:]}", soft]))
    if not visit.purpose_open_to(user):
        return "rendez-vous"
    return f"pour {visit.asked_worker}" if visit.asked_worker_id else f"pour la plateforme {visit.asked_platform}"


def _appointment(visit: Visit, user) -> str:
    appointment = visit.appointment
    room = f", {appointment.room}" if appointment.room else ""
    if not appointment.is_open_to(user):
        return f"rendez-vous{room}"
    with_whom = ", ".join(str(worker) for worker in appointment.workers.all())
    return f"rendez-vous {hour(appointment.starts_at)}, {with_whom}{room}"


def _why(visit: Visit, user) -> str:
    if visit.appointment_id:
        return f"rendez-vous {hour(visit.appointment.starts_at)}"
    return "pour vous" if visit.asked_worker_id == user.pk else f"pour la plateforme {visit.asked_platform}"

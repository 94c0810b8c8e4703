"""What the desk reads of its day: who is expected, who came, who waits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from uuid import UUID, uuid4

from django.db.models import Prefetch
from django.urls import reverse

from beneficiaries.models import Beneficiary
from ceis import drafts
from ceis.access import Permission
from ceis.civil_time import now, today
from platforms.models import Appointment
from reception.models import Visit
from workshops.models import Session

LATEST = 8  # visits shown at the desk
NEXT = 8  # people expected shown before « tout voir »


@dataclass(frozen=True)
class Expected:
    """One person expected at the desk, as far as the reader may know: of a secret appointment, when and where."""

    appointment: Appointment
    person: Beneficiary
    soft: str
    arrived: bool
    draft: str  # the signed name of its form
    visit_id: UUID = field(default_factory=uuid4)

    @property
    def at(self) -> time:
        return self.appointment.starts_at

    @property
    def arrived_at(self) -> time | None:
        return self.appointment.arrived_at


def at_the_door(day=None):
    """Appointments of the day for which someone comes to the place."""
    return Appointment.objects.expected().on(day or today()).filter(channel=Appointment.Channel.OFFICE)


def expected_people(user) -> list[Expected]:
    """Return who is expected today, those not there yet first, each in the order of the hours."""
    arrivals = Prefetch("visits", Visit.objects.standing().order_by("arrived_at"), to_attr="arrivals")
    appointments = at_the_door().visible_to(user).for_list().prefetch_related(arrivals)
    lines = [
        _expected(appointment, person, user) for appointment in appointments for person in appointment.people.all()
    ]
    return sorted(lines, key=lambda line: (line.arrived, line.at, line.person.sort_name, line.person.pk))


def _expected(appointment: Appointment, person: Beneficiary, user) -> Expected:
    room = str(appointment.room) if appointment.room else ""
    if appointment.is_open_to(user):
        said = [*(str(worker) for worker in appointment.workers.all()), room]
    else:
        said = ["rendez-vous", room]
    met = appointment.status == Appointment.Status.IN_PROGRESS
    came = any(visit.beneficiary_id == person.pk for visit in appointment.arrivals)
    draft = drafts.token(user, "arrival", appointment.pk, back=reverse("reception:desk"))
    return Expected(appointment, person, ", ".join(filter(None, said)), arrived=met or came, draft=draft)


def at_the_door_later(user):
    """The next day someone is expected: what a closed day shows instead of nothing."""
    return Appointment.objects.visible_to(user).expected().first_day_after(today())


def waiting(user):
    """Appointments whose person is there and was not received yet; for who receives people, their own."""
    arrived = at_the_door().visible_to(user).filter(status=Appointment.Status.ARRIVED)
    return arrived.of_worker(user) if user.may(Permission.FOLLOW_PEOPLE) else arrived


def planned_today(people: Iterable[Beneficiary | UUID], *, user) -> dict[UUID, Appointment]:
    """Return, for those of ``people`` who are expected and not there yet, their appointment nearest to now."""
    planned = at_the_door().visible_to(user).filter(status=Appointment.Status.PLANNED, people__in=list(people))
    nearest: dict[UUID, Appointment] = {}
    moment = now()
    pairs = planned.order_by("starts_at", "pk").prefetch_related("people")
    for appointment in sorted(pairs, key=lambda planned: abs(_start(planned) - moment.replace(tzinfo=None))):
        for person in appointment.people.all():
            nearest.setdefault(person.pk, appointment)
    return nearest


def _start(appointment: Appointment) -> datetime:
    return datetime.combine(appointment.date, appointment.starts_at)


def side(user, everyone: bool = False) -> dict:
    """Return what stands beside the search: who and what is expected, who came last."""
    expected = expected_people(user)
    visits = (
        Visit.objects.visible_to(user).standing().on(today()).for_list(user).order_by("-arrived_at", "-recorded_at")
    )
    sessions = list(Session.objects.known_to(user).standing().on(today()).for_list().with_counts().in_order())
    nobody = not expected and not sessions
    return {
        "next_day": at_the_door_later(user) if nobody else None,
        "expected": expected if everyone else expected[:NEXT],
        "expected_count": len(expected),
        "everyone": everyone,
        "sessions": sessions,
        "latest": [(visit, visit.reason_open_to(user)) for visit in visits[:LATEST]],
    }

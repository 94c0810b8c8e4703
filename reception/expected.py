"""Who and what is expected at the desk today, in one list by hour."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from uuid import UUID, uuid4

from django.db.models import Prefetch
from django.urls import reverse

from beneficiaries.models import Beneficiary
from ceis import drafts
from ceis.civil_time import now, today
from partners.models import Permanence
from platforms.models import Appointment
from reception.coming import novelties
from reception.models import Visit
from workshops.models import Attendance, Session

KEYS = "123456789"  # pressed outside fields, the first lines that wait for somebody


@dataclass(frozen=True)
class Person:
    """Someone expected: the button beside them posts their arrival, under an id made when the line was drawn."""

    beneficiary: Beneficiary
    action: str
    posted: dict[str, str]
    arrived: bool = False
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class Expected:
    """One line of « Attendus aujourd’hui », as far as its reader may know.

    ``people``: who is expected by name; ``url``: where the others are registered for it; ``key``: the single key that
    presses its button, "" when there is none; ``novelty``: « première venue », « revient après 14 mois ».
    """

    at: time
    title: str
    soft: str
    anchor: str
    people: tuple[Person, ...] = ()
    url: str = ""
    over: bool = False
    arrived_at: time | None = None
    came: int = 0
    key: str = ""
    novelty: str = ""

    @property
    def alone(self) -> Person | None:
        """The person, when the line is somebody's and not a group's."""
        return self.people[0] if self.people and not self.url else None


def at_the_door(day=None):
    """Appointments of the day for which someone comes to the place."""
    return Appointment.objects.expected().on(day or today()).filter(channel=Appointment.Channel.OFFICE)


def at_the_door_later(user):
    """The next day someone is expected: what a closed day shows instead of nothing."""
    return Appointment.objects.visible_to(user).expected().first_day_after(today())


def expected_today(user) -> list[Expected]:
    """Return appointments, workshops and permanences of today: those still to come first, each by hour."""
    lines = [*_appointments(user), *_sessions(user), *_permanences(user)]
    lines.sort(key=lambda line: (line.over, line.at, line.title, line.anchor))
    free = iter(KEYS)
    said = novelties((line.alone.beneficiary.pk for line in lines if line.alone and not line.over), user)
    return [line if line.over else replace(line, key=next(free, ""), novelty=_novelty(line, said)) for line in lines]


def _novelty(line: Expected, said: dict[UUID, str]) -> str:
    return said[line.alone.beneficiary.pk] if line.alone else ""


def _appointments(user) -> Iterable[Expected]:
    arrivals = Prefetch("visits", Visit.objects.standing().order_by("arrived_at"), to_attr="arrivals")
    for appointment in at_the_door().visible_to(user).for_list().prefetch_related(arrivals):
        for person in appointment.people.all():
            yield _appointment(appointment, person, user)


def _appointment(appointment: Appointment, person: Beneficiary, user) -> Expected:
    room = str(appointment.room) if appointment.room else ""
    if appointment.is_open_to(user):
        said = [*(str(worker) for worker in appointment.workers.all()), room]
    else:
        said = ["rendez-vous", room]
    met = appointment.status == Appointment.Status.IN_PROGRESS
    came = any(visit.beneficiary_id == person.pk for visit in appointment.arrivals)
    draft = drafts.token(user, "arrival", appointment.pk, back=reverse("reception:desk"))
    action = reverse("reception:arrival", args=[appointment.pk])
    one = Person(person, action, {"person": str(person.pk), "draft": draft}, arrived=met or came)
    return Expected(
        appointment.starts_at, str(person), ", ".join(filter(None, said)), f"{appointment.pk}-{person.pk}", (one,),
        over=one.arrived, arrived_at=appointment.arrived_at,
    )  # fmt: skip


def _sessions(user) -> Iterable[Expected]:
    sessions = Session.objects.known_to(user).standing().on(today()).for_list().with_counts().in_order()
    registered = Prefetch("attendances", Attendance.objects.standing().for_list(), to_attr="registered_people")
    came = Prefetch("visits", Visit.objects.standing(), to_attr="arrivals")
    for session in sessions.prefetch_related(registered, came):
        yield _session(session, user)


def _session(session: Session, user) -> Expected:
    plural = "s" if session.registered > 1 else ""
    said = [f"{session.registered} inscrit{plural} sur {session.places}", str(session.room or "")]
    here = {visit.beneficiary_id for visit in session.arrivals}
    people = tuple(
        Person(
            attendance.beneficiary, reverse("reception:register"),
            {"who": str(attendance.beneficiary_id), "came_for": f"session:{session.pk}"},
            arrived=attendance.beneficiary_id in here or attendance.status != Attendance.Status.EXPECTED,
        )
        for attendance in session.registered_people
    )  # fmt: skip
    return Expected(
        session.starts_at, f"Atelier « {session.title} »", ", ".join(filter(None, said)), f"session-{session.pk}",
        people, url=_for("session", session), over=session.ends_at < now().time(),
        came=sum(visit.headcount for visit in session.arrivals),
    )  # fmt: skip


def permanences_today(user) -> list[Permanence]:
    """The permanences of today whose hour and room ``user`` may see."""
    return Permanence.objects.visible_to(user).of_day(today())


def permanence_words(permanence: Permanence, user) -> tuple[str, str]:
    """Return (what, second line): of a secret one, the hour, the room and « rendez-vous », as of an appointment."""
    room = str(permanence.room) if permanence.room else ""
    if not permanence.is_open_to(user):
        return "Rendez-vous", room
    return f"Permanence\u00a0: {permanence.title}", ", ".join(filter(None, [str(permanence.partner), room]))


def _permanences(user) -> Iterable[Expected]:
    held = permanences_today(user)
    came = Visit.objects.standing().on(today()).headcount_by_permanence(held)
    for permanence in held:
        title, soft = permanence_words(permanence, user)
        yield Expected(
            permanence.starts_at, title, soft, f"permanence-{permanence.pk}", url=_for("permanence", permanence),
            over=permanence.ends_at < now().time(), came=came.get(permanence.pk, 0),
        )  # fmt: skip


def _for(kind: str, row) -> str:
    """Where somebody is registered for this: the desk, which then only asks who."""
    return f"{reverse('reception:desk')}?pour={kind}:{row.pk}"


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


def registered_today(people: Iterable[Beneficiary | UUID], *, user) -> dict[UUID, Session]:
    """Return, for those of ``people`` who are registered today and not there yet, their first workshop not over."""
    expected = Attendance.objects.known_to(user).standing().filter(
        beneficiary__in=list(people), status=Attendance.Status.EXPECTED, session__cancelled_at=None,
        session__date=today(), session__ends_at__gte=now().time(),
    )  # fmt: skip
    first: dict[UUID, Session] = {}
    for attendance in expected.select_related("session").order_by("session__starts_at", "pk"):
        first.setdefault(attendance.beneficiary_id, attendance.session)
    return first


def _start(appointment: Appointment) -> datetime:
    return datetime.combine(appointment.date, appointment.starts_at)

"""What following a person adds to their record, for one reader: history, next steps, the two acts of every day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.urls import reverse

from beneficiaries.models import Beneficiary
from beneficiaries.record_parts import Action, NextMeeting, Panel, TimelineEntry
from ceis.access import Permission
from ceis.civil_time import today
from ceis.french import hour, minutes
from ceis.models import Platform
from platforms.models import Appointment, Interview, Referral, Task

NOON = time(12)  # a referral has a day and no hour
SOON = 3  # days


def timeline(user, beneficiary: Beneficiary) -> Iterator[TimelineEntry]:
    interviews = Interview.objects.known_to(user).standing().of_person(beneficiary)
    for interview in interviews.for_list(user):
        yield interview_line(user, interview)
    appointments = Appointment.objects.visible_to(user).known_to(user).of_person(beneficiary).over()
    for appointment in appointments.without_interview().for_list():
        yield TimelineEntry(
            day=appointment.date,
            at=appointment.starts_at,
            kind="appointment",
            title=f"Rendez-vous {appointment.get_status_display()}",
            platform=appointment.platform,
            soft=f"avec {names(appointment.workers.all())}",
            url=reverse("platforms:appointment", args=[appointment.pk]) if user.may(Permission.BOOK) else "",
        )
    for referral in Referral.objects.known_to(user).standing().of_person(beneficiary).for_list():
        yield TimelineEntry(
            day=referral.date,
            at=NOON,
            kind="referral",
            title=f"Orientation vers {referral.destination}",
            platform=referral.to_platform,
            soft=f"par {referral.origin_for(user)} · {referral.answer_words}",
        )


def interview_line(user, interview: Interview) -> TimelineEntry:
    """One interview: whole for its platform, its existence alone for the others."""
    if not interview.is_open_to(user):
        return TimelineEntry(
            day=interview.date,
            at=interview.starts_at,
            kind="interview",
            title="Entretien",
            platform=interview.platform,
            text=f"Un entretien a eu lieu ; son contenu est réservé à la plateforme {interview.platform}.",
            locked=True,
        )
    shared = [note for note in interview.readable_notes if note.kind == "shared"]
    themes = [theme.label for note in shared for theme in note.themes.all()]
    told = [names(interview.workers.all()), minutes(interview.minutes), interview.get_channel_display(), *themes]
    return TimelineEntry(
        day=interview.date,
        at=interview.starts_at,
        kind="interview",
        title="Entretien",
        platform=interview.platform,
        text="\n".join(note.text for note in shared if note.text),
        soft=" · ".join(told),
        url=reverse("platforms:interview", args=[interview.pk]),
    )


def names(workers) -> str:
    return ", ".join(str(worker) for worker in workers)


@dataclass(frozen=True)
class Step:
    """One line of « Prochaines étapes »."""

    day: date
    title: str
    soft: str = ""
    platform: Platform | None = None
    state: str = ""
    tone: str = ""
    url: str = ""


def panels(user, beneficiary: Beneficiary) -> Iterator[Panel]:
    if not user.may(Permission.SEE_PLANNING):
        return
    context = {"steps": steps(user, beneficiary), "book_url": address("platforms:book", beneficiary)}
    yield Panel("Prochaines étapes", "platforms/next_steps.html", context, column="main", order=10)


def steps(user, beneficiary: Beneficiary) -> list[Step]:
    """Return what comes next for the person, as ``user`` may know it, soonest first."""
    found = [*tasks(user, beneficiary), *coming(user, beneficiary), *unanswered(user, beneficiary)]
    return sorted(found, key=lambda step: step.day)


def lately(user, beneficiary: Beneficiary) -> list[TimelineEntry]:
    """Return the last two interviews of one's platforms: what one wants under the eyes when writing the next."""
    mine = Interview.objects.known_to(user).of_platforms(user.platform_ids).standing().of_person(beneficiary)
    return [interview_line(user, interview) for interview in mine.for_list(user)[:2]]


def tasks(user, beneficiary: Beneficiary) -> Iterator[Step]:
    for task in Task.objects.visible_to(user).open().of_person(beneficiary).for_list():
        left = (task.due_on - today()).days
        state, tone = (
            ("en retard", "late") if left < 0 else ("aujourd’hui", "wait") if left == 0 else (f"dans {left} j", "wait")
        )
        quiet = left > SOON
        yield Step(
            task.due_on, task.what, f"pour {task.assignee}", platform=task.platform if quiet else None,
            state="" if quiet else state, tone=tone,
        )  # fmt: skip


def coming(user, beneficiary: Beneficiary) -> Iterator[Step]:
    """Appointments to come. The front door, whom people ask, also reads the hour of those that say nothing else."""
    ahead = Appointment.objects.visible_to(user).of_person(beneficiary).ahead()
    for appointment in ahead.for_list():
        is_open = appointment.is_open_to(user)
        place = f", {appointment.room}" if appointment.room else ""
        yield Step(
            appointment.date,
            f"Rendez-vous {hour(appointment.starts_at)}{place}",
            f"avec {names(appointment.workers.all())}" if is_open else "",
            platform=appointment.platform if is_open else None,
            url=reverse("platforms:appointment", args=[appointment.pk]),
        )


def next_meetings(user, people) -> dict[UUID, NextMeeting]:
    """Return the next appointment of each of ``people`` whose platform ``user`` may know."""
    wanted, soonest = {person.pk for person in people}, {}
    ahead = Appointment.objects.visible_to(user).known_to(user).of_people(wanted).ahead()
    for appointment in ahead.for_list():
        meeting = NextMeeting(
            appointment.date, appointment.starts_at, f"avec {names(appointment.workers.all())}",
            reverse("platforms:appointment", args=[appointment.pk]),
        )  # fmt: skip
        for person in appointment.people.all():
            if person.pk in wanted:
                soonest.setdefault(person.pk, meeting)
    return soonest


def unanswered(user, beneficiary: Beneficiary) -> Iterator[Step]:
    for referral in Referral.objects.known_to(user).waiting().of_person(beneficiary).for_list():
        days = (today() - referral.date).days
        since = f"sans réponse depuis {days} jour{'s' if days > 1 else ''}" if days else "envoyée aujourd’hui"
        yield Step(referral.date, f"Orientation vers {referral.destination}", since, state="sans réponse", tone="late")


def address(name: str, beneficiary: Beneficiary) -> str:
    return f"{reverse(name)}?personne={beneficiary.pk}"


def actions(user, beneficiary: Beneficiary) -> Iterator[Action]:
    if user.may(Permission.BOOK):
        yield Action("Rendez-vous", address("platforms:book", beneficiary), key="r", order=10)
    if user.may(Permission.FOLLOW_PEOPLE):
        yield Action("Écrire un entretien", address("platforms:write", beneficiary), key="e", primary=True, order=30)

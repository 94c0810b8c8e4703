"""What workshops say of a person on their record."""

from collections.abc import Iterator

from django.urls import reverse

from beneficiaries.record_parts import TimelineEntry
from ceis.access import Permission
from ceis.civil_time import today
from ceis.platform import Sensitivity
from workshops.models import Attendance, Session

SAID = {
    Attendance.Status.EXPECTED: "inscrit",
    Attendance.Status.PRESENT: "présent",
    Attendance.Status.LATE: "présent, arrivé en retard",
    Attendance.Status.EXCUSED: "excusé",
    Attendance.Status.UNEXCUSED: "absent sans excuse",
}


def timeline(user, beneficiary) -> Iterator[TimelineEntry]:
    """Yield registrations to come for whoever may look people up; presence and absence for who follows people."""
    known = Attendance.objects.known_to(user).standing().of_person(beneficiary).in_order()
    for row in known:
        if row.session.names_open_to(user) or user.may(Permission.FOLLOW_PEOPLE):
            yield _locked(row.session) if _is_locked(row.session, user) else _line(row)


def _line(row: Attendance) -> TimelineEntry:
    session = row.session
    return TimelineEntry(
        day=session.date,
        at=session.starts_at,
        kind="workshop",
        title=f"Atelier « {session.title} » : {SAID[Attendance.Status(row.status)]}",
        platform=session.platform,
        soft=str(session.theme),
        url=reverse("workshops:session", args=[session.pk]),
    )


def _is_locked(session: Session, user) -> bool:
    reserved = session.platform is not None and session.platform.sensitivity == Sensitivity.RESERVED
    return reserved and session.platform_id not in user.platform_ids and session.date < today()


def _locked(session: Session) -> TimelineEntry:
    return TimelineEntry(
        day=session.date,
        at=session.starts_at,
        kind="workshop",
        title="Un atelier",
        platform=session.platform,
        locked=True,
    )

"""What the desk says of a person on their record."""

from collections.abc import Iterator

from django.urls import reverse

from beneficiaries.record_parts import Action, TimelineEntry
from ceis.access import Permission
from ceis.civil_time import PARIS, today
from ceis.french import minutes
from reception.models import ComputerSession, Visit


def timeline(user, beneficiary) -> Iterator[TimelineEntry]:
    """Yield every visit; what for and where to, as far as ``user`` may know."""
    follows = user.may(Permission.FOLLOW_PEOPLE)
    for visit in Visit.objects.visible_to(user).standing().of_person(beneficiary).for_list(user).latest_first():
        sent = visit.referral if follows or visit.date == today() else None
        yield TimelineEntry(
            day=visit.date,
            at=visit.arrived_at,
            kind="visit",
            title="Venue à l’accueil",
            text=", ".join(str(reason) for reason in visit.reasons_open_to(user)),
            soft=f"orientation vers {sent.destination}" if sent else "",
        )
    yield from computer_lines(user, beneficiary)


def computer_lines(user, beneficiary) -> Iterator[TimelineEntry]:
    """Yield every time they sat at a public computer; what for, as far as ``user`` may know."""
    sessions = ComputerSession.objects.visible_to(user).standing().of_person(beneficiary).latest_first()
    for session in sessions if user.may(Permission.FIND_PEOPLE) else ():
        lasted = "en cours" if session.is_running else minutes(session.minutes)
        yield TimelineEntry(
            day=session.date,
            at=session.started_at.astimezone(PARIS).time(),
            kind="free_access",
            title=f"Poste en libre accès, {lasted}",
            text=str(session.purpose) if session.purpose_open_to(user) else "",
            soft=f"avec l’aide de {session.helper}" if session.helper else "",
        )


def actions(user, beneficiary) -> list[Action]:
    if not user.may(Permission.USE_DESK):
        return []
    url = f"{reverse('reception:desk')}?q={beneficiary.file_number}"
    return [Action("Enregistrer une venue", url, key="V", order=30)]

"""What the desk says of a person on their record."""

from collections.abc import Iterator

from django.urls import reverse

from beneficiaries.record_parts import Action, TimelineEntry
from ceis.access import Permission
from ceis.civil_time import today
from reception.models import Visit


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


def actions(user, beneficiary) -> list[Action]:
    if not user.may(Permission.USE_DESK):
        return []
    url = f"{reverse('reception:desk')}?q={beneficiary.file_number}"
    return [Action("Enregistrer une venue", url, key="V", order=30)]

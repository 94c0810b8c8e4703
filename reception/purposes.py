"""What somebody may come for, and where they may be sent: how a visit keeps it, which reason goes with it."""

from dataclasses import dataclass

from ceis.accounts.models import User
from ceis.models import Platform
from ceis.platform import Sensitivity
from partners.models import Partner, Permanence
from platforms.models import Appointment
from workshops.models import Session

# The reasons the house proposes by itself.
APPOINTMENT, INFORMATION, WORKSHOP, PERMANENCE = "appointment", "information", "workshop", "permanence"


@dataclass(frozen=True)
class Awaited:
    """A professional somebody came to see, on the platform where they are."""

    worker: User
    platform: Platform


Purpose = Appointment | Session | Permanence | Platform | Awaited
Door = Platform | Partner | Session | Permanence


def purpose_fields(came_for: Purpose | None) -> dict:
    """Return the fields of the visit that say what for."""
    if isinstance(came_for, Session):
        return {"session": came_for}
    if isinstance(came_for, Permanence):
        return {"permanence": came_for}
    if isinstance(came_for, Platform):
        return {"asked_platform": came_for}
    if isinstance(came_for, Awaited):
        return {"asked_worker": came_for.worker, "asked_platform": came_for.platform}
    return {}


def reason_of(came_for: Purpose | None) -> str:
    """The reason that goes with it. A secret permanence is a « rendez-vous » like another, in every list and figure."""
    if isinstance(came_for, Session):
        return WORKSHOP
    if isinstance(came_for, Permanence):
        secret = Sensitivity.SECRET in (came_for.sensitivity, came_for.partner.sensitivity)
        return APPOINTMENT if secret else PERMANENCE
    return INFORMATION

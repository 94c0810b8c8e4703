"""Rows of the people's accompaniment, made through the actions that make them in life."""

import uuid
from datetime import date, time

from ceis.access import PLATFORM_ROLES, Role
from ceis.civil_time import today
from ceis.models import Platform
from platforms.actions import Notes, book_appointment, send_referral, write_interview
from platforms.models import Appointment, Interview, Referral, Task
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import RoomFactory, UserFactory

WORKER_OF = {
    "emploi": Role.SOCIAL_WORKER,
    "numerique": Role.DIGITAL_MEDIATOR,
    "budget": Role.BUDGET_ADVISER,
    "sante": Role.HEALTH_ADVISER,
}
assert set(WORKER_OF.values()) < PLATFORM_ROLES


def platform(slug: str) -> Platform:
    return Platform.objects.get(slug=slug)


def worker(slug: str = "emploi", **fields):
    """Someone who follows people on a platform."""
    return UserFactory(role=WORKER_OF[slug], platform=slug, **fields)


def appointment(
    *, of=None, person=None, slug: str = "emploi", day: date | None = None, at: time = time(9), until: time = time(10),
    room=None, **fields,
) -> Appointment:  # fmt: skip
    """An appointment of ``of`` (a new worker of the platform by default); ``room=None`` makes a new office."""
    of = of or worker(slug)
    return book_appointment(
        by=of, id=uuid.uuid4(), platform=platform(slug), day=day or today(), starts_at=at, ends_at=until,
        workers=[of], people=[person or BeneficiaryFactory()], room=room or RoomFactory(), **fields,
    )  # fmt: skip


def interview(
    *, by=None, person=None, slug: str = "emploi", day: date | None = None, at: time = time(9), shared: str = "Bilan.",
    private: str = "", themes=(), **fields,
) -> Interview:  # fmt: skip
    return write_interview(
        by=by or worker(slug), id=uuid.uuid4(), platform=platform(slug), day=day or today(), at=at, minutes=30,
        people=[person or BeneficiaryFactory()], notes=Notes(list(themes), shared, private), **fields,
    )  # fmt: skip


def task(
    *, of, person=None, slug: str = "emploi", what: str = "Relancer la crèche", due_on: date | None = None
) -> Task:
    return Task.objects.create(
        recorded_by=of, assignee=of, beneficiary=person, platform=platform(slug), what=what, due_on=due_on or today()
    )


def referral(*, to: str = "emploi", person=None, by=None, origin: str | None = None) -> Referral:
    return send_referral(
        by=by or UserFactory(role=Role.RECEPTION), beneficiary=person or BeneficiaryFactory(),
        to_platform=platform(to), from_platform=platform(origin) if origin else None,
    )  # fmt: skip

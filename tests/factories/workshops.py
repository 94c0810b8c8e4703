"""Sessions and presences, made through the actions that make them in life."""

import uuid
from datetime import date, time

from ceis.access import Role
from ceis.civil_time import today
from ceis.models import Platform
from ceis.terms.models import Term
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory
from workshops.actions import register, schedule_session
from workshops.models import Attendance, Session
from workshops.terms import THEME


def theme(code: str = "digital") -> Term:
    return Term.objects.get(list=THEME, code=code)


def session(
    *, slug: str | None = None, title: str = "Ma boîte mail", day: date | None = None, at: time = time(10),
    until: time = time(12), **fields,
) -> Session:  # fmt: skip
    """A session of the whole place, or of the platform ``slug``."""
    return schedule_session(
        by=fields.pop("by", None) or UserFactory(role=Role.COORDINATOR), id=uuid.uuid4(), title=title, theme=theme(),
        day=day or today(), starts_at=at, ends_at=until,
        platform=Platform.objects.get(slug=slug) if slug else None, **fields,
    )  # fmt: skip


def registered(session: Session, person=None) -> Attendance:
    by = UserFactory(role=Role.COORDINATOR)
    return register(by=by, id=uuid.uuid4(), session=session, beneficiary=person or BeneficiaryFactory())

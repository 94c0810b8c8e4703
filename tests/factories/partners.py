"""Partners and what they hold here."""

from datetime import date, time

from ceis.access import Role
from ceis.civil_time import today
from partners.actions import save_permanence
from partners.models import Partner, Permanence
from tests.factories.ceis import UserFactory

EVERY_DAY = [0, 1, 2, 3, 4, 5]


def partner(name: str = "CAF de l’Hérault", **fields) -> Partner:
    return Partner.objects.get_or_create(name=name, defaults={"kind": Partner.Kind.STATE} | fields)[0]


def permanence(
    *, of: Partner | None = None, title: str = "Point relais CAF", weekdays=None, at: time = time(0, 1),
    until: time = time(23, 59), start: date | None = None, **fields,
) -> Permanence:  # fmt: skip
    """A permanence held all day long, every day of the week but Sunday, unless told otherwise."""
    rule = Permanence(
        partner=of or partner(), title=title, weekdays=weekdays or EVERY_DAY, starts_at=at, ends_at=until,
        starts_on=start or today(), **fields,
    )  # fmt: skip
    return save_permanence(by=UserFactory(role=Role.COORDINATOR), permanence=rule)

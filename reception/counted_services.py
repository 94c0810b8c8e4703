"""The « +1 » buttons of the desk: each service, and how many times it was given today."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from ceis.civil_time import today
from ceis.terms.models import Term
from reception.models import ServiceGiven, Visit
from reception.terms import SERVICE


@dataclass(frozen=True)
class Counter:
    """``more`` and ``less``: the ids of the next press of each button, for pages without JavaScript."""

    service: Term
    count: int
    more: UUID = field(default_factory=uuid4)
    less: UUID = field(default_factory=uuid4)


def counters(user, visit: Visit | None = None) -> list[Counter]:
    """Return one counter for each service, of today for the place or of one visit."""
    given = ServiceGiven.objects.standing().on(today()).for_visit(visit).counted()
    terms = Term.objects.of(SERVICE).known_to(user)
    return [Counter(term, given.get(term.pk, 0)) for term in terms]

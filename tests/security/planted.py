"""Who plays which role in the world of the security tests, and which word each of them may meet."""

from dataclasses import dataclass, field

from beneficiaries.models import Beneficiary, Situation
from ceis.access import Role
from ceis.accounts.models import User
from tests.factories.ceis import UserFactory

WORKERS = {
    "emploi": "social_worker",
    "numerique": "digital_mediator",
    "budget": "budget_adviser",
    "sante": "health_adviser",
}
TEAM = {slug: {worker} for slug, worker in WORKERS.items()}
TEAM["emploi"] = TEAM["emploi"] | {"coordinator"}
# Whose trade it is, and those who keep the rooms: the front door greets without knowing.
KNOW_SECRETS = {
    "social_worker", "budget_adviser", "health_adviser", "coordinator", "manager", "administrator",
}  # fmt: skip
HOLD_THE_DESK = {"reception", "coordinator", *WORKERS.values()}
FOLLOW = {*WORKERS.values(), "coordinator"}
JUSTICE = FOLLOW - {"digital_mediator"}  # a mediator never learns of a fact of justice
READ_REPORTS = {"coordinator", "manager", "dpo"}  # lists of words, totals beside them
KEEP_LISTS = {"coordinator", "manager", "administrator"}  # the words of the place, beside nobody
BENEFITS = Situation.Dimension.BENEFITS.list_name
DRAFT_FORM = "visit"


@dataclass
class World:
    users: dict[str, User] = field(default_factory=dict)
    objects: dict[str, list] = field(default_factory=dict)  # name → arguments of an address
    readers: dict[str, set[str]] = field(default_factory=dict)  # planted word → keys of `users`
    person: Beneficiary | None = None

    def plant(self, word: str, *readers: str) -> str:
        self.readers[word] = set(readers)
        return word


def people_of_the_place() -> dict[str, User]:
    """One user per role; a platform role holds its own platform, the coordinator holds emploi."""
    of = {worker: slug for slug, worker in WORKERS.items()}
    users = {role.value: UserFactory(role=role, platform=of.get(role.value)) for role in Role}
    users["health_adviser"].last_name = "Kerouredan"  # nobody else's, to be looked for in pages
    users["health_adviser"].save()
    return users

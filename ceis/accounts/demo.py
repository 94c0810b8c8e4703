"""The team of the demo place: nobody who exists, one password for all, only there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_DNS, UUID, uuid5

from django.contrib.auth.hashers import make_password

from ceis.access import Role
from ceis.accounts.models import Assignment, User
from ceis.civil_time import PARIS
from ceis.demo import World
from ceis.text import sort_key

PASSWORD = "arceaux-jardin-2018"
DOMAIN = "ceis.example"
HIRED = date(2018, 3, 1)
MONTHS_OF_CIVIC_SERVICE = 8


@dataclass(frozen=True)
class Account:
    key: str
    first_name: str
    last_name: str
    role: Role
    platform: str | None = None

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"

    @property
    def id(self) -> UUID:
        """The same in every demo place: what tells one from a real place."""
        return uuid5(NAMESPACE_DNS, self.email)

    @property
    def does(self) -> str:
        return f"{self.role.label} ({self.platform})" if self.platform else self.role.label


ACCOUNTS = [
    Account("accueil", "Maryse", "Cazalbou", Role.RECEPTION),
    Account("yacine", "Yacine", "Bouregba", Role.RECEPTION),
    Account("volontaire", "Lilou", "Sérignac", Role.VOLUNTEER),
    Account("enzo", "Enzo", "Marzouki", Role.VOLUNTEER),
    Account("claire", "Claire", "Vernazobres", Role.SOCIAL_WORKER, "emploi"),
    Account("thomas", "Thomas", "Castelbon", Role.SOCIAL_WORKER, "emploi"),
    Account("aissata", "Aïssata", "Diakoumé", Role.SOCIAL_WORKER, "emploi"),
    Account("benoit", "Benoît", "Lafenasse", Role.SOCIAL_WORKER, "emploi"),
    Account("sofia", "Sofia", "Belmonteiro", Role.DIGITAL_MEDIATOR, "numerique"),
    Account("julien", "Julien", "Roquessel", Role.DIGITAL_MEDIATOR, "numerique"),
    Account("meriem", "Meriem", "Ouldbachir", Role.DIGITAL_MEDIATOR, "numerique"),
    Account("paul", "Paul", "Estagnol", Role.BUDGET_ADVISER, "budget"),
    Account("ines", "Inès", "Carvalheiro", Role.BUDGET_ADVISER, "budget"),
    Account("agathe", "Agathe", "Montarnaud", Role.HEALTH_ADVISER, "sante"),
    Account("samuel", "Samuel", "Kerbiriou", Role.HEALTH_ADVISER, "sante"),
    Account("helene", "Hélène", "Puechaldou", Role.COORDINATOR, "emploi"),
    Account("bastien", "Bastien", "Labrousquière", Role.COORDINATOR, "numerique"),
    Account("direction", "Dominique", "Valmagnac", Role.MANAGER),
    Account("dpo", "Irène", "Castagnède", Role.DPO),
    Account("admin", "Rémi", "Toulousy", Role.ADMINISTRATOR),
    Account("partenaire", "Odile", "Frontignac", Role.PARTNER),
]
MARK = ACCOUNTS[0].id


def is_installed() -> bool:
    return User.objects.filter(pk=MARK).exists()


def holdings() -> int:
    return User.objects.count()


def build(world: World) -> None:
    # One hash for all: the password is printed to whoever asks, and hashing it twenty times would take seconds.
    password = make_password(PASSWORD, salt=f"{world.rng.getrandbits(96):024x}")
    hired = datetime(HIRED.year, HIRED.month, HIRED.day, 9, tzinfo=PARIS)
    for number, account in enumerate(ACCOUNTS):
        world.team[account.key] = world.keep(
            User(
                id=account.id,
                email=account.email,
                first_name=account.first_name,
                last_name=account.last_name,
                sort_name=sort_key(f"{account.last_name} {account.first_name}"),
                phone=f"+334657100{number:02d}",
                password=password,
                created_at=hired,
            )
        )
        starts_on, ends_on = HIRED, None
        if account.role == Role.VOLUNTEER:
            starts_on = world.today - timedelta(days=70)
            ends_on = starts_on + timedelta(days=30 * MONTHS_OF_CIVIC_SERVICE)
        world.keep(
            Assignment(
                id=world.uuid(),
                user_id=account.id,
                role=account.role,
                platform=world.platforms[account.platform] if account.platform else None,
                starts_on=starts_on,
                ends_on=ends_on,
            )
        )

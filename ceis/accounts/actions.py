"""Who comes in, in which role, and who no longer does."""

from datetime import date

from django.db import IntegrityError, transaction

from ceis.accounts.models import Assignment, User
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry

LAST_ADMINISTRATOR = (
    "C’est la dernière personne qui peut ouvrir et fermer des comptes. Donnez d’abord ce rôle, sans date de fin, à"
    " quelqu’un d’autre."
)
REFUSALS = {
    "email": ("Un compte existe déjà à cette adresse.", "email"),
    "held_once": ("Cette personne tient déjà ce rôle à ces dates.", "role"),
}


@transaction.atomic
def open_account(*, by: User | None, user: User, assignment: Assignment) -> User:
    """Save a new account and its first role; it has no password until its owner chooses one.

    ``by`` is None for the first account of a place.

    A second call with the same id returns the first one's row.
    Raises: RuleViolation when the address is taken.
    """
    if existing := User.objects.filter(pk=user.pk).first():
        return existing
    user.email = User.objects.normalize_email(user.email).lower()
    user.set_unusable_password()
    save_or_refuse(user)
    record(by=by, action=Entry.Action.CREATE, on=user)
    assignment.user = user
    give_role(by=by, assignment=assignment)
    return user


@transaction.atomic
def give_role(*, by: User | None, assignment: Assignment) -> Assignment:
    """Save a role someone will hold; a second call with the same id returns the first one's row.

    Raises: RuleViolation when the person holds it already at these dates.
    """
    if existing := Assignment.objects.filter(pk=assignment.pk).first():
        return existing
    save_or_refuse(assignment)
    record(by=by, action=Entry.Action.CREATE, on=assignment)
    return assignment


@transaction.atomic
def end_role(*, by: User, assignment: Assignment, last_day: date) -> None:
    """End a role on ``last_day``, inclusive; one that ends before it starts was a mistake and is taken away.

    Raises: RuleViolation when nobody would be left to open the door.
    """
    lock_administrators()
    if last_day < assignment.starts_on:
        record(by=by, action=Entry.Action.CANCEL, on=assignment)
        assignment.delete()
    else:
        assignment.ends_on = last_day
        assignment.save(update_fields=["ends_on"])
        record(by=by, action=Entry.Action.UPDATE, on=assignment)
    refuse_if_nobody_is_left()


@transaction.atomic
def close_account(*, by: User, user: User) -> None:
    """Close an account: its open sessions end with their next request, and its password is forgotten.

    Raises: RuleViolation for one's own account, and when nobody would be left to open the door.
    """
    if by == user:
        raise RuleViolation("On ne ferme pas son propre compte : demandez-le à un autre administrateur.")
    lock_administrators()
    user.is_active = False
    user.set_unusable_password()  # sessions carry a print of the password: reopening the account revives none
    user.save(update_fields=["is_active", "password"])
    user.drafts.all().delete()
    record(by=by, action=Entry.Action.CANCEL, on=user)
    refuse_if_nobody_is_left()


@transaction.atomic
def reopen_account(*, by: User, user: User) -> None:
    """Open again a closed account; its owner chooses a new password by invitation."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(by=by, action=Entry.Action.UPDATE, on=user)


@transaction.atomic
def make_invitation(*, by: User, user: User) -> None:
    """Write down that ``by`` made a link with which ``user`` chooses a password: whoever holds it can use it."""
    record(by=by, action=Entry.Action.UPDATE, on=user)


def lock_administrators() -> None:
    """Make two administrators who remove each other wait: the second one sees what the first one did."""
    list(Assignment.objects.administrators().select_for_update(of=["self"]).order_by("pk"))


def refuse_if_nobody_is_left() -> None:
    if not Assignment.objects.open_ended_administrators().exists():
        raise RuleViolation(LAST_ADMINISTRATOR)


def save_or_refuse(row: User | Assignment) -> None:
    """Insert ``row``; what the form could not see (someone else did it meanwhile) is refused by the database."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        for constraint, (message, field) in REFUSALS.items():
            if constraint in str(error):
                raise RuleViolation(message, field) from error
        raise

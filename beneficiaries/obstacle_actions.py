"""What stands in a person's way: noticed, treated, lifted."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from beneficiaries.models import Beneficiary, Obstacle
from ceis.accounts.models import User
from ceis.civil_time import today
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.models import Platform
from ceis.terms.models import Term

State = Obstacle.State


@transaction.atomic
def notice(
    *, by: User, beneficiary: Beneficiary, platform: Platform, terms: Iterable[Term], form: UUID,
    day: date | None = None,
) -> list[Obstacle]:  # fmt: skip
    """Write down obstacles of someone; those the platform already has open stay as they are.

    Returns: the rows written, none when the same ``form`` was already sent.
    Raises: RuleViolation when it is not the writer's platform, or the day is to come.
    """
    day = day or today()
    if platform.pk not in by.platform_ids:
        raise RuleViolation("Vous n’êtes pas sur cette plateforme.", "platform")
    if day > today():
        raise RuleViolation("Un frein se note quand il a été vu.", "day")
    written = []
    for term in terms:
        row = Obstacle(
            id=uuid5(form, str(term.pk)), beneficiary=beneficiary, term=term, platform=platform, noticed_on=day,
            recorded_by=by,
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            # Sent twice, or already open: either way it is noted.
            continue
        record(by=by, action=Entry.Action.CREATE, on=row)
        written.append(row)
    return written


@transaction.atomic
def bring_to(*, by: User, obstacle: Obstacle, state: State, day: date | None = None) -> Obstacle:
    """« En cours depuis », « levé le », or back to « repéré » ; bringing it where it already is changes nothing.

    Raises: RuleViolation when it is another team's, was withdrawn, or its days do not follow one another.
    """
    day = day or today()
    current = locked(by, obstacle)
    if current.state == state:
        return current
    if day > today() or (state != State.NOTICED and day < (current.treated_on or current.noticed_on)):
        raise RuleViolation("Choisissez un jour entre celui où il a été vu et aujourd’hui.", "day")
    if state == State.LIFTED:
        current.lifted_on = day
    else:
        current.lifted_on = None
        current.treated_on = day if state == State.TREATED else None
    save_open(current)
    record(by=by, action=Entry.Action.UPDATE, on=current)
    return current


def save_open(row: Obstacle) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as refusal:
        if "beneficiaries_obstacle_open_once" not in str(refusal):
            raise
        raise RuleViolation("Ce frein a été noté de nouveau depuis : continuez avec la ligne ouverte.") from refusal


@transaction.atomic
def withdraw_obstacle(*, by: User, obstacle: Obstacle) -> None:
    """It was noted by mistake: it counts no more."""
    if obstacle.cancelled_at:
        return
    current = locked(by, obstacle)
    current.cancel(by=by, reason="noté par erreur")
    record(by=by, action=Entry.Action.CANCEL, on=current)


def locked(by: User, obstacle: Obstacle) -> Obstacle:
    current = Obstacle.objects.select_for_update(of=("self",)).for_list().get(pk=obstacle.pk)
    if current.platform_id not in by.platform_ids:
        raise RuleViolation("Ce frein est suivi par une autre plateforme : demandez-lui de le changer.")
    if current.cancelled_at:
        raise RuleViolation("Ce frein a été retiré entre-temps.")
    return current

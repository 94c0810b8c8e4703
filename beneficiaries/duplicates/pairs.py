"""What is decided of two files that look alike: reported, set aside, merged."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from beneficiaries.duplicates.candidates import traits_of
from beneficiaries.duplicates.scoring import score
from beneficiaries.models import Beneficiary, DuplicatePair
from ceis.accounts.models import User
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry

ITSELF = "C’est déjà ce dossier."


@transaction.atomic
def propose_pair(*, by: User, one: Beneficiary, other: Beneficiary) -> DuplicatePair:
    """Put two files before whoever may merge them; reporting them twice changes nothing."""
    if one == other:
        raise RuleViolation(ITSELF)
    pair, created = DuplicatePair.objects.get_or_create(
        **ordered(one, other), defaults=compared(one, other) | {"proposed_by": by}
    )
    if not created and pair.state == DuplicatePair.State.TO_EXAMINE and pair.proposed_by_id:
        return pair
    if not created:
        reopen(pair, proposed_by=by)
    record(by=by, action=Entry.Action.CREATE, on=pair)
    return pair


@transaction.atomic
def set_pair_aside(*, by: User, pair: DuplicatePair) -> DuplicatePair:
    """They are two people: the night will not propose them again while nothing changes in either file."""
    pair = DuplicatePair.objects.select_for_update(of=("self",)).select_related("left", "right").get(pk=pair.pk)
    if pair.state == DuplicatePair.State.TO_EXAMINE:
        decide(pair, by=by, state=DuplicatePair.State.SET_ASIDE)
        record(by=by, action=Entry.Action.UPDATE, on=pair)
    return pair


def mark_merged(*, by: User, one: Beneficiary, other: Beneficiary) -> None:
    """Write, in the caller's transaction, that the pair is one person."""
    pair, _ = DuplicatePair.objects.get_or_create(**ordered(one, other), defaults=compared(one, other))
    decide(pair, by=by, state=DuplicatePair.State.MERGED)


def mark_two_people(*, by: User, one: Beneficiary, other: Beneficiary) -> None:
    """Write, in the caller's transaction, that merging the pair was a mistake."""
    pair, _ = DuplicatePair.objects.get_or_create(**ordered(one, other), defaults=compared(one, other))
    decide(pair, by=by, state=DuplicatePair.State.SET_ASIDE)


def decide(pair: DuplicatePair, *, by: User, state: DuplicatePair.State) -> None:
    pair.state, pair.decided_by, pair.decided_at = state, by, timezone.now()
    pair.compared = fingerprint(pair.left, pair.right)
    pair.save()


def reopen(pair: DuplicatePair, **changed) -> None:
    """Put the pair back in the list, with what it is made of now."""
    for name, value in (compared(pair.left, pair.right) | changed).items():
        setattr(pair, name, value)
    pair.state, pair.decided_by, pair.decided_at = DuplicatePair.State.TO_EXAMINE, None, None
    pair.save()


def ordered(one: Beneficiary, other: Beneficiary) -> dict[str, Beneficiary]:
    left, right = sorted((one, other), key=lambda person: person.pk)
    return {"left": left, "right": right}


def compared(one: Beneficiary, other: Beneficiary) -> dict:
    """Return what comparing the two gives, as the row keeps it."""
    found = score(traits_of(one), traits_of(other))
    return {"score": found.bits, "reasons": list(found.reasons), "compared": fingerprint(one, other)}


def fingerprint(one: Beneficiary, other: Beneficiary) -> str:
    """Return what changes when either file does, in what is compared."""
    said = sorted(repr((person.pk, _facts(person))) for person in (one, other))
    return sha256("\n".join(said).encode()).hexdigest()


def _facts(person: Beneficiary) -> list:
    traits = traits_of(person)
    return [sorted(value) if isinstance(value, frozenset) else value for value in vars(traits).values()]

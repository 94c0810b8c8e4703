"""The search of the night: every file is compared with those that look like it, batch after batch.

The place in the round is a row: a night that is cut goes on from there, and a batch done twice changes nothing.
"""

from datetime import timedelta
from time import monotonic

from django.db import IntegrityError, transaction
from django.utils import timezone

from beneficiaries.duplicates.candidates import resembling
from beneficiaries.duplicates.pairs import compared, fingerprint, reopen
from beneficiaries.duplicates.scoring import LISTED
from beneficiaries.models import Beneficiary, DuplicatePair, DuplicateSearch, MergeMove

BATCH = 100
ONE_ROUND = timedelta(hours=20)  # a round at most a night
AT_WORK = 8 * 60  # seconds; the next tick of the clock goes on


def search_duplicates(seconds: float = AT_WORK) -> None:
    """Go on with the round of the night until it is over or time is."""
    until = monotonic() + seconds
    while monotonic() < until and _one_batch():
        pass


def purge_moves() -> None:
    """Forget what would have undone the merges that cannot be undone any more."""
    MergeMove.objects.expired().delete()


@transaction.atomic
def _one_batch() -> bool:
    """Compare the next files; whether there are more. Whoever finds another at work leaves it the round."""
    if not _round_under_way():
        return False
    search = DuplicateSearch.objects.select_for_update(skip_locked=True).filter(finished_at=None).first()
    if search is None:
        return False
    people = Beneficiary.objects.present().order_by("pk")
    if search.after:
        people = people.filter(pk__gt=search.after)
    batch = list(people[:BATCH])
    for person in batch:
        _compare(person)
    search.looked_at += len(batch)
    if batch:
        search.after = batch[-1].pk
    else:
        search.finished_at = timezone.now()
    search.save()
    return bool(batch)


def _round_under_way() -> bool:
    if DuplicateSearch.objects.filter(finished_at=None).exists():
        return True
    if DuplicateSearch.objects.filter(started_at__gt=timezone.now() - ONE_ROUND).exists():
        return False
    try:
        with transaction.atomic():
            DuplicateSearch.objects.create()
    except IntegrityError:
        return True
    return True


def _compare(person: Beneficiary) -> None:
    """Write the pairs ``person`` makes with those after them; forget those that nothing says any more."""
    others = Beneficiary.objects.present().filter(pk__gt=person.pk)
    found = {other.pk: other for other, score in resembling(others, person) if score.bits >= LISTED}
    pairs = DuplicatePair.objects.filter(left=person)
    known = {pair.right_id: pair for pair in pairs.filter(right__in=list(found)).select_related("left", "right")}
    for pk, other in found.items():
        pair = known.get(pk)
        if pair is None:
            DuplicatePair.objects.get_or_create(left=person, right=other, defaults=compared(person, other))
        elif pair.compared != fingerprint(person, other):
            reopen(pair)  # even if it was set aside: one of the files is not what it was
    pairs.to_examine().filter(proposed_by=None).exclude(right__in=list(found)).delete()

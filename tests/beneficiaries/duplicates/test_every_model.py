"""Whatever model points at a person, a row of it follows a merge and comes back: also those written after this test."""

import pytest

from beneficiaries.duplicates.person_columns import Holder, holders
from beneficiaries.duplicates.undoing import undo_merge
from beneficiaries.models import Beneficiary
from tests.beneficiaries.duplicates.made import life, merge, merger, two
from tests.beneficiaries.duplicates.rows import row_of

pytestmark = pytest.mark.django_db
OTHERS = [holder for holder in holders() if holder.model is not Beneficiary]


def a_row(holder: Holder, person: Beneficiary):
    """One row of this model about ``person``: from everyday life, or made from its columns."""
    life(person)
    lived = holder.rows_of(person.pk).order_by("pk").first()
    return lived or row_of(holder.model, **dict.fromkeys(holder.columns[:1], person.pk))


@pytest.mark.parametrize("holder", OTHERS, ids=lambda holder: holder.label)
def test_a_row_follows_and_comes_back(holder):
    survivor, loser = two()
    row = a_row(holder, loser)
    held = [column for column in holder.columns if getattr(row, column) == loser.pk]
    assert held, f"no column of {holder.label} says the person"
    done = merge(survivor, loser)
    row.refresh_from_db()
    assert [getattr(row, column) for column in held] == [survivor.pk] * len(held)
    undo_merge(by=merger(), merge=done)
    row.refresh_from_db()
    assert [getattr(row, column) for column in held] == [loser.pk] * len(held)

"""Whatever model points at a person, a row of it follows a merge and comes back: also those written after this test."""

import pytest

from beneficiaries.duplicates.person_columns import Holder, holders
from beneficiaries.duplicates.undoing import undo_merge
from beneficiaries.following import protect_contact
from beneficiaries.models import Beneficiary
from tests.beneficiaries.duplicates.made import life, merge, merger, two
from tests.beneficiaries.duplicates.rows import row_of
from tests.factories.family import measure, near, paper

pytestmark = pytest.mark.django_db
OTHERS = [holder for holder in holders() if holder.model is not Beneficiary]

# Rows that no value drawn from their columns would make.
MADE = {
    "beneficiaries.Relative": lambda person: near(person, name="Nadia"),
    "beneficiaries.ProtectionMeasure": measure,
    "beneficiaries.ProtectionChange": lambda person: protect_contact(by=merger(), beneficiary=person),
    "beneficiaries.Document": paper,
}


def a_row(holder: Holder, person: Beneficiary):
    """One row of this model about ``person``: from everyday life, or made from its columns."""
    life(person)
    if make := MADE.get(holder.label):
        make(person)
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

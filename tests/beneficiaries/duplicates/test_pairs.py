"""The list of pairs: what the night finds, what people say of it, what protected contacts never tell."""

from datetime import timedelta

import pytest
from django.utils import timezone

from beneficiaries.duplicates import nightly
from beneficiaries.duplicates.candidates import resembling, traits_of
from beneficiaries.duplicates.nightly import search_duplicates
from beneficiaries.duplicates.pairs import propose_pair, set_pair_aside
from beneficiaries.models import Beneficiary, DuplicatePair, DuplicateSearch
from ceis.access import Role
from ceis.facts import RuleViolation
from tests.beneficiaries.duplicates.made import merge, merger, two
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db


def a_night(**late) -> None:
    """The round of one night, as if the last one were yesterday's."""
    DuplicateSearch.objects.update(started_at=timezone.now() - timedelta(days=1))
    search_duplicates(**late)


def pairs() -> list[tuple[set[str], str]]:
    return [({str(p.left), str(p.right)}, p.state) for p in DuplicatePair.objects.best_first()]


def test_the_night_lists_who_looks_alike_and_nobody_else():
    two()
    BeneficiaryFactory(first_name="Anne", last_name="Martin")
    a_night()
    ((names, state),) = pairs()
    assert names == {"Khadija Benali", "Kadija Benali"} and state == "to_examine"
    assert DuplicatePair.objects.get().why == ["nom à une lettre près", "même année de naissance"]


def test_the_same_night_twice_changes_nothing():
    two()
    a_night()
    before = list(DuplicatePair.objects.values())
    a_night()
    assert list(DuplicatePair.objects.values()) == before


def test_one_round_a_night():
    a_night()
    two()
    search_duplicates()
    assert pairs() == [] and DuplicateSearch.objects.count() == 1


def test_a_night_that_is_cut_goes_on(monkeypatch):
    monkeypatch.setattr(nightly, "BATCH", 1)
    two()
    search_duplicates(seconds=0)
    assert nightly._one_batch() and DuplicateSearch.objects.get().looked_at == 1
    search_duplicates()
    search = DuplicateSearch.objects.get()
    assert search.looked_at == 2 and search.finished_at and len(pairs()) == 1


def test_set_aside_it_is_not_proposed_again_until_a_file_changes():
    one, other = two()
    a_night()
    set_pair_aside(by=merger(), pair=DuplicatePair.objects.get())
    a_night()
    assert [state for _, state in pairs()] == ["set_aside"]
    Beneficiary.objects.filter(pk=one.pk).update(phone="+33600000001")
    a_night()
    assert [state for _, state in pairs()] == ["to_examine"]


def test_a_pair_that_nothing_says_any_more_is_forgotten_unless_someone_reported_it():
    one, other = two()
    a_night()
    other.first_name, other.birth_year = "Gertrude", 1931
    other.save()
    a_night()
    assert pairs() == []
    propose_pair(by=merger(), one=one, other=other)
    a_night()
    assert len(pairs()) == 1


def test_merged_files_are_not_proposed_again():
    merge(*two())
    a_night()
    assert [state for _, state in pairs()] == ["merged"]
    assert not DuplicatePair.objects.visible_to(merger()).exists()


def test_reporting_twice_is_one_pair_in_either_order():
    one, other = two()
    desk = UserFactory(role=Role.RECEPTION)
    assert propose_pair(by=desk, one=one, other=other) == propose_pair(by=merger(), one=other, other=one)
    assert DuplicatePair.objects.get().proposed_by == desk
    with pytest.raises(RuleViolation):
        propose_pair(by=desk, one=one, other=one)


def test_reporting_brings_back_what_was_set_aside():
    one, other = two()
    pair = propose_pair(by=merger(), one=one, other=other)
    set_pair_aside(by=merger(), pair=pair)
    propose_pair(by=merger(), one=one, other=other)
    pair.refresh_from_db()
    assert pair.state == DuplicatePair.State.TO_EXAMINE and pair.decided_by is None


@pytest.mark.parametrize("protected", [0, 1])
def test_a_protected_contact_tells_nothing(protected):
    both = [
        BeneficiaryFactory(
            first_name="Khadija", last_name=name, phone="+33612345678", email="k@exemple.org", address="3 rue du Pont",
            city="Lunel", postcode="34400",
        )
        for name in ("Benali", "Zerrouki")
    ]  # fmt: skip
    assert resembling(Beneficiary.objects.present(), both[0])[0][1].reasons[-1] == "address"
    both[protected].protected_contact = True
    both[protected].save()
    traits = traits_of(both[protected])
    assert not (traits.phones or traits.email or traits.address or traits.postcode or traits.city)
    a_night()
    assert pairs() == []


def test_who_resembles_costs_one_query(django_assert_num_queries):
    person, _ = two()
    for _ in range(3):
        BeneficiaryFactory(first_name="Khadija", last_name="Benali")
    with django_assert_num_queries(1):
        assert len(resembling(Beneficiary.objects.present(), person)) == 4

"""The arithmetic of indicators, on the smallest rows there are."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Count, F, Q, Sum, TextChoices

from ceis.civil_time import Period
from ceis.indicators import Breakdown, Bucket, Indicator, Rate, choices, compute, filtered, months, split
from ceis.terms.models import Term

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def terms(period, platform_id):
    return Term.objects.of("essai", period.start)


def many(code="terms", where=Q(), measure=None):  # noqa: B008
    measure = measure or Count("pk", distinct=True)
    return Indicator(code, "Termes", "termes", terms, measure, "Une définition.", "les termes", where)


@pytest.fixture(autouse=True)
def five_terms(db):
    for rank, label in enumerate(["a", "a", "b", "c", ""]):
        Term.objects.create(list="essai", code=f"t{rank}", label=label, position=rank)


def test_one_query_for_all_the_figures_of_a_source(django_assert_num_queries):
    late = many("late", Q(position__gte=3))
    with django_assert_num_queries(1):
        found = compute([many(), late, Rate("share", "Part", late, many(), "Une part.")], YEAR)
    assert [found[code].value for code in ("terms", "late", "share")] == [5, 2, Decimal("0.4")]
    assert (found["share"].numerator, found["share"].denominator) == (2, 5)
    assert found["share"].rows == found["late"].rows and len(found["terms"].rows) == 5


def test_nothing_over_nothing_is_not_a_rate():
    none = many("none", Q(position__gt=99))
    assert compute([Rate("share", "Part", none, none, "x")], YEAR)["share"].value is None


def test_a_sum_of_aggregates_is_filtered_in_each_of_its_parts():
    both = filtered(Count("pk") + Sum(F("position"), default=0), Q(position__lte=2))
    assert terms(YEAR, None).aggregate(found=both)["found"] == 3 + 0 + 1 + 2


def cells(breakdown):
    return [(cell.label, int(cell.value), len(cell.rows)) for cell in split(breakdown, YEAR)]


def test_by_stored_value_biggest_first_unknown_last(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert cells(Breakdown("x", "x", many(), "label")) == [
            ("a", 2, 2), ("b", 1, 1), ("c", 1, 1), ("non renseigné", 1, 1),
        ]  # fmt: skip
    assert cells(Breakdown("x", "x", many(), "label", most=1)) == [
        ("a", 2, 2),
        ("autres", 2, 2),
        ("non renseigné", 1, 1),
    ]


def test_by_bucket_empty_ones_included_and_the_rest_unknown():
    def buckets(period):
        return [Bucket("peu", Q(position__lt=2)), Bucket("aucun", Q(position__gt=50))]

    assert cells(Breakdown("x", "x", many(), buckets=buckets)) == [
        ("peu", 2, 2), ("aucun", 0, 0), ("non renseigné", 3, 3),
    ]  # fmt: skip


def test_unknown_is_a_cell_even_when_everyone_answered_and_another_name_only_when_needed():
    known = many(where=~Q(label=""))
    assert cells(Breakdown("x", "x", known, "label"))[-1] == ("non renseigné", 0, 0)
    assert cells(Breakdown("x", "x", known, "label", unknown="lieu"))[-1] == ("c", 1, 1)


def test_choices_leave_the_unknown_one_to_the_last_cell():
    class Answer(TextChoices):
        YES = "yes", "oui"
        NONE = "", "non renseigné"

    assert [bucket.label for bucket in choices("answer", Answer)(YEAR)] == ["oui"]


def test_months_of_a_year():
    found = months(Period(date(2025, 12, 5), date(2026, 2, 1)))
    assert [bucket.label for bucket in found] == ["2025-12", "2026-01", "2026-02"]

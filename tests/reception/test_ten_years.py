"""The record and its history cost the same after one event, three, and five hundred over ten years."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from ceis.access import Role
from ceis.civil_time import today
from ceis.terms.models import Term
from reception.models import Visit, VisitReason
from reception.terms import REASON
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.ceis import UserFactory

pytestmark = pytest.mark.django_db
DAYS_BETWEEN = 7  # five hundred weeks are nearly ten years


def weekly_visits(person, by, count: int) -> None:
    visits = [
        Visit(
            date=today() - timedelta(days=DAYS_BETWEEN * week), arrived_at=time(9 + week % 8), beneficiary=person,
            recorded_by=by,
        )
        for week in range(count)
    ]  # fmt: skip
    Visit.objects.bulk_create(visits)
    reason = Term.objects.get(list=REASON, code="information")
    VisitReason.objects.bulk_create([VisitReason(visit=visit, reason=reason) for visit in visits])


@pytest.mark.parametrize("events", [1, 3, 500])
@pytest.mark.parametrize("query", ["", "?genre=visit&page=2"])
def test_the_record_costs_the_same(client, events, query, django_assert_num_queries):
    person, reader = BeneficiaryFactory(), UserFactory(role=Role.SOCIAL_WORKER)
    weekly_visits(person, reader, events)
    client.force_login(reader)
    page = reverse("beneficiaries:detail", args=[person.pk]) + query
    client.get(page)
    with django_assert_num_queries(36):
        shown = client.get(page).text
    a_page = 50 if query else 49  # unfiltered, the opening of the file is one of the fifty lines
    assert shown.count("Venue à l’accueil") == min(events, a_page)
    assert ("Page 2 sur" in shown or "Page 1 sur" in shown) == (events == 500)

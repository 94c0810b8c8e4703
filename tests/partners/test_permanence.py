"""The days of a permanence, computed from its rule."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from ceis.access import Role
from ceis.facts import RuleViolation
from ceis.platform import Sensitivity
from partners.actions import call_off, put_back
from partners.models import Permanence
from tests.factories.ceis import UserFactory
from tests.factories.partners import partner, permanence
from tests.factories.platforms import worker

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 3)


def days(rule: Permanence, first: date, count: int = 30) -> list[date]:
    every = [first + timedelta(days=ahead) for ahead in range(count)]
    return [day for day in every if rule in Permanence.objects.of_day(day)]


@pytest.mark.parametrize(
    "fields, expected",
    [
        ({}, [3, 10, 17, 24]),
        ({"rhythm": Permanence.Rhythm.FORTNIGHTLY}, [3, 17]),
        ({"rhythm": Permanence.Rhythm.FORTNIGHTLY, "start": date(2026, 10, 30)}, [10, 24]),
        ({"start": date(2026, 11, 4)}, [10, 17, 24]),
        ({"ends_on": date(2026, 11, 17)}, [3, 10, 17]),
        ({"weekdays": [1, 3]}, [3, 5, 10, 12, 17, 19, 24, 26]),
        ({"weekdays": [2]}, [4, 18, 25]),  # 11 November is a bank holiday
    ],
)
def test_the_days_it_is_held(fields, expected):
    rule = permanence(**{"weekdays": [1], "start": TUESDAY} | fields)
    assert days(rule, date(2026, 11, 1)) == [date(2026, 11, number) for number in expected]


def test_every_two_weeks_goes_on_over_a_year_of_fifty_three_weeks():
    rule = permanence(weekdays=[1], start=date(2026, 12, 15), rhythm=Permanence.Rhythm.FORTNIGHTLY)
    assert days(rule, date(2026, 12, 15), 45) == [date(2026, 12, 15), date(2026, 12, 29), date(2027, 1, 12),
                                                  date(2027, 1, 26)]  # fmt: skip


def test_a_date_is_called_off_once_and_put_back():
    rule, by = permanence(weekdays=[1], start=TUESDAY), UserFactory(role=Role.MANAGER)
    off = call_off(by=by, permanence=rule, day=date(2026, 11, 10))
    assert call_off(by=by, permanence=rule, day=date(2026, 11, 10)) == off
    assert days(rule, TUESDAY, 14) == [TUESDAY]
    put_back(by=by, permanence=rule, off=off.pk)
    assert days(rule, TUESDAY, 14) == [TUESDAY, date(2026, 11, 10)]


def test_a_date_it_is_not_held_is_not_called_off():
    with pytest.raises(RuleViolation):
        call_off(
            by=UserFactory(role=Role.MANAGER), permanence=permanence(weekdays=[1], start=TUESDAY), day=date(2026, 11, 4)
        )


@pytest.mark.parametrize(
    "fields, name",
    [
        ({"weekdays": [7]}, "days_of_the_week"),
        ({"at": time(12), "until": time(11)}, "times_in_order"),
        ({"start": TUESDAY, "ends_on": date(2026, 11, 2)}, "dates_in_order"),
    ],
)
def test_rules_the_database_refuses(fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        permanence(**fields)


def test_a_secret_permanence_is_known_to_those_whose_trade_it_is_and_seen_by_the_front_door():
    open_one = permanence()
    secret = permanence(of=partner("Écoute"), title="Violences", sensitivity=Sensitivity.SECRET)
    of_a_secret_partner = permanence(of=partner("Refuge", sensitivity=Sensitivity.SECRET), title="Écoute")
    knows, mediator = worker("emploi"), worker("numerique")
    reception, volunteer = UserFactory(role=Role.RECEPTION), UserFactory(role=Role.VOLUNTEER)
    everything = {open_one, secret, of_a_secret_partner}
    assert set(Permanence.objects.known_to(knows)) == everything
    for user in (mediator, reception):
        assert set(Permanence.objects.known_to(user)) == {open_one}
        assert not secret.is_open_to(user) and not of_a_secret_partner.is_open_to(user)
    assert set(Permanence.objects.visible_to(reception)) == everything
    assert set(Permanence.objects.visible_to(mediator)) == {open_one}
    assert not Permanence.objects.visible_to(volunteer).exists()


def test_its_days_are_said():
    assert permanence(weekdays=[3, 0]).days_words == "lundi et jeudi, chaque semaine"

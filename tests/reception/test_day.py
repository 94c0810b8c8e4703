from datetime import timedelta

import pytest

from ceis.civil_time import today
from reception.day import side
from tests.factories.platforms import appointment
from tests.factories.reception import receptionist

pytestmark = pytest.mark.django_db


def test_a_closed_day_shows_the_next_one():
    agent = receptionist()
    assert side(agent)["next_day"] is None
    appointment(day=today() + timedelta(days=4))
    appointment(day=today() + timedelta(days=1))
    assert side(agent)["next_day"] == today() + timedelta(days=1)


def test_a_day_with_someone_expected_shows_no_other():
    appointment(day=today())
    appointment(day=today() + timedelta(days=1))
    assert side(receptionist())["next_day"] is None

"""On a Sunday nothing happens, and the place still shows what comes."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from ceis.accounts.models import User
from platforms.models import Appointment, Task
from reception.models import Visit
from workshops.models import Session

SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


@pytest.mark.django_db
def test_a_sunday_shows_the_agenda_of_the_next_open_day():
    call_command("demo", "--people=150", f"--today={SUNDAY}", stdout=StringIO())
    for model in (Visit, Appointment, Session):
        assert not model.objects.on(SUNDAY).exists()
    monday = Appointment.objects.on(MONDAY)
    assert set(monday.values_list("status", flat=True)) == {Appointment.Status.PLANNED}
    assert monday.order_by().values("workers").distinct().count() > 5
    assert Session.objects.on(MONDAY).exists()
    claire = User.objects.get(email="claire@ceis.example")
    assert Appointment.objects.of_worker(claire).on(MONDAY).exists()
    assert Task.objects.open().exists()

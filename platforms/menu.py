from ceis.access import Permission
from ceis.civil_time import today
from ceis.menu import MenuEntry
from platforms.models import Appointment


def remaining_today(user) -> int:
    return Appointment.objects.of_worker(user).on(today()).expected().count()


ENTRIES = [
    MenuEntry("Ma journée", "platforms:day", Permission.FOLLOW_PEOPLE, 5, remaining_today),
    MenuEntry("Agenda", "platforms:agenda", Permission.SEE_PLANNING, 30),
]

from ceis.access import Permission
from ceis.menu import MenuEntry
from reception.waiting import waiting

ENTRIES = [
    MenuEntry("Accueil", "reception:desk", Permission.USE_DESK, order=10, count=lambda user: waiting(user).count()),
]

from ceis.access import Permission
from ceis.menu import MenuEntry
from reception.waiting import waiting

ENTRIES = [
    MenuEntry("Accueil", "reception:desk", Permission.USE_DESK, order=10, count=lambda user: waiting(user).count()),
    # Who follows people has six entries already, and comes here from the desk.
    MenuEntry(
        "Dans la maison", "reception:building", Permission.SEE_BUILDING, order=35, unless=Permission.FOLLOW_PEOPLE
    ),
    MenuEntry("Postes", "reception:computers", Permission.RUN_FREE_ACCESS, order=36, unless=Permission.SEE_BUILDING),
]

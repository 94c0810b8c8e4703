from ceis.access import Permission
from ceis.menu import MenuEntry

ENTRIES = [MenuEntry("Rapports", "reporting:list", Permission.SEE_REPORTS, order=10)]

from ceis.access import Permission
from ceis.menu import MenuEntry

ENTRIES = [MenuEntry("Ateliers", "workshops:programme", Permission.SEE_WORKSHOPS, order=40)]

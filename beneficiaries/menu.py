from ceis.access import Permission
from ceis.menu import MenuEntry

ENTRIES = [MenuEntry("Personnes", "beneficiaries:list", Permission.FIND_PEOPLE, order=20)]

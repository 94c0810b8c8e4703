from ceis.access import Permission
from ceis.menu import MenuEntry

ENTRIES = [
    MenuEntry("Équipe", "accounts:team", Permission.MANAGE_TEAM, order=60),
    MenuEntry("Qui peut quoi", "accounts:matrix", Permission.SEE_MATRIX, order=70),
]

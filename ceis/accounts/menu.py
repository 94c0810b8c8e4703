from ceis.access import Permission
from ceis.menu import MenuEntry, Setting

ENTRIES = [MenuEntry("Équipe", "accounts:team", Permission.MANAGE_TEAM, order=60)]

SETTINGS = [
    Setting(
        "Qui peut quoi", "Le tableau des droits : chaque rôle, et ce qu’il permet.", "accounts:matrix",
        Permission.SEE_MATRIX, order=90,
    ),
]  # fmt: skip

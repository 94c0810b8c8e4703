from ceis.access import Permission
from ceis.menu import MenuEntry, Setting

ENTRIES = [MenuEntry("Personnes", "beneficiaries:list", Permission.FIND_PEOPLE, order=20)]

SETTINGS = [
    Setting(
        "Dossiers archivés", "Retrouver le dossier d’une personne qui ne venait plus, et le rouvrir.",
        "beneficiaries:archived", Permission.KEEP_ARCHIVE, order=60,
    ),
    Setting(
        "Imports de personnes", "Reprendre un fichier tenu ailleurs, voir ceux qui l’ont été, en défaire un.",
        "beneficiaries:imports", Permission.IMPORT_PEOPLE, order=50,
    ),
]  # fmt: skip

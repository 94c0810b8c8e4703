from ceis.access import Permission
from ceis.menu import Setting

SETTINGS = [
    Setting(
        "Quartiers et QPV",
        "Les contours des quartiers et des quartiers prioritaires, qui situent les adresses.",
        "territory:zones",
        Permission.MANAGE_PLACE,
        order=40,
    ),
]

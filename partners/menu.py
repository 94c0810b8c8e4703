from ceis.access import Permission
from ceis.menu import Setting

SETTINGS = [
    Setting(
        "Permanences", "Qui reçoit ici, quels jours, dans quelle salle, et qui peut le savoir.",
        "partners:permanences", Permission.MANAGE_PLACE, order=20,
    ),
]  # fmt: skip

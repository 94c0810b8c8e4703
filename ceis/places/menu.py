from ceis.access import Permission
from ceis.menu import Setting

SETTINGS = [
    Setting(
        "Le lieu", "Sites, salles, ordinateurs et matériel : ce qui se réserve, et combien de monde y tient.",
        "places:place", Permission.MANAGE_PLACE, order=10,
    ),
]  # fmt: skip

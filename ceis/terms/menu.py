from ceis.access import Permission
from ceis.menu import Setting

SETTINGS = [
    Setting(
        "Listes du lieu", "Les mots proposés dans les formulaires : motifs, freins, situation, thèmes. Et qui les lit.",
        "terms:lists", Permission.MANAGE_LISTS, order=20,
    ),
    Setting(
        "Abaissements de confidentialité", "Les mots que plus de personnes lisent qu’avant : par qui, et pourquoi.",
        "terms:lowerings", Permission.OVERSEE_SECRECY, order=80,
    ),
]  # fmt: skip

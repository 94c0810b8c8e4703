from ceis.platform import Sensitivity
from ceis.terms.registry import DefaultTerm

THEME = "workshop_theme"
LISTS = {THEME: "Thèmes d’atelier"}

# The six themes of the place, as the Gazette des communes names them (20 July 2021).
TERMS = [
    DefaultTerm(THEME, code, label, Sensitivity.ORDINARY)
    for code, label in [
        ("budget", "Budget"),
        ("health_environment", "Santé, environnement"),
        ("employment", "Emploi"),
        ("rights", "Accès aux droits"),
        ("culture", "Culture"),
        ("digital", "Numérique"),
    ]
]

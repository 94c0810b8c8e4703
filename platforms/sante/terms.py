from ceis.platform import Sensitivity
from ceis.terms.registry import DefaultTerm
from platforms.terms import INTERVIEW_THEME

TERMS = [
    DefaultTerm(INTERVIEW_THEME, code, label, Sensitivity.SECRET)
    for code, label in [
        ("sante_cover", "Couverture santé"),
        ("sante_checkup", "Bilan de santé"),
        ("sante_sleep", "Sommeil"),
        ("sante_food", "Alimentation"),
        ("sante_sport", "Activité physique"),
        ("sante_care", "Accès aux soins"),
        ("sante_wellbeing", "Bien-être, moral"),
    ]
]

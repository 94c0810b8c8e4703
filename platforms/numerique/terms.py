from ceis.platform import Sensitivity
from ceis.terms.registry import DefaultTerm
from platforms.terms import INTERVIEW_THEME

TERMS = [
    DefaultTerm(INTERVIEW_THEME, code, label, Sensitivity.RESERVED)
    for code, label in [
        ("numerique_diagnosis", "Diagnostic numérique"),
        ("numerique_device", "Prise en main du matériel"),
        ("numerique_mail", "Boîte mail"),
        ("numerique_internet", "Navigation internet"),
        ("numerique_procedure", "Démarche administrative en ligne"),
        ("numerique_office", "Bureautique"),
        ("numerique_security", "Sécurité, mots de passe"),
        ("numerique_content", "Photos et fichiers"),
        ("numerique_equipment", "Équipement, connexion"),
    ]
]

from ceis.platform import Sensitivity
from ceis.terms.registry import DefaultTerm
from platforms.terms import INTERVIEW_THEME

TERMS = [
    DefaultTerm(INTERVIEW_THEME, code, label, Sensitivity.RESERVED)
    for code, label in [
        ("emploi_project", "Projet professionnel"),
        ("emploi_cv", "CV, lettre, candidature"),
        ("emploi_training", "Formation"),
        ("emploi_housing", "Logement"),
        ("emploi_childcare", "Garde d’enfants"),
        ("emploi_mobility", "Mobilité"),
        ("emploi_rights", "Ouverture de droits"),
        ("emploi_confidence", "Confiance, remobilisation"),
        ("emploi_contract", "Contrat, vie au travail"),
    ]
]

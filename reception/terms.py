from ceis.platform import Sensitivity
from ceis.terms.registry import DefaultTerm

REASON = "visit_reason"
FREE_ACCESS_PURPOSE = "free_access_purpose"

TERMS = [
    DefaultTerm(REASON, code, label, Sensitivity.ORDINARY)
    for code, label in [
        ("information", "Renseignement"),
        ("appointment", "Rendez-vous"),
        ("procedure", "Démarche en ligne"),
        ("workshop", "Atelier"),
        ("permanence", "Permanence d’un partenaire"),
        ("free_access", "Espace libre accès"),
        ("document", "Imprimer, scanner, copier"),
        ("mail", "Courrier, papiers"),
        ("job", "Recherche d’emploi"),
        ("budget", "Budget, factures"),
        ("meeting", "Café, jardin, rencontre"),
        ("other", "Autre"),
    ]
]

TERMS += [
    DefaultTerm(FREE_ACCESS_PURPOSE, code, label, Sensitivity.ORDINARY)
    for code, label in [
        ("procedure", "Démarche en ligne"),
        ("job", "Recherche d’emploi"),
        ("mail", "Messagerie"),
        ("print", "Impression, scan"),
        ("training", "Formation"),
        ("writing", "CV, courrier"),
        ("leisure", "Loisirs"),
        ("other", "Autre"),
    ]
]

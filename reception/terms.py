from ceis.platform import Sensitivity
from ceis.terms.registry import DefaultTerm

REASON = "visit_reason"
LISTS = {REASON: "Motifs de venue"}

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

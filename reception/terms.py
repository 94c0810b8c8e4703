from ceis.platform import Sensitivity
from ceis.terms.registry import DefaultTerm

REASON, SERVICE, FREE_ACCESS_PURPOSE = "visit_reason", "desk_service", "free_access_purpose"
LISTS = {
    REASON: "Motifs de venue",
    SERVICE: "Services rendus à l’accueil",
    FREE_ACCESS_PURPOSE: "Pourquoi on vient à l’espace libre accès",
}

REASONS = [
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
# What Le Patio and the CEIS give over the counter.
SERVICES = [
    ("information", "Renseignement"),
    ("print", "Impression"),
    ("scan", "Scan"),
    ("copy", "Photocopie"),
    ("phone", "Téléphone"),
    ("email", "Adresse électronique"),
    ("procedure", "Coup de main en ligne"),
    ("mail", "Lecture d’un courrier"),
    ("appointment", "Rendez-vous pris"),
    ("lend", "Prêt de tablette"),
    ("charge", "Recharge de téléphone"),
    ("drink", "Café, thé"),
]

PURPOSES = [
    ("procedure", "Démarche en ligne"),
    ("job", "Recherche d’emploi"),
    ("mail", "Messagerie"),
    ("print", "Impression, scan"),
    ("training", "Formation"),
    ("writing", "CV, courrier"),
    ("leisure", "Loisirs"),
    ("other", "Autre"),
]

TERMS = [
    DefaultTerm(list, code, label, Sensitivity.ORDINARY)
    for list, terms in ((REASON, REASONS), (SERVICE, SERVICES), (FREE_ACCESS_PURPOSE, PURPOSES))
    for code, label in terms
]

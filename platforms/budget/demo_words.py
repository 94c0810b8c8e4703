"""What the budget platform of the demo place writes."""

from platforms.demo_interviews import Words

WORDS = Words(
    first=(
        "Vient avec les factures des trois derniers mois.",
        "Premier accueil au Point conseil budget.",
        "A reçu une lettre de relance du bailleur.",
        "Souhaite y voir plus clair avant un achat important.",
    ),
    comes_for=(
        "Revient faire le point sur le plan décidé ensemble.",
        "Vient avec les relevés demandés.",
        "A reçu une réponse de la banque.",
        "Vient avec un nouveau courrier du bailleur.",
    ),
    done={
        "budget_diagnosis": (
            "Ressources et charges posées ensemble, reste à vivre calculé.",
            "Diagnostic budgétaire complété : l’équilibre est fragile en fin de mois.",
        ),
        "budget_bills": (
            "Échéancier demandé au fournisseur d’énergie.",
            "Chèque énergie retrouvé et utilisé.",
            "Abonnements en double résiliés.",
        ),
        "budget_rent": (
            "Contact pris avec le bailleur, plan d’apurement proposé.",
            "Deux loyers de retard, dossier du fonds de solidarité logement préparé.",
        ),
        "budget_bank": (
            "Courrier à la banque pour plafonner les frais.",
            "Offre pour clientèle fragile demandée à l’agence.",
        ),
        "budget_debt": (
            "Liste des créanciers établie, pièces à rassembler.",
            "Explication de la procédure de surendettement, décision laissée à la personne.",
            "Dossier déposé, attestation de dépôt remise.",
        ),
        "budget_rights": (
            "Simulation faite : une aide n’était pas demandée.",
            "Demande de complémentaire santé solidaire renvoyée vers le bon service.",
        ),
        "budget_credit": (
            "Microcrédit étudié pour l’achat d’un vélo électrique.",
            "Projet de microcrédit transmis à l’UDAF.",
        ),
        "budget_project": (
            "Plan d’épargne de quelques mois pour le permis.",
            "Financement du déménagement étudié poste par poste.",
        ),
    },
    ends_with=(
        "Rendez-vous dans un mois avec les relevés.",
        "Repart rassuré, sait par quoi commencer.",
        "Enverra le courrier cette semaine.",
        "Invitation à l’atelier budget du jeudi.",
    ),
    to_do=(
        "Relancer le bailleur",
        "Vérifier la réponse du fournisseur d’énergie",
        "Préparer le dossier de la commission",
        "Rappeler pour les relevés manquants",
        "Écrire à la banque avec la personne",
    ),
    private=(
        "Ne souhaite pas que la famille soit au courant.",
        "Honte de demander : valoriser chaque démarche faite.",
        "Vérifier la prochaine fois si les frais ont cessé.",
    ),
    sends_to=("emploi", "numerique", "UDAF de l’Hérault", "Banque de France, Montpellier", "EDF Solidarité",
              "Épicerie solidaire de Figuerolles", "Conciliateur de justice"),
)  # fmt: skip

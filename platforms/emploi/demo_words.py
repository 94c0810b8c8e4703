"""What the employment platform of the demo place writes."""

from platforms.demo_interviews import Words

WORDS = Words(
    first=(
        "Orientation de France Travail, premier rendez-vous.",
        "Souhaite reprendre une activité après une longue interruption.",
        "Souhaite changer de métier, ne sait pas encore vers quoi.",
        "Vient sur le conseil d’une voisine, cherche du travail depuis plusieurs mois.",
    ),
    comes_for=(
        "Vient faire le point sur sa recherche d’emploi.",
        "Vient au rendez-vous prévu, à l’heure.",
        "Vient avec une annonce trouvée sur internet.",
        "Vient de terminer un contrat court et cherche la suite.",
        "A eu un retour à sa dernière candidature.",
        "Revient après deux semaines, les démarches ont avancé.",
    ),
    done={
        "emploi_project": (
            "Exploration de deux pistes : l’aide à domicile et l’entretien des espaces verts.",
            "Le projet se précise autour des métiers de la cuisine.",
            "Inscription à une enquête métier auprès d’un professionnel du quartier.",
        ),
        "emploi_cv": (
            "CV refait par compétences, imprimé en dix exemplaires.",
            "Lettre de motivation écrite ensemble, envoyée depuis la salle multimédia.",
            "Préparation d’un entretien d’embauche par un jeu de rôle.",
        ),
        "emploi_training": (
            "Recherche d’une formation financée, réunion d’information repérée.",
            "Dossier de formation complété, il manque le devis.",
            "Positionnement sur un cours de français professionnel.",
        ),
        "emploi_housing": (
            "Point sur le logement : hébergement chez un proche, provisoire.",
            "Demande de logement social renouvelée en ligne.",
        ),
        "emploi_childcare": (
            "Recherche d’un mode de garde : rendez-vous pris avec la crèche du quartier.",
            "La garde du mercredi reste à trouver, c’est le principal frein aujourd’hui.",
        ),
        "emploi_mobility": (
            "Abonnement de tram à tarif solidaire demandé.",
            "Le permis est suspendu au financement du code ; aide possible évoquée.",
            "Repérage du trajet jusqu’à la zone d’activité, en bus.",
        ),
        "emploi_rights": (
            "Actualisation faite ensemble, droits ouverts.",
            "Dossier de prime d’activité déposé.",
            "Courrier reçu relu ensemble : il s’agit d’une simple information.",
        ),
        "emploi_confidence": (
            "Reprend confiance, parle plus facilement devant le groupe.",
            "Semaine difficile, mais les démarches avancent.",
            "Retour sur les réussites du mois : deux candidatures, un appel.",
        ),
        "emploi_contract": (
            "Explication du contrat proposé avant la signature.",
            "Point avec l’employeur par téléphone : l’intégration se passe bien.",
        ),
    },
    ends_with=(
        "Prochain rendez-vous fixé dans quinze jours.",
        "Rappellera après la réunion d’information.",
        "À revoir une fois la réponse de l’employeur reçue.",
        "Repart avec la liste des pièces à rassembler.",
        "Inscription proposée à l’atelier CV du lundi.",
    ),
    to_do=(
        "Rappeler pour la réponse de l’employeur",
        "Envoyer les offres de la semaine",
        "Relancer l’organisme de formation",
        "Vérifier l’ouverture des droits",
        "Appeler la crèche avec la personne",
        "Relire la lettre avant l’envoi",
        "Prendre des nouvelles après l’essai",
    ),
    private=(
        "Très ému en parlant de son ancien travail : laisser du temps, ne pas presser.",
        "Penser à reformuler, la lecture est difficile.",
        "Bon contact, préfère les rendez-vous du matin.",
        "Parler du parcours aide-soignant la prochaine fois.",
    ),
    sends_to=(
        "numerique", "numerique", "budget", "sante", "France Travail", "Mission locale des jeunes",
        "Réseau de parrainage vers l’emploi", "Cours de français du Courreau", "Garage solidaire du Lez",
    ),
)  # fmt: skip

"""What the digital platform of the demo place writes."""

from platforms.demo_interviews import Words

WORDS = Words(
    first=(
        "Vient avec son téléphone, offert par sa fille.",
        "Vient pour une démarche urgente en ligne.",
        "Souhaite apprendre à se débrouiller sans dépendre de ses proches.",
        "Vient avec un ordinateur portable qu’on lui a donné.",
    ),
    comes_for=(
        "A reçu un message inquiétant et n’ose pas y répondre.",
        "Revient pour la suite de la séance précédente.",
        "Vient pour une démarche à terminer avant la fin du mois.",
        "S’est entraîné à la maison, a des questions.",
    ),
    done={
        "numerique_diagnosis": (
            "Diagnostic fait : à l’aise avec la messagerie, perdu dans les formulaires.",
            "Premier diagnostic : clavier et souris sont à reprendre depuis le début.",
        ),
        "numerique_device": (
            "Prise en main du téléphone : appels, contacts, volume.",
            "Souris et clavier : une heure d’exercices, beaux progrès.",
            "Mises à jour installées, mémoire libérée.",
        ),
        "numerique_mail": (
            "Boîte mail créée, premier message envoyé et reçu.",
            "Tri de la boîte mail, deux messages frauduleux repérés ensemble.",
            "Pièce jointe ouverte, enregistrée puis imprimée.",
        ),
        "numerique_internet": (
            "Recherche d’un itinéraire et d’horaires de tram, faite en autonomie.",
            "Navigation entre plusieurs pages, retour en arrière, favoris.",
        ),
        "numerique_procedure": (
            "Déclaration trimestrielle à la CAF faite ensemble, récapitulatif imprimé.",
            "Compte Ameli retrouvé, attestation téléchargée.",
            "Demande de carte grise déposée, accusé de réception gardé.",
            "Déclaration de revenus relue puis validée par la personne elle-même.",
        ),
        "numerique_office": (
            "Premier courrier tapé et mis en page.",
            "Tableau simple pour suivre ses dépenses.",
        ),
        "numerique_security": (
            "Explications sur les mots de passe, carnet tenu par la personne chez elle.",
            "Faux message de la poste reconnu et supprimé.",
            "Double vérification activée sur la messagerie.",
        ),
        "numerique_content": (
            "Photos du téléphone copiées sur une clé.",
            "Rangement des fichiers par dossiers.",
        ),
        "numerique_equipment": (
            "Besoin d’un ordinateur reconditionné, demande notée.",
            "Comparaison d’offres internet à tarif social.",
        ),
    },
    ends_with=(
        "Refera la démarche seul la prochaine fois, avec aide à côté.",
        "Autonomie partielle, à consolider en atelier.",
        "Inscription proposée aux « Premiers pas à l’ordinateur ».",
        "Reviendra avec le courrier de la caisse de retraite.",
        "Très content du résultat.",
    ),
    to_do=(
        "Vérifier que la demande est bien arrivée",
        "Préparer un ordinateur reconditionné",
        "Proposer le cycle du mardi",
        "Rappeler pour le code reçu par courrier",
        "Imprimer la fiche « messages frauduleux »",
    ),
    private=(
        "A très peur de mal faire : avancer par petits pas.",
        "Vient surtout pour parler, isolement probable : en parler à l’équipe.",
        "Comprend vite, proposer le niveau suivant.",
    ),
    sends_to=(
        "emploi", "budget", "Les Petits Débrouillards", "Agir ABCD", "CAF de l’Hérault", "Montpel’Libre",
        "Médiathèques de Montpellier", "Écrivains publics des Arceaux",
    ),
)  # fmt: skip

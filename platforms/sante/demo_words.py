"""What the health platform of the demo place writes."""

from platforms.demo_interviews import Words

WORDS = Words(
    first=(
        "Premier entretien de prévention.",
        "N’a pas vu de médecin depuis longtemps.",
        "Vient parler de sa fatigue.",
    ),
    comes_for=(
        "Revient après la séance collective.",
        "Souhaite reprendre une activité physique douce.",
        "Vient faire le point, comme prévu.",
        "A passé les examens proposés.",
    ),
    done={
        "sante_cover": (
            "Droits vérifiés : complémentaire santé solidaire à renouveler.",
            "Carte vitale mise à jour à la borne.",
        ),
        "sante_checkup": (
            "Bilan de santé proposé et accepté, convocation à venir.",
            "Retour du bilan de santé relu ensemble.",
        ),
        "sante_sleep": (
            "Rythme du sommeil noté sur une semaine.",
            "Échange sur les écrans le soir et l’heure du coucher.",
        ),
        "sante_food": (
            "Idées de repas simples et peu chers.",
            "Inscription à la cuisine connectée du mercredi.",
        ),
        "sante_sport": (
            "Marche du vendredi au jardin proposée.",
            "Séance d’essai de gymnastique douce repérée.",
        ),
        "sante_care": (
            "Rendez-vous pris chez un dentiste.",
            "Médecin traitant trouvé dans le quartier.",
        ),
        "sante_wellbeing": (
            "Moral en hausse depuis la reprise des activités.",
            "Besoin d’écoute, contact d’un professionnel remis.",
        ),
    },
    ends_with=(
        "À revoir dans trois semaines.",
        "Accord pour rejoindre le parcours santé bien-être.",
        "Rappellera après son rendez-vous médical.",
    ),
    to_do=(
        "Prendre des nouvelles après le rendez-vous",
        "Vérifier la convocation au bilan",
        "Inscrire au prochain parcours",
        "Rappeler pour la complémentaire",
    ),
    private=(
        "A évoqué un deuil récent, ne souhaite pas en dire plus pour l’instant.",
        "Rester attentif à l’isolement.",
    ),
    sends_to=("emploi", "numerique", "Centre d’examens de santé", "CPAM de l’Hérault", "Ma commune, ma santé",
              "Équipe mobile psychosociale"),
)  # fmt: skip

"""The fifty partners around the demo place, of six kinds, as the articles about it name them; contacts are invented."""

from datetime import date

from ceis.demo import World
from ceis.platform import Sensitivity
from ceis.text import name_words
from partners.models import Agreement, Partner

Kind = Partner.Kind

PARTNERS: dict[Kind, list[tuple[str, str]]] = {
    Kind.CITY: [
        ("Cité intelligente", "données ouvertes, expérimentations"),
        ("Médiathèques de Montpellier", "fonds, ateliers numériques hors les murs"),
        ("Direction de la culture", "visites, places de spectacle"),
        ("Service cohésion sociale", "politique de la ville"),
        ("Maison pour tous Albertine Sarrazin", "salles, activités du quartier"),
        ("Maison pour tous Joseph Ricôme", "salles, activités du quartier"),
        ("Résidences autonomie du CCAS", "ateliers pour les aînés"),
        ("EHPAD du CCAS", "parcours aide-soignant, immersions"),
        ("TaM, mobilité solidaire", "tarif solidaire, apprentissage des trajets"),
    ],
    Kind.STATE: [
        ("France Travail", "prescrit Unis’Vers, informations collectives"),
        ("CAF de l’Hérault", "permanence, dossiers complexes"),
        ("CPAM de l’Hérault", "accès aux droits, complémentaire santé solidaire"),
        ("Carsat Languedoc-Roussillon", "retraite, ateliers bien vieillir"),
        ("Direction des finances publiques", "permanence au moment des déclarations"),
        ("Conseil départemental de l’Hérault", "RSA, prévention santé"),
        ("DDETS de l’Hérault", "insertion par l’activité économique, label Point conseil budget"),
        ("ANCT", "label Fabrique de territoire"),
        ("ARS Occitanie", "prévention"),
        ("Banque de France, Montpellier", "surendettement, droit au compte"),
        ("Conciliateur de justice", "permanence, litiges du quotidien"),
        ("Maison de justice et du droit", "consultations juridiques"),
        ("Chambre de métiers", "découverte des métiers"),
        ("MSA du Languedoc", "droits des salariés agricoles"),
    ],
    Kind.CHARITY: [
        ("Les Petits Débrouillards", "ateliers numériques et scientifiques"),
        ("Agir ABCD", "aide aux démarches, code de la route"),
        ("Picassiette", "ateliers cuisine"),
        ("Repair Café", "réparation, une fois par mois"),
        ("Montpel’Libre", "logiciels libres, ordinateurs reconditionnés"),
        ("UDAF de l’Hérault", "budget familial, microcrédit"),
        ("CIDFF de l’Hérault", "droits des femmes, violences"),
        ("Les Louveteaux", "interventions dans Unis’Vers"),
        ("Forum TV", "atelier vidéo d’Unis’Vers"),
        ("Écrivains publics des Arceaux", "permanence, courriers"),
        ("Mission locale des jeunes", "jeunes de 16 à 25 ans"),
        ("Réseau de parrainage vers l’emploi", "parrains, entretiens blancs"),
        ("Garage solidaire du Lez", "mobilité, location à petit prix"),
        ("Épicerie solidaire de Figuerolles", "aide alimentaire"),
        ("Cours de français du Courreau", "français pour tous"),
    ],
    Kind.COMPANY: [
        ("La Poste, bureau des Arceaux", "identité numérique"),
        ("EDF Solidarité", "factures, chèque énergie"),
        ("Les Jardins du Peyrou, services à la personne", "immersions, recrutements"),
        ("Clic&Lez, jeune pousse", "essais de services avec les usagers"),
        ("Intérim d’insertion des Deux Rives", "missions courtes"),
    ],
    Kind.ACADEMIC: [
        ("Université Paul-Valéry", "stages, évaluation"),
        ("Faculté de médecine", "ateliers santé bien-être"),
        ("Institut régional du travail social", "stagiaires, recherche"),
    ],
    Kind.HEALTH: [
        ("Centre d’examens de santé", "bilans de santé"),
        ("Équipe mobile psychosociale", "écoute, orientation"),
        ("Maison des adolescents", "accueil des jeunes et des parents"),
        ("Ma commune, ma santé", "mutuelle solidaire"),
        ("Centre d’addictologie des Arceaux", "consultations"),
    ],
}
SECRET = {"CIDFF de l’Hérault", "Équipe mobile psychosociale", "Centre d’addictologie des Arceaux"}
AGREEMENTS = [
    ("France Travail", "Unis’Vers : prescription des participants", date(2018, 4, 1), 200),
    ("Conseil départemental de l’Hérault", "Prévention santé des bénéficiaires du RSA", date(2019, 1, 1), 120),
    ("ANCT", "Fabrique de territoire", date(2019, 9, 1), None),
    ("DDETS de l’Hérault", "Point conseil budget", date(2020, 1, 1), 50),
    ("CAF de l’Hérault", "Point relais CAF", date(2021, 1, 1), None),
    ("Les Petits Débrouillards", "Ateliers numériques", date(2018, 10, 1), 300),
    ("UDAF de l’Hérault", "Permanence budget", date(2022, 1, 1), 40),
    ("Agir ABCD", "Aide aux démarches en ligne", date(2019, 3, 1), None),
]


def build(world: World) -> None:
    for kind, partners in PARTNERS.items():
        for name, does in partners:
            sensitivity = Sensitivity.SECRET if name in SECRET else Sensitivity.ORDINARY
            number = len(world.partners)
            world.partners[name] = world.keep(
                Partner(
                    id=world.uuid(),
                    name=name,
                    kind=kind,
                    sensitivity=sensitivity,
                    phone=f"+334657101{number:02d}",
                    email=f"contact@{'-'.join(name_words(name))[:40].strip('-')}.example",
                    does=does,
                )
            )
    for name, title, starts_on, target in AGREEMENTS:
        ends_on = date(world.today.year + 1, 12, 31)
        world.keep(
            Agreement(
                id=world.uuid(),
                partner=world.partners[name],
                title=title,
                starts_on=starts_on,
                ends_on=ends_on,
                yearly_target=target,
            )
        )

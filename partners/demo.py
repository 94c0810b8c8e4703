"""The fifty partners around the demo place, of six kinds, as the articles about it name them; contacts are invented."""

from datetime import date, time

from ceis.civil_time import Period
from ceis.demo import World
from ceis.demo_data.openings import open_days
from ceis.places.demo import OFFICES
from ceis.platform import Sensitivity
from ceis.text import name_words
from partners.models import Agreement, Partner, Permanence

Kind, Rhythm = Partner.Kind, Permanence.Rhythm
PERMANENCE_ROOM, SECRET_ROOM = OFFICES[-1], OFFICES[-2]

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


# Partner, what the public reads, weekdays, from, to, room, every week or two. Secret when the partner is.
PERMANENCES = [
    ("CAF de l’Hérault", "Point relais CAF", [1, 4], time(9), time(12), PERMANENCE_ROOM, Rhythm.WEEKLY),
    ("Conciliateur de justice", "Litiges du quotidien", [2], time(14), time(17), PERMANENCE_ROOM, Rhythm.FORTNIGHTLY),
    ("UDAF de l’Hérault", "Budget et microcrédit", [0], time(9, 30), time(12), PERMANENCE_ROOM, Rhythm.WEEKLY),
    ("Écrivains publics des Arceaux", "Écrivain public", [1, 4], time(13, 30), time(16, 30), None, Rhythm.WEEKLY),
    ("CPAM de l’Hérault", "Droits à l’assurance maladie", [3], time(13, 30), time(16), PERMANENCE_ROOM, Rhythm.WEEKLY),
    ("CIDFF de l’Hérault", "Violences faites aux femmes", [1], time(14), time(17), SECRET_ROOM, Rhythm.WEEKLY),
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
    for rule in PERMANENCES:
        _permanence(world, *rule)


def _permanence(world: World, name: str, title: str, weekdays: list[int], start: time, end: time, room, rhythm) -> None:
    """One rule, and the hours of its room that nobody else gets."""
    partner = world.partners[name]
    rule = world.keep(
        Permanence(
            id=world.uuid(), partner=partner, title=title, room=world.rooms[room] if room else None,
            weekdays=weekdays, rhythm=rhythm, starts_at=start, ends_at=end, starts_on=world.begins_on,
            sensitivity=partner.sensitivity, recorded_by=world.team["helene"],
            recorded_at=world.stamp(world.begins_on, time(9)),
        )
    )  # fmt: skip
    world.permanences.append(rule)
    for day in open_days(Period(world.begins_on, world.ends_on)) if rule.room else ():
        if day.weekday() in weekdays and rule.is_week_of(day):
            world.diary.take(rule.room.pk, day, start, end)

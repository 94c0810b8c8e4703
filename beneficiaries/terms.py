"""Words of what a person lives, of what stands in their way, of their papers, of the place's tags.

Sources: the public vocabularies of Mon Suivi Social and Carnet de bord, the ASP's levels and criteria of the IAE, the
entry indicators of FSE+ (regulation 2021/1057, annex I), CECRL. *Secret* is what tells of health, violence or justice;
*reserved* is what tells of money, rights or family trouble.
"""

from beneficiaries.models.situation import Situation
from beneficiaries.situation_words import VALUES
from ceis.platform import Sensitivity
from ceis.terms.registry import DefaultTerm

OBSTACLE, DOCUMENT_TYPE, TAG, LANGUAGE = "obstacle", "document_type", "tag", "language"
ORDINARY, RESERVED, SECRET = Sensitivity.ORDINARY, Sensitivity.RESERVED, Sensitivity.SECRET

OBSTACLES = [
    ("housing", "Logement", ORDINARY),
    ("childcare", "Garde d’enfants", ORDINARY),
    ("mobility", "Mobilité", ORDINARY),
    ("language", "Maîtrise du français", ORDINARY),
    ("reading", "Lire, écrire, compter", ORDINARY),
    ("rights", "Droits, démarches administratives", ORDINARY),
    ("digital", "Numérique", ORDINARY),
    ("training", "Formation, qualification", ORDINARY),
    ("job", "Emploi, expérience", ORDINARY),
    ("confidence", "Confiance en soi", RESERVED),
    ("money", "Difficultés financières", RESERVED),
    ("debt", "Dettes, surendettement", RESERVED),
    ("family", "Famille", RESERVED),
    ("isolation", "Isolement", RESERVED),
    ("papers", "Droit au séjour", RESERVED),
    ("health", "Santé", SECRET),
    ("disability", "Handicap", SECRET),
    ("addiction", "Addiction", SECRET),
    ("violence", "Violences", SECRET),
    ("justice", "Justice", SECRET),
]

DOCUMENT_TYPES = [
    ("identity", "Pièce d’identité", ORDINARY),
    ("address", "Justificatif de domicile", ORDINARY),
    ("rights", "Attestation de droits (CAF, CPAM, France Travail)", ORDINARY),
    ("resume", "CV, diplôme", ORDINARY),
    ("contract", "Contrat, engagement signé", ORDINARY),
    ("income", "Ressources : salaire, impôt", RESERVED),
    ("bills", "Factures, dettes", RESERVED),
    ("residence", "Titre de séjour", RESERVED),
    ("mail", "Courrier", RESERVED),
    ("health", "Santé, handicap", SECRET),
    ("justice", "Décision de justice", SECRET),
    ("violence", "Plainte, ordonnance de protection", SECRET),
    ("other", "Autre", RESERVED),
]

TAGS = [
    ("to_call_back", "à rappeler", ORDINARY),
    ("neighbour_guide", "habitant relais", ORDINARY),
    ("accompanied", "vient accompagnée", ORDINARY),
    ("reading", "lit difficilement", RESERVED),
    ("urgent", "urgence sociale", RESERVED),
]

# The languages really heard in the social places of Montpellier, those heard most first.
LANGUAGES = [
    ("fr", "français"),
    ("ar", "arabe"),
    ("ary", "arabe marocain (darija)"),
    ("arq", "arabe algérien"),
    ("ber", "berbère (rifain, chleuh, kabyle)"),
    ("es", "espagnol"),
    ("pt", "portugais"),
    ("en", "anglais"),
    ("ro", "roumain"),
    ("bg", "bulgare"),
    ("rom", "romani"),
    ("tr", "turc"),
    ("ru", "russe"),
    ("uk", "ukrainien"),
    ("ka", "géorgien"),
    ("hy", "arménien"),
    ("sq", "albanais"),
    ("it", "italien"),
    ("ff", "peul"),
    ("snk", "soninké"),
    ("bm", "bambara, malinké"),
    ("wo", "wolof"),
    ("ln", "lingala"),
    ("swb", "comorien"),
    ("ti", "tigrigna"),
    ("so", "somali"),
    ("fa", "persan, dari"),
    ("ps", "pachto"),
    ("ku", "kurde"),
    ("bn", "bengali"),
    ("zh", "chinois"),
    ("vi", "vietnamien"),
    ("fsl", "langue des signes française"),
    ("other", "autre langue"),
]

LISTS = {
    OBSTACLE: "Freins",
    DOCUMENT_TYPE: "Sortes de documents",
    TAG: "Étiquettes du lieu",
    LANGUAGE: "Langues parlées",
} | {dimension.list_name: f"Situation : {dimension.label}" for dimension in Situation.Dimension}

WORDS = {
    OBSTACLE: OBSTACLES,
    DOCUMENT_TYPE: DOCUMENT_TYPES,
    TAG: TAGS,
    LANGUAGE: [(code, label, ORDINARY) for code, label in LANGUAGES],
} | {dimension.list_name: words for dimension, words in VALUES.items()}
TERMS = [
    DefaultTerm(name, code, label, sensitivity) for name, words in WORDS.items() for code, label, sensitivity in words
]

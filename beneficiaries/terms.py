"""Words of what a person lives, and of what stands in their way.

Sources: the public vocabularies of Mon Suivi Social and Carnet de bord, the ASP's levels and criteria of the IAE, the
entry indicators of FSE+ (regulation 2021/1057, annex I), CECRL. *Secret* is what tells of health, violence or justice;
*reserved* is what tells of money, rights or family trouble.
"""

from beneficiaries.models.situation import Situation
from beneficiaries.situation_words import VALUES
from ceis.platform import Sensitivity
from ceis.terms.registry import DefaultTerm

OBSTACLE = "obstacle"
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

LISTS = {OBSTACLE: "Freins"} | {
    dimension.list_name: f"Situation : {dimension.label}" for dimension in Situation.Dimension
}

TERMS = [DefaultTerm(OBSTACLE, code, label, sensitivity) for code, label, sensitivity in OBSTACLES] + [
    DefaultTerm(dimension.list_name, code, label, sensitivity)
    for dimension, words in VALUES.items()
    for code, label, sensitivity in words
]

"""Names of the lists the platforms share; each platform brings its own terms."""

from ceis.platform import Sensitivity
from ceis.terms.registry import DefaultTerm

INTERVIEW_THEME = "interview_theme"
REFUSAL = "referral_refusal"
LISTS = {INTERVIEW_THEME: "Thèmes d’entretien", REFUSAL: "Refus d’une orientation"}

TERMS = [
    DefaultTerm(REFUSAL, code, label, Sensitivity.ORDINARY)
    for code, label in [
        ("already_followed", "déjà suivie ailleurs"),
        ("not_for_us", "ne relève pas de nous"),
        ("no_place", "pas de place avant longtemps"),
        ("unreachable", "injoignable"),
        ("declined", "la personne ne le souhaite pas"),
    ]
]

from ceis.platform import Sensitivity
from ceis.terms.registry import DefaultTerm
from platforms.terms import INTERVIEW_THEME

TERMS = [
    DefaultTerm(INTERVIEW_THEME, code, label, Sensitivity.RESERVED)
    for code, label in [
        ("budget_diagnosis", "Diagnostic budgétaire"),
        ("budget_bills", "Factures, énergie"),
        ("budget_rent", "Loyer, impayés"),
        ("budget_bank", "Banque, moyens de paiement"),
        ("budget_debt", "Dettes, surendettement"),
        ("budget_rights", "Droits et aides"),
        ("budget_credit", "Microcrédit"),
        ("budget_project", "Financement d’un projet"),
    ]
]

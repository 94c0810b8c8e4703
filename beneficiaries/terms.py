"""Lists of the shared record, with the words a new house starts with."""

from ceis.platform import Sensitivity
from ceis.terms.registry import DefaultTerm

DOCUMENT_TYPE = "document_type"
TAG = "tag"

ORDINARY, RESERVED, SECRET = Sensitivity.ORDINARY, Sensitivity.RESERVED, Sensitivity.SECRET

TERMS = [
    *(
        DefaultTerm(DOCUMENT_TYPE, code, label, sensitivity)
        for code, label, sensitivity in [
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
    ),
    *(
        DefaultTerm(TAG, code, label, sensitivity)
        for code, label, sensitivity in [
            ("to_call_back", "à rappeler", ORDINARY),
            ("neighbour_guide", "habitant relais", ORDINARY),
            ("accompanied", "vient accompagnée", ORDINARY),
            ("reading", "lit difficilement", RESERVED),
            ("urgent", "urgence sociale", RESERVED),
        ]
    ),
]

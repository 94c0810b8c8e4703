from ceis.terms.models.lowering import Lowering
from ceis.terms.models.term import Term, TermMapping

__all__ = ["Lowering", "Term", "TermMapping"]

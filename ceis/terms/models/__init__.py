from ceis.terms.models.term import Term, TermMapping

__all__ = ["Term", "TermMapping"]

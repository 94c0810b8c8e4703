from ceis.journal.models.entry import Entry

__all__ = ["Entry"]

"""The bilans of the house: one file each, found by the slug of their reports."""

from reporting.bilans.bilan import Bilan, Section
from reporting.bilans.monthly import MONTHLY

BILANS = {bilan.slug: bilan for bilan in [MONTHLY]}

__all__ = ["BILANS", "MONTHLY", "Bilan", "Section"]

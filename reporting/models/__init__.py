from reporting.models.figure import Figure
from reporting.models.report import Report

__all__ = ["Figure", "Report"]

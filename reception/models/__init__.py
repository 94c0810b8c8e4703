from reception.models.handover import HandoverNote
from reception.models.service import ServiceGiven
from reception.models.visit import Visit, VisitReason

__all__ = ["HandoverNote", "ServiceGiven", "Visit", "VisitReason"]

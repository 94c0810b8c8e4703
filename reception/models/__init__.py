from reception.models.computer_session import ComputerSession
from reception.models.handover import HandoverNote
from reception.models.headcount import Headcount
from reception.models.service import ServiceGiven
from reception.models.visit import Visit, VisitReason

__all__ = ["ComputerSession", "HandoverNote", "Headcount", "ServiceGiven", "Visit", "VisitReason"]

from reception.models.computer_session import ComputerSession
from reception.models.headcount import Headcount
from reception.models.visit import Visit

__all__ = ["ComputerSession", "Headcount", "Visit"]

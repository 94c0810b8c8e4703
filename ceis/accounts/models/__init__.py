from ceis.accounts.models.assignment import Assignment
from ceis.accounts.models.user import User

__all__ = ["Assignment", "User"]

from workshops.models.attendance import AnonymousTally, Attendance
from workshops.models.group import Group
from workshops.models.session import Session

__all__ = ["AnonymousTally", "Attendance", "Group", "Session"]

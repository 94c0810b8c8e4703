from platforms.models.appointment import Appointment
from platforms.models.interview import Interview, InterviewNote, InterviewParticipant
from platforms.models.referral import Referral
from platforms.models.task import Task

__all__ = ["Appointment", "Interview", "InterviewNote", "InterviewParticipant", "Referral", "Task"]

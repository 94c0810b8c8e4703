from ceis.models.draft import Draft
from ceis.models.heartbeat import Heartbeat
from ceis.models.platform import Platform

__all__ = ["Draft", "Heartbeat", "Platform"]

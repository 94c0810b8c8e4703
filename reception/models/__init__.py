from reception.models.visit import Visit

__all__ = ["Visit"]

from partners.models.partner import Agreement, Partner
from partners.models.permanence import Permanence, PermanenceOff

__all__ = ["Agreement", "Partner", "Permanence", "PermanenceOff"]

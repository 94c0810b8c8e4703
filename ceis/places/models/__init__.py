from ceis.places.models.occupation import Occupation
from ceis.places.models.room import Equipment, Room
from ceis.places.models.site import Site

__all__ = ["Equipment", "Occupation", "Room", "Site"]

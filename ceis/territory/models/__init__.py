from ceis.territory.models.zone import Zone
from ceis.territory.models.zone_file import ZoneFile

__all__ = ["Zone", "ZoneFile"]

"""The map of the place: every imported zone, kept ready in the process until another file is taken."""

from functools import lru_cache
from uuid import UUID

from ceis.territory.atlas import Atlas, Ground
from ceis.territory.models import Zone, ZoneFile


def current_map() -> tuple[int, Atlas]:
    """Return the edition in force and its atlas.

    What is located with an atlas carries its edition: a file taken meanwhile is seen by its higher one.
    """
    edition, file_id = ZoneFile.objects.latest()
    return edition, _atlas(file_id)


@lru_cache(maxsize=1)
def _atlas(file_id: UUID | None) -> Atlas:
    """The atlas as of the taking of that file; without any, nothing is located."""
    if file_id is None:
        return Atlas([])
    return Atlas(
        Ground(id=pk, layer=(kind, generation), code=code, name=name, geometry=geometry)
        for pk, kind, generation, code, name, geometry in Zone.objects.grounds()
    )

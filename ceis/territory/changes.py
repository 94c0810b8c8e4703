"""What a file of zones would change, in words, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Changes:
    """Codes, sorted. ``gone``: zones of the list that the file no longer has."""

    new: list[str]
    redrawn: list[str]
    same: list[str]
    gone: list[str]

    @property
    def words(self) -> str:
        """« 2 zones ajoutées, 1 redessinée ou renommée, 7 inchangées, 1 absente du fichier »."""
        said = [
            _counted(len(self.new), "ajoutée"),
            _counted(len(self.redrawn), "modifiée"),
            _counted(len(self.same), "inchangée"),
            _counted(len(self.gone), "absente") + " du fichier" if self.gone else "",
        ]
        return ", ".join(part for part in said if part)


def _counted(count: int, word: str) -> str:
    return f"{count}\u00a0{word}{'s' if count > 1 else ''}" if count else ""


def changes(kept: Iterable[Any], read: Iterable[dict[str, Any]]) -> Changes:
    """Compare the zones of a list (objects with code, name, geometry) with those of a file (dicts)."""
    before = {zone.code: (zone.name, zone.geometry) for zone in kept}
    after = {zone["code"]: (zone["name"], zone["geometry"]) for zone in read}
    both = before.keys() & after.keys()
    return Changes(
        new=sorted(after.keys() - before.keys()),
        redrawn=sorted(code for code in both if before[code] != after[code]),
        same=sorted(code for code in both if before[code] == after[code]),
        gone=sorted(before.keys() - after.keys()),
    )

"""Whom or what a person may say they come for: somebody, a platform, what is held today."""

from platforms.team import members
from reception.expected import permanence_words
from reception.forms.doors import Doors
from reception.purposes import Awaited


class Purposes:
    """What the reader may register somebody for, as grouped choices of a list, and by the value posted."""

    def __init__(self, doors: Doors):
        self.by_value: dict[str, object] = {}
        self.choices = [("", "Personne en particulier")]
        held = [(f"session:{row.pk}", row, f"Atelier « {row.title} »") for row in doors.sessions_today]
        held += [
            (f"permanence:{row.pk}", row, ", ".join(filter(None, permanence_words(row, doors.user))))
            for row in doors.held
        ]
        for platform, team in members(doors.platforms).items():
            self._offer(f"La plateforme {platform}", [
                (f"platform:{platform.pk}", platform, f"Qui sera libre ({platform})"),
                *((f"worker:{platform.pk}:{one.pk}", Awaited(one, platform), str(one)) for one in team),
            ])  # fmt: skip
        self._offer("Aujourd’hui", held)

    def _offer(self, group: str, rows: list[tuple[str, object, str]]) -> None:
        if rows:
            self.choices.append((group, [(value, label) for value, _, label in rows]))
            self.by_value |= {value: what for value, what, _ in rows}

    def found(self, said: str):
        return self.by_value.get(said)

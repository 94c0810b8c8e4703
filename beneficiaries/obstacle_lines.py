"""Obstacles as one reader may know them: on the record, on their page, in the history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from beneficiaries.models import Beneficiary, Obstacle
from beneficiaries.record_parts import TimelineEntry
from ceis.accounts.models import User
from ceis.french import NBSP, day_month_year
from ceis.platform import Sensitivity

NOON = time(12)  # an obstacle has a day and no hour
LATELY = 3  # lifted ones that the record still shows
TONES = {"noticed": "late", "treated": "wait", "lifted": "ok"}


@dataclass(frozen=True)
class Line:
    """``locked``: noted by another team, which alone knows which one; ``mine``: this reader may change it."""

    row: Obstacle
    locked: bool
    mine: bool

    @property
    def tone(self) -> str:
        return TONES[self.row.state]

    @property
    def days(self) -> str:
        """« vu le 3 mars 2026, en cours depuis le 9 mars 2026, levé le 2 mai 2026 »."""
        row = self.row
        told = [f"vu le{NBSP}{day_month_year(row.noticed_on)}"]
        if row.treated_on:
            told.append(f"en cours depuis le{NBSP}{day_month_year(row.treated_on)}")
        if row.lifted_on:
            told.append(f"levé le{NBSP}{day_month_year(row.lifted_on)}")
        return ", ".join(told)


def lines_of(user: User, beneficiary: Beneficiary) -> list[Line]:
    """Return what stands or stood in the way, open ones first."""
    rows = Obstacle.objects.known_to(user).standing().of_person(beneficiary).for_list()
    mine = set(user.platform_ids)
    return [
        Line(
            row, row.term.sensitivity == Sensitivity.RESERVED and row.platform_id not in mine, row.platform_id in mine
        )
        for row in rows
    ]  # fmt: skip


def on_the_record(lines: list[Line]) -> list[Line]:
    """Return what still stands in the way, and the last that were lifted."""
    still = [line for line in lines if not line.row.lifted_on]
    return still + [line for line in lines if line.row.lifted_on][:LATELY]


def timeline(lines: list[Line]) -> Iterator[TimelineEntry]:
    for line in lines:
        row = line.row
        for day, said in ((row.noticed_on, "repéré"), (row.treated_on, "en cours"), (row.lifted_on, "levé")):
            if day and line.locked:
                yield TimelineEntry(
                    day, NOON, "obstacle", f"Un frein {said}", platform=row.platform, locked=True,
                    text=f"Un frein {said} ; son contenu est réservé à la plateforme {row.platform}.",
                )  # fmt: skip
            elif day:
                yield TimelineEntry(day, NOON, "obstacle", f"Frein {said} : {row.term}", platform=row.platform)

"""Who, already in the file, may be the person about to be added, with why. The matcher is that of the duplicates."""

from dataclasses import dataclass
from datetime import date

from beneficiaries.duplicates.candidates import resembling
from beneficiaries.duplicates.scoring import RESEMBLES, Score
from beneficiaries.models import Beneficiary
from ceis.text import name_words

MOST = 5
SHARED = {"phone", "email"}  # a contact in common is worth a look, whatever the names


@dataclass(frozen=True)
class Likeness:
    beneficiary: Beneficiary
    score: Score

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(self.score.words)


def likely_same(
    *,
    first_name: str,
    last_name: str,
    birth_date: date | None,
    birth_year: int | None,
    phone: str,
    user,
    email: str = "",
) -> list[Likeness]:
    """Return the people of the file who may be the one described, likeliest first.

    Two different birth years make two people, unless they share a phone. A protected contact is never what tells.
    """
    if not name_words(f"{first_name} {last_name}"):
        return []
    asked = Beneficiary(
        first_name=first_name,
        last_name=last_name,
        birth_date=birth_date,
        birth_year=birth_year,
        phone=phone,
        email=email,
    )
    found = resembling(Beneficiary.objects.visible_to(user), asked)
    likely = [
        Likeness(person, score) for person, score in found if score.bits >= RESEMBLES or SHARED & set(score.reasons)
    ]
    return likely[:MOST]

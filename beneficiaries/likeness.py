"""Who, already in the file, may be the person about to be added: names one error away, with why."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_

from django.db.models import Q

from beneficiaries.deletion_keys import deletion_keys
from beneficiaries.models import Beneficiary
from ceis.text import name_words

MOST = 5


@dataclass(frozen=True)
class Likeness:
    beneficiary: Beneficiary
    reasons: tuple[str, ...]


def likely_same(
    *, first_name: str, last_name: str, birth_date: date | None, birth_year: int | None, phone: str, user
) -> list[Likeness]:
    """Return the people of the file who may be the one described, likeliest first.

    Two different birth years make two people, unless they share a phone. A protected contact is never what tells.
    """
    words = name_words(f"{first_name} {last_name}")
    if not words:
        return []
    same_names = reduce(and_, (Q(search_keys__overlap=sorted(deletion_keys(word))) for word in words))
    same_phone = Q(phone=phone, protected_contact=False) if phone else Q(pk__in=[])
    same_born = Q(birth_year=birth_year) | Q(birth_year=None) if birth_year else Q()
    people = Beneficiary.objects.visible_to(user).filter(same_names & same_born | same_phone)
    asked = Beneficiary(birth_date=birth_date, birth_year=birth_year, phone=phone)
    likely = [Likeness(person, _reasons(person, asked, words)) for person in people[: MOST * 4]]
    return sorted(likely, key=lambda likeness: -len(likeness.reasons))[:MOST]


def _reasons(person: Beneficiary, asked: Beneficiary, words: list[str]) -> tuple[str, ...]:
    theirs = name_words(f"{person.first_name} {person.last_name} {person.birth_name}")
    reasons = []
    if set(words) <= set(theirs):
        reasons.append("mêmes nom et prénom")
    elif all(any(deletion_keys(word) & deletion_keys(other) for other in theirs) for word in words):
        reasons.append("nom à une lettre près")
    if asked.birth_date and person.birth_date == asked.birth_date:
        reasons.append("même date de naissance")
    elif asked.birth_year and person.birth_year == asked.birth_year:
        reasons.append("même année de naissance")
    if asked.phone and person.phone == asked.phone and not person.protected_contact:
        reasons.append("même téléphone")
    return tuple(reasons)

"""Who, in a file of a million, is worth comparing with someone: those an index finds at once."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Q, QuerySet

from beneficiaries.deletion_keys import deletion_keys
from beneficiaries.duplicates.scoring import Score, Traits, score
from beneficiaries.models import Beneficiary
from beneficiaries.search import AmongOnce
from ceis.text import name_words

LOOKED_AT = 1000  # of one index: the commonest names of a million people


def traits_of(person: Beneficiary) -> Traits:
    """Return what may be compared of ``person``: nothing of the contact of someone who is protected."""
    names = {
        "first": (person.first_name, person.birth_first_name),
        "last": (person.last_name, person.birth_name),
        "birth_date": person.birth_date,
        "birth_year": person.birth_year,
        "sex": person.sex if person.sex in ("F", "M") else "",
    }
    if person.protected_contact:
        return Traits.of(**names)
    return Traits.of(
        **names,
        phones=(person.phone, person.other_phone),
        email=person.email,
        address=person.address,
        postcode=person.postcode,
        city=person.city,
    )


def resembling(people: QuerySet, asked: Beneficiary) -> list[tuple[Beneficiary, Score]]:
    """Return, among ``people``, those worth comparing with ``asked`` and their scores, likeliest first. One query."""
    near = among(people, asked).defer("search_keys", "search_vector")
    ours = traits_of(asked)
    scored = [(person, score(ours, traits_of(person))) for person in near if person.pk != asked.pk]
    return sorted(scored, key=lambda found: (-found[1].bits, found[0].file_number))


def among(people: QuerySet, asked: Beneficiary) -> QuerySet:
    blocks = list(_blocks(asked))
    if not blocks:
        return people.none()
    first, *others = [people.filter(block).order_by().values("pk")[:LOOKED_AT] for block in blocks]
    return people.filter(AmongOnce(F("pk"), ArraySubquery(first.union(*others, all=True) if others else first)))


def _blocks(asked: Beneficiary) -> Iterable[Q]:
    first = _keys(asked.first_name, asked.birth_first_name)
    last = _keys(asked.last_name, asked.birth_name)
    if first and last:
        yield Q(search_keys__overlap=first) & Q(search_keys__overlap=last) & _may_be_born(asked)
    elif first or last:
        yield Q(search_keys__overlap=first or last) & _may_be_born(asked)
    if asked.birth_date:
        yield Q(birth_date__in=_dates(asked.birth_date))
    if asked.protected_contact:
        return
    numbers = [number for number in (asked.phone, asked.other_phone) if number]
    if numbers:
        yield Q(phone__in=numbers, protected_contact=False)
        yield Q(other_phone__in=numbers, protected_contact=False)
    if asked.email:
        yield Q(email=asked.email.lower(), protected_contact=False)


def _keys(*names: str) -> list[int]:
    """The keys of every word, and of neighbours written in one."""
    found: set[int] = set()
    for name in names:
        words = name_words(name)
        joined = [left + right for left, right in pairwise(words)]
        found = found.union(*(deletion_keys(word) for word in words + joined))
    return sorted(found)


def _may_be_born(asked: Beneficiary) -> Q:
    """Names alone gather thousands at a million people: a birth year, ten years around at most, parts them.

    One wrong digit is the last but one of the year at worst: the decade before or after.
    """
    if not asked.birth_year:
        return Q()
    return Q(birth_year=None) | Q(birth_year__range=(asked.birth_year - 10, asked.birth_year + 10))


def _dates(born: date) -> list[date]:
    """A birth date, and the one that day and month swapped would make."""
    swapped = born.replace(month=born.day, day=born.month) if born.day <= 12 else born
    return list({born, swapped})

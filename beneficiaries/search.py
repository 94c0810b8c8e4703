"""Finding a person from what is typed at a counter, in spite of typing errors.

While typing, names are found by deletion keys (one error in each word) and by the beginning of the last word; asked
for wider (Enter), by trigrams too, when almost nothing was found. Two queries: the people, and their encounters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Case, F, IntegerField, Lookup, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from beneficiaries.deletion_keys import deletion_keys
from beneficiaries.models import Beneficiary, Encounter
from beneficiaries.name_pieces import Piece, pieces
from beneficiaries.typed_query import TypedQuery, read_query
from ceis.civil_time import today
from ceis.french import NBSP, day_month, day_month_year

FEW = 3  # below, the wide search adds what only looks alike
LOOKED_AT = 1000  # candidates ranked at most: « mar » begins ten thousand names, eight are shown
LOOKED_AT_WIDE = 100
ALIKE = 0.3  # trigrams in common, from 0 to 1, below which two names have nothing to do with each other
SHORT = 2  # letters: an initial, never a word with an error in it
AWAY = timedelta(days=365)  # seen again after that, a person is back

NEW, KNOWN, BACK = "new", "known", "back"


class AmongOnce(Lookup):
    """Membership of an array worked out once: `IN (SELECT …)` may be looked up again for each person of the file."""

    def as_sql(self, compiler, connection):
        value, value_params = self.process_lhs(compiler, connection)
        array, array_params = self.process_rhs(compiler, connection)
        return f"{value} = ANY({array})", (*value_params, *array_params)


@dataclass(frozen=True)
class Match:
    """A person found, and what their reader may know of their coming here."""

    beneficiary: Beneficiary
    words: tuple[str, ...] = ()  # what was typed of the name
    passages: int = 0
    last_seen: date | None = None
    status: str = NEW

    @property
    def near(self) -> bool:
        """False for what only the wide search finds."""
        return bool(getattr(self.beneficiary, "near", True))

    @property
    def coming(self) -> str:
        """What is said of their coming here: « déjà venue 12 fois, dernière le 4 novembre »."""
        came = {"F": "venue", "M": "venu"}.get(self.beneficiary.sex, "venu(e)")
        if self.last_seen is None:
            return f"jamais {came}"
        times = f"{self.passages}{NBSP}fois" if self.passages > 1 else "une fois"
        day = day_month(self.last_seen) if self.last_seen.year == today().year else day_month_year(self.last_seen)
        return f"déjà {came} {times}, la dernière le {day}"

    @property
    def name(self) -> list[Piece]:
        """The displayed name cut in pieces, each one marked or not."""
        return pieces(str(self.beneficiary), self.words)


def find(text: str, *, user, wide: bool = False, limit: int = 8) -> list[Match]:
    """Return the people ``text`` may mean, likeliest first, among those ``user`` may find.

    Takes: anything typed; names in any order, birth date or year, phone, file number, e-mail.
    ``wide`` adds people whose names only look alike when fewer than three were found.
    """
    query = read_query(text)
    people = Beneficiary.objects.visible_to(user)
    found = list(_ranked(people, query, wide)[:limit])
    if wide:
        near = [person for person in found if person.near]
        found = near if len(near) >= FEW else found
    return with_encounters(found, user=user, words=query.words)


@dataclass(frozen=True)
class SetAside:
    """How many files answer without being shown: merged into another, or archived."""

    merged: int = 0
    archived: int = 0

    @property
    def total(self) -> int:
        return self.merged + self.archived


def set_aside(text: str, *, user) -> SetAside:
    """Count the files set aside whose names ``text`` may mean: why someone is not found, never who they are."""
    words = read_query(text).words
    if not words:
        return SetAside()
    aside = Beneficiary.objects.set_aside_for(user).filter(_all_words(words, _close))
    return SetAside(**aside.counted_by_cause())


def find_archived(text: str, *, user, limit: int = 20) -> list[Beneficiary]:
    """Return the archived people ``text`` may mean, likeliest first, for those who keep the archive."""
    return list(_ranked(Beneficiary.objects.in_archive_of(user), read_query(text), wide=True)[:limit])


def with_encounters(people: Iterable[Beneficiary], *, user, words: tuple[str, ...] = ()) -> list[Match]:
    """Return ``people`` with when they came, as far as ``user`` may know."""
    people = list(people)
    seen = Encounter.objects.known_to(user).standing().passages_of(people)
    return [_match(person, *seen.get(person.pk, (0, None)), words) for person in people]


def _match(person: Beneficiary, passages: int, last_seen: date | None, words: tuple[str, ...]) -> Match:
    status = NEW if last_seen is None else BACK if last_seen < today() - AWAY else KNOWN
    return Match(person, words, passages, last_seen, status)


def _ranked(people: QuerySet, query: TypedQuery, wide: bool) -> QuerySet:
    if not query.words:
        return _by_number(people, query).annotate(near=Value(1)).defer("search_keys", "search_vector")
    typed = " ".join(query.words)
    same_birth = people.filter(_born(query))
    near = same_birth.filter(_all_words(query.words, _close)).order_by().values("pk")[:LOOKED_AT]
    candidates = near.union(_beginning(same_birth, query.words), all=True)
    alike = Greatest(TrigramSimilarity("search_name", typed), TrigramWordSimilarity(typed, "search_name"))
    if wide:
        looks_alike = Q(search_name__trigram_similar=typed) | Q(search_name__trigram_word_similar=typed)
        one_word = reduce(or_, map(_close, query.words))
        wider = same_birth.filter(looks_alike | one_word).annotate(alike=alike).filter(alike__gte=ALIKE)
        wider = wider.order_by("-alike", "pk")
        candidates = candidates.union(wider.values("pk")[:LOOKED_AT_WIDE], all=True)
    return (
        people.filter(AmongOnce(F("pk"), ArraySubquery(candidates)))
        .annotate(
            near=_as_flag(_all_words(query.words, _close) | _all_words(query.words, _begins)),
            same=_as_flag(reduce(and_, map(_begins, query.words))),
            known_year=_as_flag(Q(birth_year__isnull=False)),
            alike=TrigramSimilarity("search_name", typed),
        )
        .order_by("-near", "-same", *(["-known_year"] if query.birth_year else []), "-alike", "sort_name", "pk")
        .defer("search_keys", "search_vector")
    )


def _beginning(people: QuerySet, words: tuple[str, ...]) -> QuerySet:
    """Those whose name begins as the last word, which may still be being typed."""
    if len(words) == 1 and len(words[0]) <= SHORT:
        # One word in ten begins so: family names alone are read, from their own index.
        return people.filter(sort_name__startswith=words[0]).order_by().values("pk")[:LOOKED_AT]
    return people.filter(_all_words(words, _begins)).order_by().values("pk")[:LOOKED_AT]


def _all_words(words: tuple[str, ...], last) -> Q:
    """The condition « every word answers », as typed, or with two neighbours joined (« Ben Ali » is « Benali »)."""
    each = _close_or_initial
    readings = [words] + [(*words[:i], words[i] + words[i + 1], *words[i + 2 :]) for i in range(len(words) - 1)]
    return reduce(or_, (reduce(and_, [*map(each, reading[:-1]), last(reading[-1])]) for reading in readings))


def _close(word: str) -> Q:
    """One typing error away."""
    return Q(search_keys__overlap=sorted(deletion_keys(word)))


def _close_or_initial(word: str) -> Q:
    """Beside another word, an initial or a particle is read as a beginning."""
    return _close(word) | _begins(word) if len(word) <= SHORT else _close(word)


def _begins(word: str) -> Q:
    return Q(search_vector=SearchQuery(f"'{word}':*", config="simple", search_type="raw"))


def _born(query: TypedQuery) -> Q:
    """Whoever gave no birth date is not put aside by one; they come last."""
    if query.birth_date:
        year_only = Q(birth_date=None) & (Q(birth_year=None) | Q(birth_year=query.birth_date.year))
        return Q(birth_date=query.birth_date) | year_only
    return Q(birth_year=query.birth_year) | Q(birth_year=None) if query.birth_year else Q()


def _by_number(people: QuerySet, query: TypedQuery) -> QuerySet:
    """By what is not a name; protected contacts are found by none of their contact."""
    readings = []
    if query.file_numbers:
        # The number of a file that was merged finds the one it went into.
        survivors = Beneficiary.objects.merged_under(query.file_numbers).order_by().values("merged_into")
        readings.append(Q(file_number__in=query.file_numbers) | Q(AmongOnce(F("pk"), ArraySubquery(survivors))))
    if query.birth_date:
        readings.append(Q(birth_date=query.birth_date))
    for phone in ("phone", "other_phone"):
        if query.phone:
            readings.append(Q(**{phone: query.phone, "protected_contact": False}))
        if query.phone_beginning:
            # Said again that there is one: their indexes hold only the numbers that are written.
            written = ~Q(**{phone: ""}) & Q(**{f"{phone}__startswith": query.phone_beginning})
            readings.append(written & Q(protected_contact=False))
    if query.email:
        readings.append(~Q(email="") & Q(email__startswith=query.email, protected_contact=False))
    if not readings:
        return people.none()
    return people.filter(reduce(or_, readings)).order_by("sort_name", "-file_number")


def _as_flag(condition: Q) -> Case:
    return Case(When(condition, then=1), default=0, output_field=IntegerField())

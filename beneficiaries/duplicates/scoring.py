"""Whether two descriptions are those of one person: a score that can be explained. No Django.

Each thing compared adds its weight of evidence, in bits: the logarithm of « how often it is so when they are one
person » over « how often it is so by chance ». What is not known on both sides weighs nothing.

Source: I. Fellegi and A. Sunter, « A Theory for Record Linkage », JASA, 1969. The weights were set on FEBRL 3 and on
invented French people, and are measured by the command ``score_matching`` on FEBRL 4, which they never saw.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from beneficiaries.duplicates.closeness import Closeness, compare
from ceis.text import name_words

LISTED = 13.0  # bits above which two files are put before someone
RESEMBLES = 9.0  # bits above which a person being typed is warned of
STRONG, SURE = 20.0, 27.0

LAST = {Closeness.SAME: 9.0, Closeness.ONE_ERROR: 7.0, Closeness.PART: 5.0, Closeness.ALIKE: 3.0}
FIRST = {Closeness.SAME: 7.0, Closeness.ONE_ERROR: 5.5, Closeness.PART: 4.5, Closeness.ALIKE: 2.5}
OTHER_NAME = -5.0
SWAPPED = -1.0
BIRTH = {"birth": 12.0, "birth_swapped": 8.0, "birth_digit": 7.0, "birth_year": 4.0}
SAME_YEAR_OTHER_DAY, OTHER_YEAR = -3.0, -8.0
PHONE, EMAIL, OTHER_CONTACT = 9.0, 11.0, -0.5
ADDRESS, ADDRESS_NEAR, OTHER_ADDRESS = 9.0, 7.0, -2.0
PLACE, OTHER_PLACE = 3.0, -1.0
OTHER_SEX = -5.0
SAME_HOME = -4.0  # a phone and an address in common are one piece of news: they live together

REASONS = {
    "names": "mêmes nom et prénom",
    "names_near": "nom à une lettre près",
    "names_part": "même nom, écrit plus ou moins long",
    "names_swapped": "nom et prénom inversés",
    "last_name": "même nom",
    "first_name": "même prénom",
    "names_alike": "noms qui se ressemblent",
    "birth": "même date de naissance",
    "birth_swapped": "jour et mois de naissance inversés",
    "birth_digit": "date de naissance à un chiffre près",
    "birth_year": "même année de naissance",
    "phone": "même téléphone",
    "email": "même adresse électronique",
    "address": "même adresse",
    "proposed": "signalé par l’équipe",
}


@dataclass(frozen=True)
class Traits:
    """What is compared of someone. ``last_names``: each one they are known under, as words."""

    first_names: tuple[list[str], ...] = ()
    last_names: tuple[list[str], ...] = ()
    birth_date: date | None = None
    birth_year: int | None = None
    sex: str = ""
    phones: frozenset[str] = frozenset()
    email: str = ""
    address: list[str] = field(default_factory=list)
    postcode: str = ""
    city: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, *, first: tuple[str, ...], last: tuple[str, ...], phones=(), address="", city="", **known) -> "Traits":
        """Return the traits of someone whose names and address are as they were typed."""
        return cls(
            first_names=tuple(words for name in first if (words := name_words(name))),
            last_names=tuple(words for name in last if (words := name_words(name))),
            phones=frozenset(filter(None, phones)),
            address=name_words(address),
            city=name_words(city),
            **known,
        )


@dataclass(frozen=True)
class Score:
    bits: float
    reasons: tuple[str, ...]  # codes of `REASONS`, weightiest first

    @property
    def words(self) -> list[str]:
        return [REASONS[code] for code in self.reasons]


Evidence = tuple[float, str]  # bits, and the code of the reason they give, "" when none is said


def score(left: Traits, right: Traits) -> Score:
    """Return how much says that ``left`` and ``right`` are one person (bits, negative when it says they are two)."""
    said = [*_names(left, right), _birth(left, right), *_contact(left, right), *_address(left, right)]
    if left.sex and right.sex and left.sex != right.sex:
        said.append((OTHER_SEX, ""))
    if {"phone", "address"} <= {code for _, code in said}:
        said.append((SAME_HOME, ""))
    return Score(round(sum(bits for bits, _ in said), 1), tuple(code for _, code in said if code))


def how_likely(bits: float) -> str:
    """Return the word under which a list shows a score."""
    return "presque sûr" if bits >= SURE else "probable" if bits >= STRONG else "possible"


def _names(left: Traits, right: Traits) -> Iterator[Evidence]:
    straight = _best(left.last_names, right.last_names), _best(left.first_names, right.first_names)
    crossed = _best(left.last_names, right.first_names), _best(left.first_names, right.last_names)
    swapped = min(crossed) >= Closeness.PART and _bits(*crossed) + SWAPPED > _bits(*straight)
    last, first = crossed if swapped else straight
    yield _bits(last, first), _name_reason(last, first)
    if swapped:
        yield SWAPPED, "names_swapped"


def _best(ours: tuple[list[str], ...], theirs: tuple[list[str], ...]) -> Closeness:
    return max((compare(a, b) for a in ours for b in theirs), default=Closeness.UNKNOWN)


def _bits(last: Closeness, first: Closeness) -> float:
    unlike = {Closeness.DIFFERENT: OTHER_NAME, Closeness.UNKNOWN: 0.0}
    return (LAST | unlike)[last] + (FIRST | unlike)[first]


def _name_reason(last: Closeness, first: Closeness) -> str:
    weaker = min(last, first)
    if weaker == Closeness.SAME:
        return "names"
    if weaker >= Closeness.PART:
        return "names_near" if Closeness.PART not in (last, first) else "names_part"
    if weaker == Closeness.ALIKE:
        return "names_alike"
    if last >= Closeness.ONE_ERROR:
        return "last_name"
    return "first_name" if first >= Closeness.ONE_ERROR else ""


def _birth(left: Traits, right: Traits) -> Evidence:
    if left.birth_date and right.birth_date:
        code = _same_birth(left.birth_date, right.birth_date)
        if code:
            return BIRTH[code], code
        same_year = left.birth_date.year == right.birth_date.year
        return (SAME_YEAR_OTHER_DAY if same_year else OTHER_YEAR), ""
    if not left.birth_year or not right.birth_year:
        return 0.0, ""
    return (BIRTH["birth_year"], "birth_year") if left.birth_year == right.birth_year else (OTHER_YEAR, "")


def _same_birth(ours: date, theirs: date) -> str:
    if ours == theirs:
        return "birth"
    if (ours.year, ours.month, ours.day) == (theirs.year, theirs.day, theirs.month):
        return "birth_swapped"
    a, b = f"{ours:%d%m%Y}", f"{theirs:%d%m%Y}"
    wrong = [at for at in range(len(a)) if a[at] != b[at]]
    if len(wrong) == 1:
        return "birth_digit"
    neighbours = len(wrong) == 2 and wrong[1] == wrong[0] + 1
    return "birth_digit" if neighbours and a[wrong[0]] + a[wrong[1]] == b[wrong[1]] + b[wrong[0]] else ""


def _contact(left: Traits, right: Traits) -> Iterator[Evidence]:
    if left.phones and right.phones:
        yield (PHONE, "phone") if left.phones & right.phones else (OTHER_CONTACT, "")
    if left.email and right.email:
        yield (EMAIL, "email") if left.email == right.email else (OTHER_CONTACT, "")


def _address(left: Traits, right: Traits) -> Iterator[Evidence]:
    near = compare(left.address, right.address)
    if near == Closeness.SAME:
        yield ADDRESS, "address"
    elif near in (Closeness.ONE_ERROR, Closeness.PART, Closeness.ALIKE):
        yield ADDRESS_NEAR * (1 if _same_number(left.address, right.address) else 0.5), "address"
    elif near == Closeness.DIFFERENT:
        yield OTHER_ADDRESS, ""
    for ours, theirs in ((left.postcode, right.postcode), ("".join(left.city), "".join(right.city))):
        if ours and theirs:
            yield (PLACE if ours == theirs else OTHER_PLACE), ""


def _same_number(ours: list[str], theirs: list[str]) -> bool:
    """« 12 rue du Pont » and « 14 rue du Pont » are two addresses, however alike."""
    return {word for word in ours if word.isdigit()} == {word for word in theirs if word.isdigit()}

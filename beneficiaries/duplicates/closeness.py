"""How close two written words are. No Django: words are compared lower case and unaccented (`ceis.text.name_words`)."""

from enum import IntEnum

from beneficiaries.deletion_keys import deletion_keys

ALIKE = 0.86  # Jaro–Winkler similarity under which two words only happen to share letters


class Closeness(IntEnum):
    """From « nothing to compare » to « written the same », as a part of a name compares to another."""

    UNKNOWN = 0
    DIFFERENT = 1
    ALIKE = 2
    PART = 3  # « Marie » and « Marie-Thérèse »
    ONE_ERROR = 4
    SAME = 5


def compare(left: list[str], right: list[str]) -> Closeness:
    """Return how close two parts of a name are, each one given as its words."""
    if not left or not right:
        return Closeness.UNKNOWN
    ours, theirs = "".join(left), "".join(right)
    if ours == theirs:
        return Closeness.SAME
    if len(ours) > 3 and len(theirs) > 3 and deletion_keys(ours) & deletion_keys(theirs):
        return Closeness.ONE_ERROR
    short, long = sorted((left, right), key=len)
    if len(short) < len(long) and all(_found(word, long) for word in short):
        return Closeness.PART
    return Closeness.ALIKE if jaro_winkler(ours, theirs) >= ALIKE else Closeness.DIFFERENT


def _found(word: str, words: list[str]) -> bool:
    return len(word) > 2 and any(word == other or deletion_keys(word) & deletion_keys(other) for other in words)


def jaro_winkler(left: str, right: str) -> float:
    """Return a similarity from 0 to 1, which forgives swapped letters and trusts the first four.

    Source: W. Winkler, « String Comparator Metrics and Enhanced Decision Rules », 1990.
    """
    if left == right:
        return 1.0
    reach = max(len(left), len(right)) // 2 - 1
    taken = [False] * len(right)
    ours = []
    for at, letter in enumerate(left):
        for other in range(max(0, at - reach), min(len(right), at + reach + 1)):
            if not taken[other] and right[other] == letter:
                taken[other] = True
                ours.append(letter)
                break
    if not ours:
        return 0.0
    theirs = [letter for letter, used in zip(right, taken, strict=True) if used]
    swapped = sum(a != b for a, b in zip(ours, theirs, strict=True)) / 2
    shared = len(ours)
    jaro = (shared / len(left) + shared / len(right) + (shared - swapped) / shared) / 3
    prefix = 0
    for a, b in zip(left[:4], right[:4], strict=False):
        if a != b:
            break
        prefix += 1
    return jaro + prefix * 0.1 * (1 - jaro)

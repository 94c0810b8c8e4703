"""Finding a name in spite of a typing error, by deletion keys.

Two words one edit apart (a letter missing, added, changed; two swapped count as two edits that share a deletion) have
a form in common once at most one letter is taken from each. The forms are hashed to 32 bits and kept in one indexed
array per person: an exact answer to « who is one edit away » costs one index scan.

Source: the symmetric-delete idea of W. Garbe's SymSpell.
"""

from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from ceis.text import name_words

SHORTEST_WITH_DELETIONS = 3  # « Li » and « La » are not each other's typing error


@lru_cache(maxsize=50_000)
def deletion_keys(word: str) -> frozenset[int]:
    """Return the keys of ``word`` (lower case, unaccented) and of all it becomes with one letter less.

    Returns: signed 32-bit integers, as PostgreSQL's ``integer`` holds them.
    """
    forms = {word}
    if len(word) >= SHORTEST_WITH_DELETIONS:
        forms |= {word[:i] + word[i + 1 :] for i in range(len(word))}
    return frozenset(crc32(form.encode()) - 2**31 for form in forms)


def keys_of_names(first_name: str, *last_names: str) -> list[int]:
    """Return the sorted keys of every word of the names, and of neighbours written in one (« Ben Ali », « Benali »).

    First and last name are neighbours both ways: a missing space is a typing error too.
    """
    first, keys = name_words(first_name), set()
    for last_name in last_names:
        last = name_words(last_name)
        for row in (first + last, last + first):
            joined = [left + right for left, right in pairwise(row)]
            keys |= {key for word in row + joined for key in deletion_keys(word)}
    return sorted(keys)

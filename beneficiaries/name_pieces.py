"""A displayed name cut in words and what is between them, so that the words that answer a search can be marked."""

import re
from dataclasses import dataclass

from beneficiaries.deletion_keys import deletion_keys
from ceis.text import sort_key

WORD = re.compile(r"\w+|\W+")


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool = False


def pieces(name: str, words: tuple[str, ...] = ()) -> list[Piece]:
    """Return ``name`` cut in pieces; those one of the typed ``words`` means are marked.

    A word is meant by its beginning, or one typing error away; so are two neighbours written in one.
    """
    texts = WORD.findall(name)
    keys = [sort_key(text) if text[0].isalnum() else "" for text in texts]
    marked = {at for at, key in enumerate(keys) if key and _meant(key, words)}
    for at in range(len(keys) - 2):
        if keys[at] and keys[at + 2] and any(deletion_keys(keys[at] + keys[at + 2]) & deletion_keys(w) for w in words):
            marked |= {at, at + 2}
    return [Piece(text, at in marked) for at, text in enumerate(texts)]


def _meant(key: str, words: tuple[str, ...]) -> bool:
    return any(key.startswith(word) or deletion_keys(key) & deletion_keys(word) for word in words)

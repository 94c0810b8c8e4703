"""A displayed name cut in words and what is between them, so that the words that answer a search can be marked."""

import re
from dataclasses import dataclass, replace

from beneficiaries.deletion_keys import deletion_keys
from ceis.text import sort_key

WORD = re.compile(r"\w+|\W+")


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool = False

    def answers(self, words: tuple[str, ...]) -> bool:
        """Whether one of the typed ``words`` means this one: its beginning, or one typing error away."""
        mine = sort_key(self.text)
        if not mine or not mine[0].isalnum():
            return False
        return any(mine.startswith(word) or deletion_keys(mine) & deletion_keys(word) for word in words)


def pieces(name: str, marked: frozenset[str] = frozenset()) -> list[Piece]:
    return [replace(piece, marked=piece.text in marked) for piece in map(Piece, WORD.findall(name))]

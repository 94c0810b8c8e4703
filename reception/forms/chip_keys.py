"""The letter each choice of a row is picked with, once the row has the focus."""

from collections.abc import Iterable

from ceis.text import sort_key


def letters(labels: Iterable[str]) -> list[str]:
    """Return one letter per label, in order: the first of its own that no label before it took, "" when none is left.

    >>> letters(["Renseignement", "Rendez-vous"])
    ['r', 'e']
    """
    given: list[str] = []
    for label in labels:
        own = [letter for letter in sort_key(label) if "a" <= letter <= "z" and letter not in given]
        given.append(own[0] if own else "")
    return given

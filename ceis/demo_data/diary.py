"""Who and what is taken when, so that the demo place never books twice what the database would refuse."""

from collections.abc import Hashable, Iterable
from datetime import date, time


class Diary:
    def __init__(self) -> None:
        self._taken: dict[tuple[Hashable, date], list[tuple[time, time]]] = {}

    def is_free(self, resource: Hashable, day: date, start: time, end: time) -> bool:
        return all(end <= begun or start >= ended for begun, ended in self._taken.get((resource, day), ()))

    def all_free(self, resources: Iterable[Hashable], day: date, start: time, end: time) -> bool:
        return all(self.is_free(resource, day, start, end) for resource in resources)

    def take(self, resource: Hashable, day: date, start: time, end: time) -> None:
        self._taken.setdefault((resource, day), []).append((start, end))

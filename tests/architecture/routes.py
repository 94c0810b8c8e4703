"""Every address the house answers, read from its URLconf."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.tree import PARTS

OURS = frozenset(PARTS)


@dataclass(frozen=True)
class Route:
    name: str  # "beneficiaries:detail"
    pattern: str
    parameters: tuple[str, ...]
    view: Callable

    @property
    def module(self) -> str:
        return self.view.__module__


def routes(urlconf: str | None = None) -> list[Route]:
    return list(walk(get_resolver(urlconf)))


def walk(resolver: URLResolver, space: str = "", prefix: str = "", parameters: tuple[str, ...] = ()) -> Iterator[Route]:
    for found in resolver.url_patterns:
        pattern = prefix + str(found.pattern)
        here = parameters + tuple(found.pattern.regex.groupindex)
        if isinstance(found, URLResolver):
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from walk(found, inner, pattern, here)
        elif isinstance(found, URLPattern):
            yield Route(space + found.name if found.name else "", pattern, here, found.callback)

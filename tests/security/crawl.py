"""Read everything a person can reach, and say which planted words they met there."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO

from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pypdf import PdfReader

from tests.architecture.access_table import ROWS
from tests.architecture.routes import routes
from tests.security.world import World, undone

MOST_VARIANTS = 6  # of one address: the weeks of an agenda never end
LINK = re.compile(r"""(?:href|hx-get|src|action)=["']([^"'#]+)""")
WORD = re.compile(r"CANARI-[a-z]+-[a-z_]+")
SOME_QUERIES = ["?q=Leila+Zeruki", "?q=CANARI"]
HAS_AN_OBJECT = re.compile(r"/[0-9a-f-]{36}/")
NEVER_FOLLOWED = ("/statique/", "/compte/deconnexion/", "http:", "https:", "mailto:", "data:", "tel:")


def words_in(response: HttpResponse) -> set[str]:
    """Return the planted words of an answer, whatever it is wrapped in: page, table, document, headers."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    texts = [html.unescape(body.decode("utf-8", "replace")), " ".join(map(str, response.headers.values()))]
    texts.append(re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), texts[0]))  # as JSON writes
    if body.startswith(b"%PDF"):
        texts += pdf_texts(body)
    return {word for text in texts for word in WORD.findall(text)}


def pdf_texts(body: bytes) -> Iterator[str]:
    """The words a reader sees, and those only a curious one finds: titles, notes, streams."""
    document = PdfReader(BytesIO(body))
    yield str(document.metadata)
    for page in document.pages:
        # A word cut by the end of a line is still that word.
        yield re.sub(r"\s*\n\s*", "", page.extract_text())
        yield page.extract_text()
    yield " ".join(str(found) for found in document.get_fields() or {})


def addresses(world: World, urlconf: str | None = None) -> list[str]:
    """Every address of the URLconf, with every object that fits it; the access table says which ones do."""
    things = {name: {row.thing for row in ROWS if row.url_name == name} for name in {row.url_name for row in ROWS}}
    found = []
    for route in routes(urlconf):
        for thing in things.get(route.name, world.objects):
            try:
                found.append(reverse(route.name, urlconf=urlconf, args=world.objects[thing]))
            except NoReverseMatch:
                continue
    return sorted(set(found))


def everything(client: Client, start: Iterable[str]) -> Iterator[tuple[str, HttpResponse]]:
    """Open ``start``, then whatever the answers link to, then the search of each page."""
    waiting, seen, variants = list(start), set(), Counter()
    waiting += [url + query for url in waiting if not HAS_AN_OBJECT.search(url) for query in SOME_QUERIES]
    while waiting:
        url = waiting.pop(0)
        path = url.partition("?")[0]
        if url in seen or url.startswith(NEVER_FOLLOWED) or variants[path] >= MOST_VARIANTS:
            continue
        seen.add(url)
        variants[path] += 1
        with undone():
            response = client.get(url)
        yield url, response
        if response.headers.get("Content-Type", "").startswith("text/html"):
            links = (html.unescape(link) for link in LINK.findall(response.content.decode()))
            waiting += [link for link in links if link.startswith("/")]


def met(world: World, reader: str, urlconf: str | None = None) -> set[tuple[str, str]]:
    """Return (address, word) for each planted word ``reader`` meets in the whole house."""
    client = Client()
    client.force_login(world.users[reader])
    pages = everything(client, addresses(world, urlconf))
    return {(url, word) for url, response in pages for word in words_in(response)}

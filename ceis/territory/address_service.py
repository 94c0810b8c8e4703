"""Ask an address service of the shape of the Base Adresse Nationale where an address is. Off until it is configured.

Only the address is sent, never a name. It is asked by background work, never while someone waits at a counter.
Source: https://adresse.data.gouv.fr/outils/api-doc/adresse (GET /search/?q=&postcode=&limit=).
"""

import json
import math
import re
import time
from dataclasses import dataclass
from typing import Any

import httpx

from ceis.text import name_words

PATIENCE = 4.0  # seconds for the whole answer
LARGEST_ANSWER = 200_000
GOOD_SCORE = 0.6
LONGEST_QUESTION = 200
# « chez Mme Untel », « c/o Untel », « M. Untel » : a name that does not leave the house.
SOMEONE = re.compile(r"(?i)(?:^|\b)(?:chez|c/o|aux bons soins de|a l.attention de|à l.attention de)\s[^,\n;]*")
TITLED = re.compile(r"(?im)(?:^|[,;])\s*(?:M\.|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle)\s[^,\n;\d]*")


class Unavailable(Exception):
    """The service did not answer, or not in its own words: to be asked again later."""


@dataclass(frozen=True)
class Found:
    """``point``: (longitude, latitude), None when the service knows the commune but not the door."""

    point: tuple[float, float] | None
    commune_code: str


def fit_to_send(address: str) -> str:
    """Return ``address`` without the piece that names someone: « chez Mme Untel », at the start or between commas."""
    kept = TITLED.sub("", SOMEONE.sub("", address))
    return " ".join(kept.replace("\n", ", ").strip(" ,;").split())


def find(url: str, *, address: str, postcode: str, city: str) -> Found | None:
    """Return where an address is; None when the service does not know it, or answers about another place.

    Raises: Unavailable when it is to be asked again later.
    """
    street = fit_to_send(address)
    if len(street) < 3 or not (postcode or city):
        return None
    question = {"q": f"{street} {city}".strip()[:LONGEST_QUESTION], "limit": "1"}
    if re.fullmatch(r"\d{5}", postcode):
        question["postcode"] = postcode
    properties, coordinates = _best(_ask(url, question))
    if properties is None or not _is_there(properties, postcode, city):
        return None
    commune = str(properties.get("citycode") or "")[:5]
    precise = properties.get("type") == "housenumber" and _score(properties) >= GOOD_SCORE
    return Found(_point(coordinates) if precise else None, commune)


def _ask(url: str, question: dict[str, str]) -> Any:
    """Return the JSON of one answer, within `PATIENCE` in all, however slowly it drips."""
    ends = time.monotonic() + PATIENCE
    body = bytearray()
    try:
        with (
            httpx.Client(timeout=PATIENCE / 2, trust_env=False) as client,
            client.stream("GET", f"{url.rstrip('/')}/search/", params=question) as answer,
        ):
            if answer.status_code == httpx.codes.BAD_REQUEST:  # it says so of a question it cannot read
                return {"features": []}
            if answer.status_code != httpx.codes.OK:
                raise Unavailable(f"status {answer.status_code}")
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > LARGEST_ANSWER or time.monotonic() > ends:
                    raise Unavailable("too long an answer")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unavailable(type(error).__name__) from error
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unavailable("not JSON") from error


def _best(answer: Any) -> tuple[dict | None, Any]:
    """Return the properties and the coordinates of the first place of an answer, or (None, None) when it has none."""
    features = answer.get("features") if isinstance(answer, dict) else None
    if not isinstance(features, list):
        raise Unavailable("not an answer of an address service")
    if not features:
        return None, None
    feature = features[0] if isinstance(features[0], dict) else {}
    properties, geometry = feature.get("properties"), feature.get("geometry")
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        raise Unavailable("not an answer of an address service")
    return properties, geometry.get("coordinates")


def _score(properties: dict) -> float:
    score = properties.get("score")
    return score if isinstance(score, int | float) and math.isfinite(score) else 0.0


def _point(coordinates: Any) -> tuple[float, float] | None:
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return None
    longitude, latitude = coordinates[:2]
    if not all(isinstance(n, int | float) and math.isfinite(n) for n in (longitude, latitude)):
        return None
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None


def _is_there(properties: dict, postcode: str, city: str) -> bool:
    """Whether the answer is about the commune that was typed; by its postcode when no name was."""
    if city:
        return _commune(city) == _commune(str(properties.get("city") or ""))
    return str(properties.get("postcode") or "") == postcode


def _commune(name: str) -> list[str]:
    """« Saint-Jean-de-Védas Cedex 2 » and « St Jean de Vedas » are one commune; so are « Paris 12e » and « Paris »."""
    words = [{"st": "saint", "ste": "sainte"}.get(word, word) for word in name_words(name)]
    words = words[: words.index("cedex")] if "cedex" in words else words
    return [word for word in words if not word[0].isdigit() and word != "arrondissement"]

"""Who may open what: each address, with each kind of object, for each role, and what it must answer.

Written by hand from what the place wants, not computed from `ceis.access`: the two must agree. Each role is played by
one person; the coordinator (coo) is on the platform emploi with the social worker (soc); the others hold the platform
of their name. `-` stands for an address without object; the objects are made in `tests/security/world.py`.

200 opens · 302 sends elsewhere · 403 not for this role · 404 not to be known · 405 not that way.
Where a form is sent empty, 200 or 422 is the form again with its errors, 302 a message on another page, 204 nothing.
"""

from dataclasses import dataclass

from tests.architecture.access_get import GET
from tests.architecture.access_post import POST

COLUMNS = [
    "anonymous", "reception", "volunteer", "social_worker", "digital_mediator", "budget_adviser", "health_adviser",
    "coordinator", "manager", "dpo", "administrator", "partner",
]  # fmt: skip


@dataclass(frozen=True)
class Row:
    method: str
    url_name: str
    thing: str  # key of `World.objects`
    expected: dict[str, int]

    def __str__(self) -> str:
        return f"{self.method} {self.url_name} {self.thing}"


def rows(method: str, table: str) -> list[Row]:
    lines = [line.split() for line in table.splitlines() if line.strip() and not line.startswith("#")]
    return [
        Row(method, name, thing, dict(zip(COLUMNS, map(int, statuses), strict=True)))
        for name, thing, *statuses in lines
    ]


ROWS = rows("GET", GET) + rows("POST", POST)

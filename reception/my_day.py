"""What the desk shows a worker on « Ma journée »: who waits for them."""

from collections.abc import Iterator

from beneficiaries.record_parts import Panel
from reception.waiting import waits_for


def panels(user) -> Iterator[Panel]:
    yield Panel(
        "Qui vous attend", "reception/waiting_card.html", {"waits": waits_for(user)}, order=10, soft="mise à jour seule"
    )

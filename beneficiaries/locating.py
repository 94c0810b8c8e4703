"""Where an address is: asked of the address service by background work, then placed on the map of zones.

What is to be done is in the row (`Residence.ask_after`, `placed_edition`); running it twice changes nothing.
"""

import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from beneficiaries.models import Beneficiary, QpvAnswer, Residence
from ceis.territory import address_service
from ceis.territory.atlas import Ground
from ceis.territory.generations import can_say_no, departements_of
from ceis.territory.map import current_map
from ceis.territory.models import Zone

log = logging.getLogger(__name__)

TASK = "beneficiaries.tasks.locate_residence"
FORGOTTEN_AFTER = 55  # seconds: the sweep will have asked again
ASKED_A_MINUTE = 200
LONGEST_SWEEP = 45  # seconds spent asking: the next sweep goes on
PLACED_AT_ONCE = 2_000
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(days=1)
Layer = tuple[str, int]


def service_is_on() -> bool:
    return settings.ADDRESS_SERVICE_URL != "non"


def look_at(residence: Residence) -> None:
    """Once the transaction is committed, tell the workers to locate it; if nobody hears, the sweep will."""
    if not (service_is_on() and residence.ask_after):
        return

    def send() -> None:
        try:
            current_app.send_task(TASK, [str(residence.pk)], expires=FORGOTTEN_AFTER)
        except OperationalError:
            log.warning("the queue does not answer; residence %s waits for the sweep", residence.pk)

    transaction.on_commit(send)


def locate(residence_id: UUID) -> None:
    """Ask the service where an address is, and keep what it says if the address is still the same."""
    asked = Residence.objects.to_be_asked().filter(pk=residence_id).first() if service_is_on() else None
    if asked is None:
        return
    try:
        found = address_service.find(
            settings.ADDRESS_SERVICE_URL, address=asked.address, postcode=asked.postcode, city=asked.city
        )
    except address_service.Unavailable as reason:
        log.warning("the address service: %s", reason)
        wait = min(FIRST_WAIT * 2 ** min(asked.refusals, 12), LONGEST_WAIT)
        same_address(asked).update(ask_after=timezone.now() + wait, refusals=asked.refusals + 1)
        return
    keep_found(asked, found)


def same_address(asked: Residence):
    """The row, unless its address was changed while the service was thinking."""
    return Residence.objects.may_be_sent().filter(
        pk=asked.pk, address=asked.address, postcode=asked.postcode, city=asked.city, kind=asked.kind
    )


@transaction.atomic
def keep_found(asked: Residence, found: address_service.Found | None) -> None:
    """Write what the service said, and what the map says of it."""
    # The person first, as every correction of an address does: two of them never wait for each other.
    person = Beneficiary.objects.select_for_update().get(pk=asked.beneficiary_id)
    row = same_address(asked).select_for_update(of=["self"]).first()
    if row is None:
        return
    row.ask_after, row.refusals = None, 0
    if found:
        row.commune_code = found.commune_code
    if found and found.point:
        row.longitude, row.latitude = found.point
        row.method = Residence.Method.SERVICE
    row.save()
    place([row])
    if row.point and row.ends_on is None:
        say_neighbourhood(person, row)


def say_neighbourhood(person: Beneficiary, row: Residence) -> None:
    """Show the located neighbourhood where none was typed, or where another one of the map was.

    A finer word, typed by someone who knows the place, stays. No new version of the identity: nobody typed anything.
    """
    zone = row.neighbourhood
    typed = person.neighbourhood
    if zone and (not typed or (typed != zone.name and Zone.objects.neighbourhood_named(typed))):
        Beneficiary.objects.filter(pk=person.pk).update(neighbourhood=zone.name[:80])


def sweep() -> None:
    """Place what was placed on an older map, and ask again what was not answered."""
    while place_some():
        pass
    if service_is_on():
        waiting = Residence.objects.to_be_asked().order_by("ask_after", "pk").values_list("pk", flat=True)
        ends = time.monotonic() + LONGEST_SWEEP
        for pk in waiting[:ASKED_A_MINUTE]:
            if time.monotonic() < ends:
                locate(pk)


@transaction.atomic
def place_some() -> int:
    """Place on the map in force a few residences of an older one; return how many."""
    edition, _ = current_map()
    rows = list(
        Residence.objects.placed_before(edition)
        .select_for_update(skip_locked=True, of=["self"])
        .order_by("pk")[:PLACED_AT_ONCE]
    )
    place(rows)
    return len(rows)


def place(rows: Sequence[Residence]) -> None:
    """Write the neighbourhood and the QPV answers of ``rows``, by the map in force; in the caller's transaction."""
    if not rows:
        return
    edition, atlas = current_map()
    located = [row for row in rows if row.point]
    zones = dict(zip((row.pk for row in located), atlas.locate([row.point for row in located]), strict=True))
    covered = {year: departements_of(atlas.codes((kind, year))) for kind, year in atlas.layers if kind == Zone.Kind.QPV}
    answers: list[QpvAnswer] = []
    for row in rows:
        found = zones.get(row.pk)
        if found is not None:
            _write_zones(row, found)
            answers += _by_the_map(row, found, covered)
        elif row.said_qpv and row.has_address:
            answers.append(QpvAnswer(residence=row, generation=row.said_of_list, answer=row.said_qpv))
        row.placed_edition = edition
    QpvAnswer.objects.filter(residence__in=rows).delete()
    QpvAnswer.objects.bulk_create(answers)
    Residence.objects.bulk_update(rows, ["neighbourhood", "commune_code", "placed_edition"], batch_size=500)


def _write_zones(row: Residence, found: dict[Layer, Ground]) -> None:
    neighbourhood, commune = found.get((Zone.Kind.NEIGHBOURHOOD, 0)), found.get((Zone.Kind.COMMUNE, 0))
    row.neighbourhood_id = neighbourhood.id if neighbourhood else None
    if commune:
        row.commune_code = commune.code[:5]


def _by_the_map(row: Residence, found: dict[Layer, Ground], covered: dict[int, frozenset[str]]) -> list[QpvAnswer]:
    """One answer for each list that is there and that knows the département of the address."""
    answers = []
    for year, departements in sorted(covered.items()):
        zone = found.get((Zone.Kind.QPV, year))
        if zone or can_say_no(departements, row.commune_code or row.postcode):
            said = QpvAnswer.Answer.YES if zone else QpvAnswer.Answer.NO
            answers.append(QpvAnswer(residence=row, generation=year, answer=said, zone_id=zone.id if zone else None))
    return answers

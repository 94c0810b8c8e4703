"""Writes on the map of zones: a file is read, waits, then is taken whole."""

from dataclasses import asdict
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from ceis.accounts.models import User
from ceis.facts import RuleViolation
from ceis.journal.actions import record
from ceis.journal.models import Entry
from ceis.territory.changes import Changes, changes
from ceis.territory.models import Zone, ZoneFile
from ceis.territory.reading import Refused, read
from ceis.text import clean_text

ONE_AT_A_TIME = 20241231


@transaction.atomic
def give_file(*, by: User | None, id: UUID, kind: str, generation: int, file_name: str, content: bytes) -> ZoneFile:
    """Read a file of zones and keep what was read until it is confirmed; a second call returns the first one's row.

    ``by`` is None when the place's own technician gives it by command.
    Raises: RuleViolation when nothing can be taken from it.
    """
    if existing := ZoneFile.objects.filter(pk=id).first():
        return existing
    try:
        reading = read(content, kind=kind, generation=generation)
    except Refused as refusal:
        raise RuleViolation(str(refusal), "file") from refusal
    given, _ = ZoneFile.objects.get_or_create(
        pk=id,
        defaults={
            "kind": kind,
            "generation": generation,
            "file_name": clean_text(file_name)[:120] or "sans nom",
            "zones": [asdict(zone) for zone in reading.zones],
            "errors": [list(error) for error in reading.errors],
            "given_by": by,
        },
    )
    return given


@transaction.atomic
def take_file(*, by: User | None, zone_file: ZoneFile, remove_gone: bool = False) -> ZoneFile:
    """Write the zones of a file that waited; taken twice, it changes nothing the second time.

    Takes: ``remove_gone``: whether zones that the file no longer has are removed from the list, or kept as they are.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    taken = ZoneFile.objects.select_for_update().get(pk=zone_file.pk)
    if taken.edition is not None:
        return taken
    kept = Zone.objects.of_list(taken.kind, taken.generation)
    found = changes(kept.order_by("code"), taken.zones)
    _write(taken, found)
    if remove_gone:
        kept.filter(code__in=found.gone).delete()
    taken.edition = ZoneFile.objects.latest()[0] + 1
    taken.applied_at, taken.zones = timezone.now(), []
    taken.outcome = _outcome(found, remove_gone)
    taken.save()
    record(by=by, action=Entry.Action.UPDATE, on=taken)
    return taken


def _write(taken: ZoneFile, found: Changes) -> None:
    written = {*found.new, *found.redrawn}
    Zone.objects.bulk_create(
        [
            Zone(
                kind=taken.kind, generation=taken.generation, code=zone["code"], name=zone["name"],
                geometry=zone["geometry"], bbox=zone["bbox"],
            )
            for zone in taken.zones
            if zone["code"] in written
        ],
        update_conflicts=True,
        unique_fields=["kind", "code", "generation"],
        update_fields=["name", "geometry", "bbox"],
    )  # fmt: skip


def _outcome(found: Changes, remove_gone: bool) -> str:
    words = found.words
    return words.replace(" du fichier", " du fichier et retirées") if remove_gone else words

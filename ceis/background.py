"""Work that goes on outside requests: a row says what is to be done, the queue says « look », one worker does it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from celery import current_app
from django.db import connection, transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

FORGOTTEN_AFTER = 55  # seconds: the sweep will have asked again


def tell_workers(task: str, row_id: UUID) -> None:
    """Once the transaction is committed, tell the workers to look at a row; if nobody hears, the sweep will."""

    def send() -> None:
        try:
            current_app.send_task(task, [str(row_id)], expires=FORGOTTEN_AFTER)
        except OperationalError:
            log.warning("the queue does not answer; %s %s waits for the sweep", task, row_id)

    transaction.on_commit(send)


@contextmanager
def only_one(row_id: UUID) -> Iterator[bool]:
    """Hold the lock of a row's work for the length of the block, or yield False when another connection holds it.

    The lock goes with the connection: a worker that dies lets go of it.
    """
    key = int.from_bytes(row_id.bytes[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])

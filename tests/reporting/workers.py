"""A real broker and real workers for a test, on the test's own database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection
from kombu import pools

from ceis.celery import app

WORKER_NAME = "ceis-test-worker"
REDIS = ["redis-server", "--port", "0", "--save", ""]
WORKER = [sys.executable, "-m", "celery", "-A", "ceis.celery:app", "worker", "--concurrency=1", "--loglevel=ERROR"]


@contextmanager
def private_redis(folder: Path) -> Iterator[str]:
    """A Redis of its own: workers of two test processes must not take each other's messages. Yields its URL."""
    socket = folder / "r.sock"
    command = [*REDIS, "--unixsocket", str(socket), "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        wait_for(socket.exists)
        try:
            yield f"redis+socket://{socket}"
        finally:
            server.terminate()


@contextmanager
def speaking_to(broker: str) -> Iterator[None]:
    """For the length of the block, this process sends its messages to ``broker``, which starts empty."""
    before, app.conf.broker_url, app.conf.broker_write_url = app.conf.broker_url, broker, broker
    forget_connections()
    app.control.purge()
    try:
        yield
    finally:
        app.conf.broker_url = app.conf.broker_write_url = before
        forget_connections()


def forget_connections() -> None:
    pools.reset()
    app._pool = app.amqp._producer_pool = None


@contextmanager
def worker(broker: str) -> Iterator[subprocess.Popen]:
    """A Celery worker in processes of its own, with the application's role on the database of this test."""
    url = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(url._replace(path=f"/{connection.settings_dict['NAME']}"))
    environment = {**os.environ, "DATABASE_URL": database, "DATABASE_OWNER_URL": "", "REDIS_URL": broker}
    environment["PGAPPNAME"] = WORKER_NAME
    process = subprocess.Popen(
        [*WORKER, "--without-gossip", "--without-mingle"],
        env=environment, cwd=settings.BASE_DIR, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # a child that a killed parent left behind
        wait_for(lambda: sessions_of_workers() == 0)


def sessions_of_workers() -> int:
    """How many sessions of workers are still open on the database of this test."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s",
            [WORKER_NAME],
        )
        return cursor.fetchone()[0]


def wait_for(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)

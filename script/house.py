"""Private PostgreSQL and Redis in CEIS_VAR, on Unix sockets, shared by every script that runs on this folder.

Each script holds a shared lock while it uses them. The last to let go stops them, however the others ended.
Standard library only: it runs before anything is installed.
"""

import fcntl
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cluster import House
from packages import REPOSITORY, VENV, VENV_BIN, locked, say

# Which variables this house set itself: a script inside a script must not take them for the user's.
PRIVATE = "CEIS_PRIVATE"
ROLES_REFUSED = 3


def folder() -> Path:
    """The private folder: two of them never meet."""
    return Path(os.environ.get("CEIS_VAR") or REPOSITORY / "var").resolve()


def given(name: str) -> str:
    """A variable the user set, or "" when it is unset or when an enclosing script set it."""
    return "" if name in os.environ.get(PRIVATE, "").split() else os.environ.get(name, "")


@contextmanager
def services(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """Run PostgreSQL and Redis, or use the ones given, for the length of the block.

    Takes: durable, whether data must survive a power cut (tests need not).
    Returns: the environment in which commands run.
    """
    house = House(folder(), durable=durable)
    house.prepare()
    with (house.folder / "users.lock").open() as users:
        try:
            with locked(house.folder / "start.lock"):
                fcntl.flock(users, fcntl.LOCK_SH)
                environment = start(house)
            yield environment
        finally:
            with uninterrupted(), locked(house.folder / "start.lock"), suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # Nobody else holds it: we are the last.
                house.stop_redis()
                house.stop_postgresql()
                shutil.rmtree(house.sockets, ignore_errors=True)


def start(house: House) -> dict[str, str]:
    """Start what the user did not give; return the environment that reaches it."""
    private = {"CEIS_VAR": str(house.folder), "SECRET_KEY": house.secrets["SECRET_KEY"], "HTTPS": "false"}
    private = {name: value for name, value in private.items() if not given(name)}
    if not given("DATABASE_URL") or not given("REDIS_URL"):
        house.prepare_sockets()
    if given("DATABASE_URL"):
        if not given("DATABASE_OWNER_URL"):
            private |= two_roles(given("DATABASE_URL"))
    else:
        house.start_postgresql()
        private["DATABASE_URL"] = house.database_url("ceis_app")
        private["DATABASE_OWNER_URL"] = house.database_url("ceis_owner")
    if not given("REDIS_URL"):
        house.start_redis()
        private["REDIS_URL"] = house.redis_url()
    environment = os.environ | private | {PRIVATE: " ".join(private)}
    environment |= {"VIRTUAL_ENV": str(VENV), "PATH": f"{VENV_BIN}:{os.environ.get('PATH', os.defpath)}"}
    return environment


def two_roles(owner_url: str) -> dict[str, str]:
    """The address the user gave is the owner's; web and workers get a role of their own when they can."""
    result = subprocess.run(
        [VENV_BIN / "python", Path(__file__).with_name("roles.py")], stdout=subprocess.PIPE, text=True
    )
    if result.returncode == 0:
        return {"DATABASE_URL": result.stdout.strip(), "DATABASE_OWNER_URL": owner_url}
    if result.returncode != ROLES_REFUSED:
        raise SystemExit(1)
    say("Ce compte de la base ne peut pas créer le rôle ceis_app : tout passera par lui seul.")
    say("Les règles d'accès de la base sont alors moins fortes ; donnez aussi DATABASE_OWNER_URL.")
    # Kept empty rather than absent, so that no .env file answers in its place.
    return {"DATABASE_OWNER_URL": ""}


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let a second Ctrl-C not break off the stop that the first one asked for."""
    names = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {name: signal.signal(name, signal.SIG_IGN) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def stop_on_signal() -> None:
    """Turn SIGTERM and SIGHUP into an ordinary exit, so that everything started is stopped."""

    def leave(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, leave)
    # A shell that starts us in the background has Ctrl-C ignored: hear it all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def run_to_end(command: list[str | Path], environment: dict[str, str], cwd: Path | None = None) -> int:
    """Run one command in the foreground; whatever ends us ends it first. Returns the shell's exit code."""
    process = subprocess.Popen(command, env=environment, cwd=cwd)
    while True:
        try:
            code = process.wait()
            return code if code >= 0 else 128 - code
        except KeyboardInterrupt:
            continue  # the terminal told the command too; it decides
        except SystemExit:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            raise

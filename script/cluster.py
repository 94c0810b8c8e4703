"""The private folder and the two services that live in it: PostgreSQL and Redis, on Unix sockets only.

Standard library only: it runs before anything is installed.
"""

import hashlib
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

POSTGRESQL = Path("/usr/lib/postgresql")
OLDEST_POSTGRESQL = 15
START_TIMEOUT = 60
WAIT = ("--wait", f"--timeout={START_TIMEOUT}")


class HouseError(SystemExit):
    """A start that cannot be made; the French message is for the person at the keyboard."""


class House:
    """One private folder and the services that live in it."""

    def __init__(self, folder: Path, *, durable: bool = False):
        self.folder = folder
        self.durable = durable
        digest = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
        # A socket path is limited to 107 characters and PostgreSQL's own user must be able to walk it.
        self.sockets = Path(f"/tmp/ceis-{os.getuid()}-{digest}")
        self.data = folder / "postgresql"
        self.redis_socket = self.sockets / "redis.sock"

    # --- The folder ---

    def prepare(self) -> None:
        try:
            (self.folder / "media").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HouseError(f"Le dossier privé ne peut pas être créé ({error}) : voir CEIS_VAR.") from error
        # Others may walk through (PostgreSQL refuses root and runs as another user), not look.
        self.folder.chmod(0o711)
        (self.folder / "media").chmod(0o700)
        for name in ("start.lock", "users.lock", "server.lock"):
            (self.folder / name).touch(mode=0o600)
        secrets_file = self.folder / "secrets.json"
        if not secrets_file.exists():
            names = ("postgres", "ceis_owner", "ceis_app", "SECRET_KEY")
            draft = self.folder / "secrets.draft"
            draft.touch(mode=0o600)
            draft.write_text(json.dumps({name: secrets.token_urlsafe(40) for name in names}))
            draft.rename(secrets_file)
        self.secrets: dict[str, str] = json.loads(secrets_file.read_text())

    def prepare_sockets(self) -> None:
        with suppress(FileExistsError):
            self.sockets.mkdir(mode=0o700)
        status = self.sockets.lstat()
        owner = self.service_account().get("user", os.getuid())
        if self.sockets.is_symlink() or status.st_uid not in (owner, os.getuid()):
            raise HouseError(f"Le dossier {self.sockets} appartient à un autre compte : supprimez-le.")
        self.give(self.sockets)

    @staticmethod
    def service_account() -> dict[str, Any]:
        """Arguments for subprocess that drop root, which PostgreSQL refuses; empty for another account."""
        if os.geteuid():
            return {}
        try:
            account = pwd.getpwnam("postgres")
        except KeyError:
            account = pwd.getpwnam("nobody")
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        if account := self.service_account():
            os.chown(path, account["user"], account["group"])

    @contextmanager
    def log(self, name: str) -> Iterator[BinaryIO]:
        path = self.folder / f"{name}.log"
        path.touch(mode=0o600)
        with path.open("ab") as output:
            yield output

    # --- PostgreSQL ---

    def postgresql(self, program: str) -> str:
        """The program of the version the data was made with, else of the newest one installed."""
        version_file = self.data / "PG_VERSION"
        versions = [int(path.parts[-3]) for path in POSTGRESQL.glob("*/bin/initdb")]
        if version_file.exists():
            wanted = int(version_file.read_text())
            versions = [version for version in versions if version == wanted]
        if not versions or max(versions) < OLDEST_POSTGRESQL:
            raise HouseError(f"PostgreSQL {OLDEST_POSTGRESQL} ou plus récent est introuvable.")
        return str(POSTGRESQL / str(max(versions)) / "bin" / program)

    def run_postgresql(self, program: str, data: Path, *arguments: str) -> None:
        """Run initdb or pg_ctl on a folder, even one (in root's home) the service account cannot reach."""
        account = self.service_account()
        folder = os.open(data, os.O_RDONLY | os.O_DIRECTORY)
        reachable = not subprocess.run(["test", "-d", data], cwd="/", **account).returncode
        # Opened while we are root, and inherited: this path asks no permission on the way.
        path = data if reachable else Path(f"/proc/self/fd/{folder}")
        if program == "pg_ctl":
            arguments = (*arguments, f"--log={path}/server.log")
        with self.log("postgresql") as output:
            result = subprocess.run(
                [self.postgresql(program), "-D", path, *arguments],
                cwd="/",
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=() if reachable else (folder,),
                **account,
            )
        os.close(folder)
        if result.returncode:
            raise HouseError(f"PostgreSQL n'a pas répondu ({program}) : voir {self.folder}/postgresql.log")

    def create_cluster(self) -> None:
        draft = self.folder / "postgresql.draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.give(draft)
        password = self.sockets / "password"
        password.touch(mode=0o600)
        password.write_text(self.secrets["postgres"])
        self.give(password)
        try:
            self.run_postgresql(
                "initdb", draft, "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={password}",
                "--encoding=UTF8", "--locale=C.UTF-8", *([] if self.durable else ["--no-sync"]),
            )  # fmt: skip
        finally:
            password.unlink()
        draft.rename(self.data)

    def start_postgresql(self) -> None:
        if answers(self.sockets / ".s.PGSQL.5432"):
            return
        if not self.data.exists():
            self.create_cluster()
        self.forget_stale_pid()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": self.sockets,
            "unix_socket_permissions": "0700",
            "max_connections": 200,
            "max_locks_per_transaction": 256,
            "shared_buffers": "128MB",
            "jit": "off",
            "synchronous_commit": "off",
            "fsync": "on" if self.durable else "off",
            "full_page_writes": "on" if self.durable else "off",
            "log_min_messages": "fatal",
            "log_min_error_statement": "panic",
        }
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self.run_postgresql("pg_ctl", self.data, "start", *WAIT, "-o", options)
        self.create_roles()

    def forget_stale_pid(self) -> None:
        """After a crash the pid file may name a process that is no PostgreSQL, in containers above all."""
        pid_file = self.data / "postmaster.pid"
        if pid_file.exists():
            pid = pid_file.read_text().split()[0]
            with suppress(OSError):
                if Path(f"/proc/{pid}/comm").read_text().strip() != "postgres":
                    pid_file.unlink()

    def create_roles(self) -> None:
        """Two roles: ceis_owner owns the database and migrates; ceis_app owns and bypasses nothing."""
        app, owner = self.secrets["ceis_app"], self.secrets["ceis_owner"]
        statements = f"""
            SELECT 'CREATE ROLE ' || name FROM unnest(ARRAY['ceis_owner', 'ceis_app']) AS name
             WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \\gexec
            ALTER ROLE ceis_owner LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '{owner}';
            ALTER ROLE ceis_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '{app}';
            SELECT 'CREATE DATABASE ceis OWNER ceis_owner'
             WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'ceis') \\gexec
            REVOKE ALL ON DATABASE ceis FROM PUBLIC;
            GRANT CONNECT ON DATABASE ceis TO ceis_app;
            -- Nobody uses a cluster that was stopped: these are the remains of tests that were killed.
            SELECT format('DROP DATABASE %I', datname) FROM pg_database WHERE datname LIKE 'test\\_ceis\\_%' \\gexec
        """
        result = subprocess.run(
            [self.postgresql("psql"), "-Xq", "-h", self.sockets, "-U", "postgres", "-v", "ON_ERROR_STOP=1"],
            input=statements,
            text=True,
            capture_output=True,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "PGPASSWORD": self.secrets["postgres"]},
        )
        if result.returncode:
            raise HouseError(f"La base privée refuse ses comptes : {result.stderr.strip()}")

    def stop_postgresql(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self.run_postgresql("pg_ctl", self.data, "stop", "--mode=fast", *WAIT)

    def database_url(self, role: str) -> str:
        return f"postgres://{role}:{self.secrets[role]}@/ceis?host={self.sockets}"

    # --- Redis: a hint only, so nothing of it is kept on disk ---

    def start_redis(self) -> None:
        if answers(self.redis_socket):
            return
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        if program is None:
            raise HouseError("Le programme redis-server est introuvable (paquet redis-server).")
        with self.log("redis") as output:
            subprocess.Popen(
                [program, "--port", "0", "--unixsocket", self.redis_socket, "--unixsocketperm", "700",
                 "--save", "", "--appendonly", "no", "--loglevel", "warning"],
                cwd=self.sockets,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **self.service_account(),
            )  # fmt: skip
        deadline = time.monotonic() + START_TIMEOUT
        while not answers(self.redis_socket):
            if time.monotonic() > deadline:
                raise HouseError(f"Redis n'a pas répondu : voir {self.folder}/redis.log")
            time.sleep(0.02)

    def stop_redis(self) -> None:
        with suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(START_TIMEOUT)
            connection.connect(str(self.redis_socket))
            connection.sendall(b"SHUTDOWN NOSAVE\r\n")
            while connection.recv(1024):  # Redis closes the line when it is gone
                pass

    def redis_url(self) -> str:
        return f"redis+socket://{self.redis_socket}?virtual_host=0"


def answers(path: Path) -> bool:
    """Whether a server listens on this Unix socket."""
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(path))
        except OSError:
            return False
    return True

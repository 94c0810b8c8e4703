"""A hostile house: warnings are errors, order is random, the network is off, the database is the real one.

Rows without an order are shuffled and an undefined template variable fails (see `tests.traps`). Everything runs as the
application's role; only the schema is made by the owner.
"""

import fcntl
import hashlib
import os
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations

from ceis.database import OWNER
from tests.traps import undefined_variables_fail, unordered_rows_are_shuffled

# Playwright's synchronous API runs a loop in the thread that also speaks to the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def administer(statement: str) -> list:
    """Run one statement as the owner, outside any test database; return what it answers."""
    connection = connections[OWNER]
    name, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], "postgres"
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    connection.settings_dict["NAME"] = name
    return rows


def databases(beginning: str) -> list[str]:
    return [name for (name,) in administer("SELECT datname FROM pg_database") if name.startswith(beginning)]


def end_sessions_left_open() -> None:
    """A thread may have kept its connection: the application ends its own, the owner has no right to."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )


def schema_fingerprint() -> str:
    """What a migrated database holds comes from these files: while they stand, so does the model kept of it."""
    root = Path(settings.BASE_DIR)
    files = [path for path in root.glob("*/**/*.py") if path.parent.name == "migrations" and ".venv" not in path.parts]
    files += [path for name in ("terms.py", "apps.py") for path in root.glob(f"[a-z]*/**/{name}")]
    files += [root / "requirements.txt", root / "ceis/settings.py", root / "ceis/database.py"]
    content = hashlib.sha256()
    for path in sorted(set(files)):
        content.update(path.read_bytes())
    return content.hexdigest()[:12]


def use_database(name: str) -> None:
    for alias in ("default", OWNER):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def copy_of_the_migrated(name: str, folder: Path) -> None:
    """Make the database ``name``: a copy of a migrated one, kept from one run to the next, for migrating is slow."""
    model = f"migrated_{schema_fingerprint()}"
    with (folder / "migrated.lock").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        if model not in databases("migrated_"):
            for outdated in databases("migrated_"):
                administer(f'DROP DATABASE "{outdated}"')
            administer(f'CREATE DATABASE "{model}_unfinished" TEMPLATE template0')
            use_database(f"{model}_unfinished")
            call_command("migrate", verbosity=0)
            use_database("postgres")
            administer(f'ALTER DATABASE "{model}_unfinished" RENAME TO "{model}"')
        administer(f'CREATE DATABASE "{name}" TEMPLATE "{model}"')


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """A database of its own for each test process, made by the owner, used by the application."""
    name = f"test_ceis_{uuid.uuid4().hex[:12]}"
    with django_db_blocker.unblock():
        real = settings.DATABASES["default"]["NAME"]
        copy_of_the_migrated(name, Path(settings.VAR_DIR))
        use_database(name)
    yield
    with django_db_blocker.unblock():
        end_sessions_left_open()
        for connection in connections.all():
            connection.close()
        # A plain drop asks the vacuum to leave, if it is at work there.
        administer(f'DROP DATABASE "{name}"')
        use_database(real)


@pytest.fixture(autouse=True, scope="session")
def flush_as_owner():
    """Emptying tables between transactional tests is the owner's right, not the application's."""
    emptied = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        if self.connection.alias == "default":
            # A connection of its own: Django keeps tests away from those they did not ask for.
            owner = connections[OWNER]
            with owner.get_new_connection(owner.get_connection_params()) as connection:
                for statement in sql_list:
                    connection.execute(statement)
        else:
            emptied(self, sql_list)

    DatabaseOperations.execute_sql_flush = execute_sql_flush
    yield
    DatabaseOperations.execute_sql_flush = emptied


@pytest.fixture(autouse=True, scope="session")
def static_folder():
    """The live server starts before any test: the folder it would serve from must be there."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True, scope="session")
def strict_templates():
    with undefined_variables_fail():
        yield


@pytest.fixture(autouse=True)
def no_implicit_order(request):
    with unordered_rows_are_shuffled(f"{request.config.getoption('randomly_seed', '')} {request.node.nodeid}"):
        yield


@pytest.fixture(autouse=True)
def plain_settings(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Nothing that one test cached, or counted against an address, is there for the next one.
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    # WhiteNoise wants the static folder to exist; Django wants the two apart.
    settings.STATIC_ROOT, settings.MEDIA_ROOT = str(tmp_path), str(tmp_path / "media")

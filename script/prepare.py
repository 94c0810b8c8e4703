"""Bring the database and the static files up to date; does nothing, in one Django start, when they are.

Run by script/server with the project's own Python: prepare.py [--without-demo]
"""

import hashlib
import os
import signal
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ceis.settings")

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.staticfiles.finders import get_finders  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.test.utils import override_settings  # noqa: E402


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    django.setup()
    from ceis.database import migration_alias

    alias = migration_alias()
    executor = MigrationExecutor(connections[alias])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Mise à jour de la base…")
        call_command("migrate", verbosity=0, interactive=False)
    else:
        # An application role made since the last migration has no rights yet.
        from ceis.database import grant_application_role

        grant_application_role()
    if "--without-demo" not in sys.argv and not get_user_model().objects.exists():
        say("Installation du lieu de démonstration…")
        try:
            call_command("demo")
        except CommandError as refusal:
            say(str(refusal))
    collect_static_files()


def collect_static_files() -> None:
    stamp = Path(settings.STATIC_ROOT).with_name("static.stamp")
    found = hashlib.sha256()
    endings = set()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = os.stat(storage.path(path))
            found.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
            endings.add(Path(path).suffix.lstrip("."))
    if Path(settings.STATIC_ROOT).is_dir() and stamp.exists() and stamp.read_text() == found.hexdigest():
        return
    say("Préparation des fichiers statiques…")
    # On the loopback nothing is worth the half minute that compressing takes; the image compresses.
    with override_settings(WHITENOISE_SKIP_COMPRESS_EXTENSIONS=sorted(endings)):
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(found.hexdigest())


if __name__ == "__main__":
    main()

"""The scripts a person runs: they start what is missing, share it, and leave nothing behind."""

import json
import os
import re
import signal
import stat
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.deployment.reading import REPOSITORY

import cluster  # isort: skip  (script/ is on the path once reading is imported)
import house  # isort: skip
import packages  # isort: skip

SCRIPT = REPOSITORY / "script"


def environment(folder: Path) -> dict[str, str]:
    """A script's own environment: what an enclosing script set is marked as such, and set anew."""
    return os.environ | {"CEIS_VAR": str(folder)}


def processes_of(folder: Path) -> list[str]:
    """Command lines of the living processes that know this private folder."""
    place = cluster.House(folder)
    marks = [str(folder).encode(), str(place.sockets).encode()]
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            text = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if any(mark in text for mark in marks) and process.name != str(os.getpid()):
            found.append(text.partition(b"\0\0")[0].replace(b"\0", b" ").decode(errors="replace")[:200])
    return found


def assert_nothing_is_left(folder: Path) -> None:
    deadline = time.monotonic() + 3
    while (left := processes_of(folder)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []
    assert not cluster.House(folder).sockets.exists()


def test_the_last_to_leave_stops_the_services_and_no_one_else(tmp_path):
    folder = tmp_path / "var"
    ask = "import os, psycopg; c = psycopg.connect(os.environ['DATABASE_URL']); print(c.info.user, flush=True)"
    first = subprocess.Popen(
        [SCRIPT / "with", "sh", "-c", f'python -c "{ask}"; read answer; python -c "{ask}"'],
        env=environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert first.stdout.readline() == "ceis_app\n"
        second = subprocess.run([SCRIPT / "with", "sh", "-c", "exit 7"], env=environment(folder))
        assert second.returncode == 7, "the command's own exit code"
        rest, _ = first.communicate("\n", timeout=10)
        assert rest == "ceis_app\n", "still up after another script ended"
    finally:
        first.terminate()
        first.wait(20)
    assert_nothing_is_left(folder)
    secrets = folder / "secrets.json"
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    assert len(set(json.loads(secrets.read_text()).values())) == 4


def test_the_server_answers_then_leaves_nothing(tmp_path):
    folder = tmp_path / "var"
    server = subprocess.Popen(
        [SCRIPT / "server", "--without-demo"],
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        lines = []
        for line in server.stdout:
            lines.append(line)
            if match := re.search(r"http://127\.0\.0\.1:\d+/", line):
                break
        else:
            pytest.fail("".join(lines))
        with urllib.request.urlopen(f"{match[0]}vivant/", timeout=10) as response:
            assert response.read() == b"vivant\n"
        running = " ".join(processes_of(folder))
        assert all(name in running for name in ("gunicorn", "worker", "beat", "postgres", "redis"))
        server.send_signal(signal.SIGTERM)
        rest, _ = server.communicate(timeout=30)
        assert rest.endswith("Tout est arrêté.\n")
        assert server.returncode == 0
    finally:
        server.kill()
        server.wait()
    assert_nothing_is_left(folder)


def test_what_an_enclosing_script_set_is_not_the_user_s(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")
    monkeypatch.setenv(house.PRIVATE, "REDIS_URL")
    assert house.given("DATABASE_URL") == "postgres://somewhere/else"
    monkeypatch.setenv(house.PRIVATE, "DATABASE_URL REDIS_URL")
    assert house.given("DATABASE_URL") == ""


def test_without_root_the_missing_packages_are_named(monkeypatch, capsys):
    monkeypatch.setattr(packages, "missing_packages", lambda wanted: ["postgresql", "redis-server"])
    monkeypatch.setattr(packages, "root_command", lambda: None)
    with pytest.raises(SystemExit, match="1"):
        packages.install_debian(packages.SERVER_PACKAGES)
    line = "apt-get install -y --no-install-recommends postgresql redis-server"
    assert line in capsys.readouterr().err


def test_the_packages_of_debian_start_nothing_of_their_own(monkeypatch, tmp_path):
    service, cluster_file = tmp_path / "policy-rc.d", tmp_path / "createcluster.d/ceis.conf"
    monkeypatch.setattr(packages, "NO_MACHINE_SERVICE", service)
    monkeypatch.setattr(packages, "NO_MACHINE_CLUSTER", cluster_file)
    with packages.nothing_started([]):
        assert subprocess.run([service]).returncode == 101
        assert "create_main_cluster = false" in cluster_file.read_text()
    assert not service.exists() and not cluster_file.exists()
    service.write_text("#!/bin/sh\n# the machine's own\n")
    with packages.nothing_started([]):
        assert "the machine's own" in service.read_text()
    assert service.exists()


def test_ci_runs_every_check_and_nothing_more():
    lines = (REPOSITORY / ".ci/run").read_text().splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[-1] == "exec script/test"


def test_every_entry_point_can_be_run():
    for name in (
        "script/server",
        "script/test",
        "script/with",
        ".ci/run",
        "script/deploy/backup",
        "script/deploy/restore",
    ):
        assert os.access(REPOSITORY / name, os.X_OK), name

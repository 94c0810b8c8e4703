"""What the machine must have: Debian packages, then Python ones in .venv.

Standard library only: it runs before anything is installed.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
VENV = REPOSITORY / ".venv"
VENV_BIN = VENV / "bin"

# The same list serves this machine and the image (tests/deployment compares them).
RUNTIME_LIBRARIES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "tzdata"]
SERVER_PACKAGES = ["python3-venv", "postgresql", "redis-server", *RUNTIME_LIBRARIES]
TEST_PACKAGES = [*SERVER_PACKAGES, "chromium", "chromium-l10n", "qpdf"]

INSTALLER_REQUIREMENTS = "script/requirements-uv.txt"
SERVER_REQUIREMENTS = ["requirements.txt"]
TEST_REQUIREMENTS = [*SERVER_REQUIREMENTS, "requirements-dev.txt"]

NO_MACHINE_CLUSTER = Path("/etc/postgresql-common/createcluster.d/ceis.conf")
NO_MACHINE_SERVICE = Path("/usr/sbin/policy-rc.d")
MARK = "# ceis: written for the length of one apt-get install"


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def install(*, test: bool) -> None:
    """Install what is missing; does nothing, quickly, when nothing is."""
    install_debian(TEST_PACKAGES if test else SERVER_PACKAGES)
    install_python(TEST_REQUIREMENTS if test else SERVER_REQUIREMENTS)


# --- Debian ---


def missing_packages(packages: list[str]) -> list[str]:
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *packages]
    listed = subprocess.run(query, capture_output=True, text=True).stdout.splitlines()
    return [package for package in packages if f"{package} installed" not in listed]


def install_debian(packages: list[str]) -> None:
    if shutil.which("dpkg-query") is None:
        say("Ce système n'est pas un Debian : les paquets nécessaires ne sont ni vérifiés ni installés.")
        return
    missing = missing_packages(packages)
    if not missing:
        return
    as_root = root_command()
    if as_root is None:
        say("Il manque des paquets, et ce compte ne peut pas les installer. En administrateur, lancez :")
        say(f"  apt-get update && apt-get install -y --no-install-recommends {' '.join(missing)}")
        raise SystemExit(1)
    say(f"Installation des paquets Debian : {' '.join(missing)}")
    with nothing_started(as_root):
        environment = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
        apt = [*environment, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
        steps = [[*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *missing]]
        results = [subprocess.run(step, capture_output=True, stdin=subprocess.DEVNULL) for step in steps]
        if "redis-server" in missing:
            # Only the program is wanted: without this line it would start on its own at the next boot.
            disable = [*environment, "update-rc.d", "redis-server", "disable"]
            subprocess.run(disable, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if missing_packages(packages):
        say("".join(result.stderr.decode(errors="replace") for result in results))
        say("L'installation des paquets Debian a échoué : voir le message d'apt-get ci-dessus.")
        raise SystemExit(1)


def root_command() -> list[str] | None:
    """What to put before a command that needs root, or None when this account cannot be root."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode:
        return ["sudo", "-n"]
    return None


@contextmanager
def nothing_started(as_root: list[str]) -> Iterator[None]:
    """Keep packages from creating or starting the machine's own PostgreSQL and Redis; leave no trace."""
    written = {
        NO_MACHINE_CLUSTER: (f"{MARK}\ncreate_main_cluster = false\n", "644"),
        NO_MACHINE_SERVICE: (f"#!/bin/sh\n{MARK}\nexit 101\n", "755"),
    }
    # A file that is not ours stays as it is; one of ours may remain from an interrupted installation.
    ours = [path for path in written if not path.exists() or MARK in path.read_text()]
    try:
        for path in ours:
            content, mode = written[path]
            command = [*as_root, "install", "-D", "-m", mode, "/dev/stdin", str(path)]
            subprocess.run(command, input=content, text=True, check=True)
        yield
    finally:
        subprocess.run([*as_root, "rm", "-f", *map(str, ours)], check=True)


# --- Python ---


def install_python(requirements: list[str]) -> None:
    """Make .venv hold exactly the pinned versions, every file checked against its hash."""
    wanted = {fingerprint(name) for name in [INSTALLER_REQUIREMENTS, *requirements]}
    with locked(REPOSITORY / "script"):
        works = VENV_BIN.is_dir() and not run_quietly([VENV_BIN / "python", "-c", ""]).returncode
        stamp = VENV / "installed"
        if works and stamp.exists() and wanted <= set(stamp.read_text().splitlines()):
            return
        say("Installation des bibliothèques Python…")
        if not works:
            checked([sys.executable, "-m", "venv", "--clear", VENV])
        arguments = [part for name in requirements for part in ("-r", name)]
        if install_uv():
            uv = [VENV_BIN / "uv", "pip", "install", "--quiet", "--python", VENV_BIN / "python"]
            command = [*uv, "--require-hashes", "--compile-bytecode", *arguments]
            installed = not run_loudly(command, settings_of_pip()).returncode
        else:
            installed = False
        if not installed:
            say("L'installation rapide a échoué ; nouvel essai avec pip, plus lent…")
            checked([VENV_BIN / "python", "-m", "pip", "install", "-q", "--require-hashes", *arguments])
        stamp.write_text("\n".join(sorted(wanted)) + "\n")


def install_uv() -> bool:
    if run_quietly([VENV_BIN / "python", "-m", "pip", "--version"]).returncode:
        checked([VENV_BIN / "python", "-m", "ensurepip"])
    pip = [VENV_BIN / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    return not run_loudly([*pip, "--require-hashes", "-r", INSTALLER_REQUIREMENTS]).returncode


def settings_of_pip() -> dict[str, str]:
    """Where this machine's pip looks, as uv's variables: a place without the open Internet sets pip only."""
    listed = run_quietly([VENV_BIN / "python", "-m", "pip", "config", "list"]).stdout.decode(errors="replace")
    found = dict(re.findall(r"^(?:global|install|:env:)\.([a-z-]+)='(.*)'$", listed, flags=re.MULTILINE))
    names = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE", "trusted-host": "UV_INSECURE_HOST"}
    return {uv: found[pip] for pip, uv in names.items() if pip in found and uv not in os.environ}


def fingerprint(name: str) -> str:
    return f"{name} {hashlib.sha256((REPOSITORY / name).read_bytes()).hexdigest()}"


def run_quietly(command: list[str | Path]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(command, capture_output=True, cwd=REPOSITORY)
    except OSError:
        return subprocess.CompletedProcess(command, 127)


def run_loudly(
    command: list[str | Path], variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"} | (variables or {})
    # Standard output belongs to the command that a script was asked to run.
    quiet = {"stdin": subprocess.DEVNULL, "stdout": sys.stderr}
    return subprocess.run(command, cwd=REPOSITORY, env=environment, **quiet)


def checked(command: list[str | Path]) -> None:
    if run_loudly(command).returncode:
        say(f"La commande a échoué : {' '.join(map(str, command))}")
        raise SystemExit(1)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on a file or folder: one installation, one start at a time."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)

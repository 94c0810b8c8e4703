"""The image holds what the scripts install, and what the settings name; nothing else."""

import importlib
import re
import tomllib

from django.urls import resolve
from gunicorn.config import Config

from tests.deployment.reading import REPOSITORY, all_of, image_command, last_of, stages

import packages  # isort: skip  (script/ is on the path once reading is imported)


def test_the_debian_libraries_are_those_of_the_scripts():
    installed = re.search(r"--no-install-recommends ([^&]+) &&", " ".join(all_of("place", "RUN")))
    assert installed[1].split() == packages.RUNTIME_LIBRARIES


def test_the_python_packages_are_those_of_the_scripts():
    run = last_of("packages", "RUN")
    names = [packages.INSTALLER_REQUIREMENTS.removeprefix("script/"), *packages.SERVER_REQUIREMENTS]
    assert re.findall(r"-r (\S+)", run) == names
    assert run.count("--require-hashes") == 2
    copied = last_of("packages", "COPY").split()[:-1]
    assert copied == [packages.INSTALLER_REQUIREMENTS, *packages.SERVER_REQUIREMENTS]


def test_every_requirement_is_pinned_and_hashed():
    for name in [packages.INSTALLER_REQUIREMENTS, *packages.TEST_REQUIREMENTS]:
        text = re.sub(r"\\\n", " ", (REPOSITORY / name).read_text())
        lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
        assert lines, name
        for line in lines:
            assert re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==\S+ ", line), line
            assert "--hash=sha256:" in line, line


def test_the_python_of_the_image_is_the_project_s():
    wanted = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["requires-python"]
    for stage in ("packages", "place"):
        assert last_of(stage, "FROM") == f"python:{wanted.removeprefix('>=')}-slim-bookworm"


def test_no_image_runs_as_root():
    for stage in ("proxy", "backup", "place"):
        assert last_of(stage, "USER").split(":")[0] == "10001"


def test_the_place_is_the_last_stage_so_that_a_plain_build_makes_it():
    assert list(stages())[-1] == "place"


def test_what_is_copied_exists():
    for stage in stages():
        for arguments in all_of(stage, "COPY"):
            words = [word for word in arguments.split() if not word.startswith("--")]
            if "--from=" not in arguments:
                assert all((REPOSITORY / word).exists() for word in words[:-1]), arguments


def test_the_web_command_serves_the_project(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)
    program, application, *options = image_command()
    assert program == "gunicorn"
    module = importlib.import_module(application)
    assert callable(module.application)
    assert f"{application}.application" == settings.WSGI_APPLICATION
    parsed = Config().parser().parse_args(options)  # exits on an option gunicorn does not know
    port = last_of("place", "EXPOSE")
    assert parsed.bind == [f"0.0.0.0:{port}"]
    url = re.search(r"http://localhost:(\d+)(/[a-z]+/)", last_of("place", "HEALTHCHECK"))
    assert url[1] == port
    assert resolve(url[2]).url_name == "alive"


def ignored_rules() -> tuple[list[str], set[str]]:
    lines = (REPOSITORY / ".dockerignore").read_text().splitlines()
    kept = {line[1:].rstrip("/") for line in lines if line.startswith("!")}
    return [line for line in lines if line and line[0] not in "#!"], kept


def test_the_image_holds_every_application_and_no_secret(settings):
    refused, kept = ignored_rules()
    assert "*" in refused
    ours = {name.split(".")[0] for name in settings.INSTALLED_APPS if (REPOSITORY / name.split(".")[0]).is_dir()}
    assert kept == ours | {
        "static",
        "templates",
        "manage.py",
        "requirements.txt",
        packages.INSTALLER_REQUIREMENTS,
        "script/deploy",
    }
    assert all((REPOSITORY / name).exists() for name in kept)


def test_git_keeps_no_secret():
    lines = (REPOSITORY / ".gitignore").read_text().splitlines()
    assert {"/.env", "/var/", "/.venv/"} <= set(lines)

"""Every service of docker-compose.yml says something true about the project."""

import importlib
import re

import pytest
from celery import Celery
from django.core.management import get_commands
from django.urls import resolve

from tests.deployment.reading import (
    REPOSITORY,
    all_of,
    compose,
    constants,
    example_variables,
    last_of,
    settings_variables,
    stages,
    words,
)

COMPOSE = compose()
SERVICES = COMPOSE["services"]
PLACE = ["web", "worker", "beat", "migrate"]
DEPLOY = REPOSITORY / "script/deploy"
ROLE_PASSWORDS = {"CEIS_OWNER_PASSWORD", "CEIS_APP_PASSWORD", "CEIS_BACKUP_PASSWORD"}

each_service = pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)


def test_the_services_of_a_place():
    assert set(SERVICES) == {*PLACE, "proxy", "postgres", "redis", "backup"}


@each_service
def test_a_service_has_the_least_it_needs(service):
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] not in ("root", "0")
    assert service["mem_limit"]
    assert service["pids_limit"]
    assert service["networks"]
    assert "privileged" not in service


@each_service
def test_a_service_says_how_it_is(service):
    check = service["healthcheck"]
    assert check.get("disable") or check["test"]


def test_only_the_proxy_is_open_to_the_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["data"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == SERVICES["redis"]["networks"] == ["data"]


@each_service
def test_a_built_service_names_a_stage(service):
    if "build" in service:
        assert service["build"]["target"] in stages()


@each_service
def test_a_named_volume_is_declared_and_a_mounted_file_exists(service):
    for volume in service.get("volumes", []):
        source = volume.split(":")[0]
        assert source in COMPOSE["volumes"] or (REPOSITORY / source).is_file()


# --- Commands ---


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_celery_runs_the_project_as_the_scripts_do(name):
    program, *options = words(SERVICES[name]["command"])
    assert program == "celery"
    module, _, attribute = options[options.index("-A") + 1].partition(":")
    assert isinstance(getattr(importlib.import_module(module), attribute), Celery)
    assert options == constants("server")[name.upper()][1:]


def test_migrate_is_a_command_of_the_project():
    python, manage, command, *_ = words(SERVICES["migrate"]["command"])
    assert (python, manage) == ("python", "manage.py")
    assert (REPOSITORY / manage).is_file()
    assert get_commands()[command] == "ceis", "the project's own, which goes through the owner's role"


def test_the_web_service_runs_the_command_of_the_image():
    assert "command" not in SERVICES["web"]
    assert SERVICES["web"]["build"]["target"] == "place"


@each_service
def test_nothing_starts_before_what_it_needs(service):
    for name, condition in service.get("depends_on", {}).items():
        needed = SERVICES[name]
        if condition["condition"] == "service_healthy":
            assert "test" in needed["healthcheck"]
        if condition["condition"] == "service_completed_successfully":
            assert needed["restart"] == "no"


# --- Health and ports ---


def test_the_web_s_health_is_the_ready_page():
    url = re.search(r"http://localhost:(\d+)(/[a-z]+/)", SERVICES["web"]["healthcheck"]["test"][-1])
    assert url[1] == last_of("place", "EXPOSE")
    assert resolve(url[2]).url_name == "ready"
    assert "localhost" in SERVICES["web"]["environment"]["ALLOWED_HOSTS"].split(",")


def test_the_proxy_speaks_to_the_web_service():
    caddy = (DEPLOY / "Caddyfile").read_text()
    assert f"reverse_proxy web:{last_of('place', 'EXPOSE')} " in caddy
    assert resolve(re.search(r"health_uri (\S+)", caddy)[1]).url_name == "alive"
    inside = {re.search(rf"{kind}_port (\d+)", caddy)[1] for kind in ("http", "https")}
    published = dict(port.split(":") for port in SERVICES["proxy"]["ports"])
    assert set(published) == {"80", "443"}
    assert set(published.values()) == inside
    assert set(re.findall(r"\{\$(\w+)\}", caddy)) == set(SERVICES["proxy"]["environment"])
    assert any("script/deploy/Caddyfile" in arguments for arguments in all_of("proxy", "COPY"))


def test_the_clock_s_health_looks_where_the_clock_writes(settings):
    folder, name = re.search(r"find (\S+) -name '([^*]+)\*'", SERVICES["beat"]["healthcheck"]["test"][-1]).groups()
    assert re.search(rf"CEIS_VAR={folder}\b", last_of("place", "ENV"))
    assert settings.CELERY_BEAT_SCHEDULE_FILENAME.endswith(f"/{name}")
    assert any(mount.startswith(f"{folder}:") for mount in SERVICES["beat"]["tmpfs"])


# --- Variables ---


@pytest.mark.parametrize("name", PLACE)
def test_the_settings_read_every_variable_of_the_place(name):
    known = settings_variables()
    given = set(SERVICES[name]["environment"])
    assert given <= set(known)
    baked = set(re.findall(r"(\w+)=", last_of("place", "ENV")))
    assert {variable for variable, required in known.items() if required} <= given | baked


def test_only_migrations_go_through_the_owner():
    assert [name for name in SERVICES if "DATABASE_OWNER_URL" in SERVICES[name].get("environment", {})] == ["migrate"]
    assert "ceis_app:" in SERVICES["web"]["environment"]["DATABASE_URL"]
    assert "ceis_owner:" in SERVICES["migrate"]["environment"]["DATABASE_OWNER_URL"]
    holders = {name for name, service in SERVICES.items() if "${CEIS_OWNER_PASSWORD" in str(service)}
    assert holders == {"migrate", "postgres"}


def test_the_roles_are_made_with_the_passwords_given():
    sql = (DEPLOY / "roles.sql").read_text()
    assert set(re.findall(r"\\getenv \w+ (\w+)", sql)) == ROLE_PASSWORDS
    assert set(SERVICES["postgres"]["environment"]) >= ROLE_PASSWORDS
    app = re.search(r"CREATE ROLE ceis_app (.*);", sql)[1]
    assert app.startswith("LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS ")
    assert "CREATE DATABASE ceis OWNER ceis_owner;" in sql


def test_the_backup_reads_the_variables_it_is_given():
    given = set(SERVICES["backup"]["environment"])
    used = set(re.findall(r"\$\{?([A-Z_]{2,})", (DEPLOY / "backup").read_text()))
    assert used <= given
    assert {"BACKUP_HOUR", "BACKUP_DAYS"} <= used
    assert last_of("backup", "FROM") == SERVICES["postgres"]["image"], "pg_dump is as new as the server"


def test_env_example_explains_every_variable():
    example = example_variables()
    text = (REPOSITORY / "docker-compose.yml").read_text()
    interpolated = dict(re.findall(r"(?<!\$)\$\{(\w+)(?::([-?]))?", text))
    assert {name for name, active in example.items() if active} == set(interpolated)
    lines = (REPOSITORY / ".env.example").read_text().splitlines()
    for number, line in enumerate(lines):
        if re.match(r"#?[A-Z_]+=", line):
            assert re.match(r"# \S", lines[number - 1]), f"{line} has no explanation"


def test_env_example_leaves_what_is_required_empty_and_gives_the_rest_its_default():
    text = (REPOSITORY / "docker-compose.yml").read_text()
    defaults = dict(re.findall(r"\$\{(\w+):-([^}]*)\}", text))
    required = set(re.findall(r"\$\{(\w+):\?", text))
    example = (REPOSITORY / ".env.example").read_text()
    values = dict(re.findall(r"^([A-Z_]+)=(.*)$", example, flags=re.MULTILINE))
    assert {name for name, value in values.items() if not value} == required
    assert {name: value for name, value in values.items() if value} == defaults


def test_every_setting_is_in_env_example():
    image_only = {"DATABASE_URL", "SECRET_KEY"}
    assert set(settings_variables()) | image_only <= set(example_variables())

"""The files a place is deployed with, read as data."""

import ast
import json
import re
import runpy
import shlex
import sys
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "script"))


def compose() -> dict[str, Any]:
    return yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text())


def stages() -> dict[str, list[tuple[str, str]]]:
    """The Dockerfile. Returns: stage name → [(instruction, arguments on one line)]."""
    text = re.sub(r"^\s*#.*\n", "", (REPOSITORY / "Dockerfile").read_text(), flags=re.MULTILINE)
    text = re.sub(r"\\\n\s*", " ", text)
    found: dict[str, list[tuple[str, str]]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        instruction, _, arguments = line.partition(" ")
        if instruction == "FROM":
            base, _, name = arguments.partition(" AS ")
            found[name] = [("FROM", base)]
        else:
            found[name].append((instruction, re.sub(r"\s+", " ", arguments)))
    return found


def all_of(stage: str, instruction: str) -> list[str]:
    return [arguments for name, arguments in stages()[stage] if name == instruction]


def last_of(stage: str, instruction: str) -> str:
    return all_of(stage, instruction)[-1]


def image_command() -> list[str]:
    return json.loads(last_of("place", "CMD"))


def settings_variables() -> dict[str, bool]:
    """Returns: every variable ceis/settings.py reads → whether it must be there."""
    found: dict[str, bool] = {}
    for node in ast.walk(ast.parse((REPOSITORY / "ceis/settings.py").read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        source = ast.unparse(node.func.value)
        argument = node.args[0]
        if source in ("env", "environ.Env()") and isinstance(argument, ast.Constant):
            found[argument.value] = not any(keyword.arg == "default" for keyword in node.keywords)
    return found


def example_variables() -> dict[str, bool]:
    """Returns: every variable of .env.example → whether it is to be set (not commented out)."""
    lines = (REPOSITORY / ".env.example").read_text().splitlines()
    matches = [re.fullmatch(r"(#?)([A-Z_]+)=.*", line) for line in lines]
    return {match[2]: not match[1] for match in matches if match}


def constants(script: str) -> dict[str, Any]:
    """The top-level names of a script without an ending, without running it."""
    return runpy.run_path(str(REPOSITORY / "script" / script))


def words(command: str | list[str]) -> list[str]:
    return shlex.split(command) if isinstance(command, str) else [str(word) for word in command]

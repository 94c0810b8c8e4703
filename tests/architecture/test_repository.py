"""What the repository itself promises: reasons, lists in step with the code, no trace of the machine it was made on."""

import re
import tomllib

import pytest

from tests.architecture.tree import PARTS, ROOT, name, text, walk

TEXT = {".py", ".md", ".toml", ".txt", ".in", ".html", ".css", ".js", ".yml", ".yaml", ".cfg", ".json", ".svg", ""}
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==", re.M)


def test_there_is_a_changelog_and_a_licence():
    assert text(ROOT / "CHANGELOG.md").strip() and text(ROOT / "LICENSE").strip()


def requirement_lines(file: str) -> list[str]:
    lines = text(ROOT / file).splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("#", "-"))]


def normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


@pytest.mark.parametrize("file", ["requirements.in", "requirements-dev.in"])
def test_each_requirement_has_its_reason_and_is_pinned(file):
    pinned = {normal(found) for found in PINNED.findall(text(ROOT / file.replace(".in", ".txt")))}
    for line in requirement_lines(file):
        requirement, _, reason = line.partition("#")
        assert len(reason.split()) >= 2, f"say in one line why: {line}"
        assert normal(re.split(r"[\[<>=~! ]", requirement)[0]) in pinned, line


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_its_hashes_and_names_no_index(file):
    content = text(ROOT / file)
    blocks = re.split(r"^(?=[A-Za-z0-9])", content, flags=re.M)
    assert [block.splitlines()[0] for block in blocks if PINNED.match(block) and "--hash=sha256:" not in block] == []
    assert "index-url" not in content and "://" not in re.sub(r"#.*", "", content)


def test_project_lists_name_every_part():
    project = tomllib.loads(text(ROOT / "pyproject.toml"))
    assert project["tool"]["ruff"]["lint"]["isort"]["known-first-party"] == [*PARTS, "tests"]
    for file in project["tool"]["mypy"]["files"]:
        assert (ROOT / file).exists(), file


def test_no_trace_of_the_machine():
    # Written in pieces, so that this file does not find itself.
    traces = re.compile("|".join(["/wo" + "rk/", "/home/" + r"\w", "/Us" + "ers/", "/tmp/" + "var", r"\b[A-Z]:\\\\"]))
    found = []
    for path in walk(ROOT):
        if path.suffix in TEXT and path.name != "LICENSE":
            try:
                content = text(path)
            except UnicodeDecodeError:
                continue
            found += [f"{name(path)}: {match.group(0)}" for match in traces.finditer(content)]
    assert found == []


def test_the_map_of_the_house_is_the_house():
    written = text(ROOT / "docs" / "architecture.md")
    assert [part for part in PARTS if f"`{part}/`" not in written] == []


def test_decisions_are_numbered_and_short():
    decisions = walk(ROOT / "docs" / "decisions", "*.md")
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    assert [name(path) for path in decisions if len(text(path).splitlines()) > 40] == []
    for path in decisions:
        assert all(word in text(path) for word in ("Context", "Decision", "Consequences")), name(path)

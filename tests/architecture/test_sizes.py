"""Small enough to be read in one go, and named after what it holds."""

import pytest

from tests.architecture.tree import (
    ROOT,
    all_modules,
    functions,
    is_view_module,
    length,
    name,
    product_modules,
    templates,
    text,
    walk,
)

FORBIDDEN_NAMES = {
    "utils", "util", "helpers", "services", "managers", "signals", "constants", "mixins", "common", "misc", "tools",
}  # fmt: skip


def longer_than(limit: int, paths) -> list[str]:
    return [f"{name(path)}: {lines}" for path in paths if (lines := len(text(path).splitlines())) > limit]


def test_modules():
    assert longer_than(300, [path for path in all_modules() if "tests" not in path.parts]) == []


def test_test_modules():
    assert longer_than(400, [path for path in all_modules() if "tests" in path.parts]) == []


def test_templates():
    assert longer_than(150, templates()) == []


def test_scripts_of_pages():
    assert longer_than(200, walk(ROOT / "static", "*.js")) == []


@pytest.mark.parametrize("limit, which", [(40, lambda path: True), (25, is_view_module)], ids=["functions", "views"])
def test_functions(limit, which):
    assert [
        f"{name(path)}: {node.name} {length(node)}"
        for path in all_modules()
        if which(path) and ("tests" not in path.parts or limit == 40)
        for node in functions(path)
        if length(node) > limit
    ] == []


def test_names_say_what_is_inside():
    assert [name(path) for path in product_modules() if FORBIDDEN_NAMES & set(path.with_suffix("").parts)] == []


def test_nothing_is_empty():
    kept = [path for path in walk(ROOT) if path.suffix in (".py", ".html", ".js", ".css", ".md", ".txt")]
    assert [name(path) for path in kept if path.name != "__init__.py" and not text(path).strip()] == []

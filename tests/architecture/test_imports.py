"""A lower part never knows a higher one, and the platforms never know one another."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.tree import PARTS, ROOT, dotted, imported, name, product_modules

ROOF = "ceis/urls.py"
PLATFORMS = ["emploi", "numerique", "budget", "sante"]


def platform_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "platforms" and len(parts) > 1 and parts[1] in PLATFORMS else None


def upward(module: str, target: str) -> bool:
    """Whether ``module`` may not import ``target``."""
    here, there = module.split(".")[0], target.split(".")[0]
    if there == "tests":
        return True
    if there not in PARTS:
        return False
    if PARTS.index(there) > PARTS.index(here):
        return True
    mine, other = platform_of(module), platform_of(target)
    return other is not None and other != mine


@pytest.mark.parametrize(
    "module, target, refused",
    [
        ("ceis.menu", "reception.models", True),
        ("reception.views", "ceis.menu", False),
        ("beneficiaries.views", "platforms.models", True),
        ("platforms.emploi.apps", "platforms.models", False),
        ("platforms.emploi.apps", "platforms.sante.terms", True),
        ("platforms.models.task", "platforms.emploi.terms", True),
        ("reporting.bilans.place", "platforms.emploi.indicators", True),
        ("reporting.views", "django.views", False),
        ("reporting.views", "tests.factories.ceis", True),
    ],
)
def test_the_rule_itself(module, target, refused):
    assert upward(module, target) is refused


def test_nothing_imports_upward():
    assert [
        f"{name(path)}:{line} imports {target}"
        for path in product_modules()
        if name(path) != ROOF
        for line, target in imported(path)
        if upward(dotted(path), target)
    ] == []


def test_nothing_imports_upward_by_a_written_name():
    """`import_module("reporting…")` would be the same import under another dress."""
    found = []
    for path in product_modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
                written = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
                if written and upward(dotted(path), written):
                    found.append(f"{name(path)}:{node.lineno} imports {written}")
    assert found == []


def test_no_row_points_upward():
    found = []
    for model in apps.get_models(include_auto_created=True):
        module = model.__module__
        if module.split(".")[0] not in PARTS:
            continue
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation and upward(module, field.related_model.__module__):
                found.append(f"{model._meta.label}.{field.name} → {field.related_model._meta.label}")
    assert found == []


def test_every_folder_with_an_app_is_installed_in_order():
    folders = {
        str(path.parent.relative_to(ROOT)).replace("/", ".")
        for part in PARTS
        for path in Path(ROOT / part).rglob("apps.py")
    }
    ours = [config.name for config in apps.get_app_configs() if config.name.split(".")[0] in PARTS]
    assert set(ours) == folders
    ranks = [PARTS.index(installed.split(".")[0]) for installed in ours]
    assert ranks == sorted(ranks)

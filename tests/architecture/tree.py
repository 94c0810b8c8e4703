"""The house as files: which are ours, in which part they are, what they say."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"

# In the order in which they may import one another: each only from those before it.
PARTS = ["ceis", "partners", "beneficiaries", "workshops", "platforms", "reception", "reporting"]
NOT_OURS = {
    ".git",
    ".venv",
    "var",
    "node_modules",
    "__pycache__",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
}


def walk(folder: Path, pattern: str = "*") -> list[Path]:
    found = (path for path in folder.rglob(pattern) if path.is_file())
    return sorted(path for path in found if not NOT_OURS & set(path.relative_to(ROOT).parts))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def is_migration(path: Path) -> bool:
    return "migrations" in path.parts


@cache
def product_modules() -> list[Path]:
    """Every Python file of the seven parts, migrations apart."""
    return [path for part in PARTS for path in walk(ROOT / part, "*.py") if not is_migration(path)]


@cache
def all_modules() -> list[Path]:
    """Every Python file of the repository, migrations apart."""
    return [path for path in walk(ROOT, "*.py") if not is_migration(path)]


@cache
def templates() -> list[Path]:
    return walk(TEMPLATES, "*.html") + walk(TEMPLATES, "*.txt") + walk(TEMPLATES, "*.svg")


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


def dotted(path: Path) -> str:
    """ceis/accounts/models/user.py → ceis.accounts.models.user"""
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of everything ``path`` imports, inside functions too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef) -> int:
    """Lines from ``def`` to the last one; decorators are not the function's own length."""
    return node.end_lineno - node.lineno + 1


def is_view_module(path: Path) -> bool:
    return path.name == "views.py" or path.parent.name == "views"

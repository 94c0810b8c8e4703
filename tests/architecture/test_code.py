"""Rules that code of the seven parts keeps wherever it is."""

import ast
import inspect
import re
from importlib import import_module

from ceis.celery import app as celery_app
from tests.architecture.tree import PARTS, dotted, is_view_module, name, product_modules, text, tree

# What these files print is made of our own numbers and words, escaped where it is typed.
MAY_MARK_SAFE: set[str] = set()
QUERIES = {"filter", "exclude", "raw", "extra"}


def test_queries_are_said_in_domain_words():
    """Views and indicators call QuerySet methods that say what they mean; what they mean is said once."""
    assert [
        f"{name(path)}:{node.lineno} .{node.func.attr}("
        for path in product_modules()
        if is_view_module(path) or path.name == "indicators.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in QUERIES
    ] == []


def our_classes():
    for path in product_modules():
        if path.name == "wsgi.py":  # importing it starts the server's application
            continue
        module = import_module(dotted(path))
        for _, found in inspect.getmembers(module, inspect.isclass):
            if found.__module__ == module.__name__:
                yield found


def test_no_class_has_more_than_one_ancestor_of_ours():
    ours = {
        found: [parent for parent in found.__mro__[1:] if parent.__module__.split(".")[0] in PARTS]
        for found in our_classes()
    }
    assert len(ours) > 50
    assert [f"{found.__qualname__}: {parents}" for found, parents in ours.items() if len(parents) > 1] == []


def test_nothing_is_declared_safe_outside_the_listed_files():
    unsafe = re.compile(r"mark_safe|SafeString|\|\s*safe\b|autoescape off|format_html\(\s*f[\"']|html_safe|__html__")
    assert [
        f"{name(path)}:{number}"
        for path in product_modules()
        if name(path) not in MAY_MARK_SAFE
        for number, line in enumerate(text(path).splitlines(), 1)
        if unsafe.search(line)
    ] == []


def test_tasks_take_ids_only():
    """The queue says « look at this row »: what is in the row stays in the database."""
    import_tasks()
    ours = [task for task in celery_app.tasks.values() if task.run.__module__.split(".")[0] in PARTS]
    assert ours
    wrong = []
    for task in ours:
        for parameter in inspect.signature(task.run).parameters.values():
            if not re.search(r"(^|_)ids?$", parameter.name) or parameter.annotation not in (int, str, "int", "str"):
                wrong.append(f"{task.name}({parameter})")
    assert wrong == []


def import_tasks() -> None:
    for path in product_modules():
        if path.name == "tasks.py":
            import_module(dotted(path))


def test_every_beat_names_a_task_that_exists():
    import_tasks()
    assert {entry["task"] for entry in celery_app.conf.beat_schedule.values()} <= set(celery_app.tasks)


def test_nothing_swallows_errors():
    """No `except Exception: pass`, no bare `except`: what is not foreseen reaches the log."""
    found = []
    for path in product_modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler):
                broad = node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException")
                silent = all(isinstance(statement, ast.Pass | ast.Continue) for statement in node.body)
                if node.type is None or (broad and silent):
                    found.append(f"{name(path)}:{node.lineno}")
    assert found == []


def test_nothing_is_left_for_later():
    # Written in two halves, so that this file does not find itself.
    unfinished = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "NotImplemented" + "Error"]))
    assert [name(path) for path in product_modules() if unfinished.search(text(path))] == []

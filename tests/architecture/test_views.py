"""Every page asks whether this role may open it."""

from ceis.access import Permission
from tests.architecture.routes import OURS, Route, routes

# Pages of everyone who is signed in, whatever their role.
OPEN_TO_ALL_SIGNED_IN = {
    "home", "keep_draft", "account", "single_keys", "lock", "unlock", "change_agent", "presence",
}  # fmt: skip


def guard(route: Route) -> str:
    view = route.view
    if getattr(view, "permission", None):
        assert view.permission in Permission
        return "permission"
    return "public" if not getattr(view, "login_required", True) else "signed in"


def test_every_view_of_ours_asks_for_a_permission_or_says_it_does_not():
    unguarded = {r.name for r in routes() if r.module.split(".")[0] in OURS and guard(r) == "signed in"}
    assert unguarded - OPEN_TO_ALL_SIGNED_IN == set()


def test_public_pages_are_few_and_known():
    public = {route.name for route in routes() if route.module.split(".")[0] in OURS and guard(route) == "public"}
    assert public == {"alive", "ready"}


def test_every_view_of_ours_says_which_methods_it_answers():
    """`require_GET` and its like answer 405; a view without them would take a POST for a GET."""
    silent = []
    for route in routes():
        if route.module.split(".")[0] in OURS:
            inner = [route.view]
            while hasattr(inner[-1], "__wrapped__"):
                inner.append(inner[-1].__wrapped__)
            if not any(
                "request_method_list" in view.__code__.co_freevars for view in inner if hasattr(view, "__code__")
            ):
                silent.append(route.name)
    assert silent == []


def test_every_view_of_ours_is_a_function():
    classes = [r.name for r in routes() if r.module.split(".")[0] in OURS and hasattr(r.view, "view_class")]
    assert classes == []


def test_every_page_has_a_name():
    assert [route.pattern for route in routes() if not route.name] == []

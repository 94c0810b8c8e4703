"""Every template and every static file is used, and none carries code or style inside a page."""

import re
from pathlib import Path

import allauth
import crispy_bootstrap5
import django.forms
import pytest

from tests.architecture.tree import STATIC, TEMPLATES, name, product_modules, templates, text, walk

# Django looks for these by itself; allauth for the last two.
FOUND_BY_NAME = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"} | {
    "429.html",
    "account/password_reset_help_text.html",
}
PACKAGES = [Path(package.__file__).parent for package in (allauth, crispy_bootstrap5, django.forms)]
USES = re.compile(r"""{%-?\s*(?:extends|include)\s+["']([^"']+)["']""")
EXTENDS = re.compile(r"""{%\s*extends\s+["']([^"']+)["']""")
INCLUDES = re.compile(r"""{%\s*include\s+["']([^"']+)["']""")
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.S)

FORBIDDEN = {
    "script in the page": r"<script(?![^>]*\ssrc=)[^>]*>(?!\s*</script>)|<script[^>]*\ssrc=[^>]*>\s*[^<\s]",
    "style sheet in the page": r"<style\b",
    "style attribute": r"<[^>]*\sstyle\s*=",
    "event handler": r"<[^>]*\son[a-z]+\s*=\s*[\"']|\shx-on[:=-]",
    "javascript address": r"javascript\s*:",
    "code in hx-vals": r"hx-(?:vals|headers|vars)\s*=\s*[\"']\s*js",
    "declared safe": r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off",
    "query": r"\.filter\b|\.objects\b|\.all\s*\|\s*length",
}


def relative(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def body(path: Path) -> str:
    """A template without its comments: a comment may show what is forbidden."""
    return COMMENT.sub("", text(path))


def overrides_a_package(template: str) -> bool:
    return any((package / "templates" / template).exists() for package in PACKAGES)


def test_every_template_is_used():
    python = "\n".join(text(path) for path in product_modules())
    included = {used for path in templates() for used in USES.findall(body(path))}
    assert [
        relative(path)
        for path in templates()
        if relative(path) not in FOUND_BY_NAME | included
        and f'"{relative(path)}"' not in python
        and not overrides_a_package(relative(path))
    ] == []


def test_every_template_named_exists():
    python = "\n".join(text(path) for path in product_modules())
    named = set(re.findall(r'"([a-z_0-9/]+\.html)"', python))
    named |= {used for path in templates() for used in USES.findall(body(path))}
    ours = {relative(path) for path in templates()}
    assert sorted(used for used in named - ours if not overrides_a_package(used)) == []


def test_every_static_file_is_referenced():
    readers = (
        templates() + product_modules() + walk(STATIC, "*.css") + walk(STATIC, "*.js") + walk(STATIC, "*.webmanifest")
    )
    sources = {path: text(path) for path in readers}
    unused = []
    for path in walk(STATIC):
        relative_path = str(path.relative_to(STATIC))
        if not any(
            relative_path in source or path.name in source for reader, source in sources.items() if reader != path
        ):
            unused.append(relative_path)
    assert unused == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_page_carries(what):
    pattern = re.compile(FORBIDDEN[what], re.I)
    assert [
        f"{name(path)}: {found.group(0)[:60]}"
        for path in templates()
        if path.suffix == ".html"
        for found in pattern.finditer(body(path))
    ] == []


@pytest.mark.parametrize(
    "what, caught, let_through",
    [
        ("script in the page", "<script>alert(1)</script>", '<script src="x.js" defer></script>'),
        ("style attribute", '<p class="a" style="color:red">', '<p class="style">'),
        ("event handler", '<a href="/" onclick="go()">', '<a data-on="x" href="/">'),
        ("declared safe", "{{ text | safe }}", "{{ safe }}"),
    ],
)
def test_the_patterns_themselves(what, caught, let_through):
    assert re.search(FORBIDDEN[what], caught) and not re.search(FORBIDDEN[what], let_through)


def depth(template: str, pattern: re.Pattern) -> int:
    path = TEMPLATES / template
    nexts = pattern.findall(body(path)) if path.exists() else []
    return 1 + max(depth(after, pattern) for after in nexts) if nexts else 0


def test_templates_are_at_most_two_deep():
    for pattern in (EXTENDS, INCLUDES):
        assert [relative(path) for path in templates() if depth(relative(path), pattern) > 2] == []


def test_every_component_says_what_it_takes():
    assert [
        name(path) for path in walk(TEMPLATES / "components", "*.html") if not re.match(r"\s*{[#%]", text(path))
    ] == []

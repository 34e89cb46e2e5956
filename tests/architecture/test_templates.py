"""Guard 7: templates use their own, those of `ui` and those below; none is unused."""

import ast
import re

from django.urls import get_resolver

from tests.architecture.sources import (
    ROOTS,
    may_know,
    name_of,
    part_of,
    python_files,
    template_files,
    tree,
)

TAG = re.compile(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")
URL = re.compile(r"{%\s*url\s+[\"']([^\"']+)[\"']")
HOUSES = ("agora.conf.urls_city", "agora.conf.urls_provider", "agora.conf.urls_club")
# Found by name by Django or by a package, never by us.
FOUND_BY_OTHERS = re.compile(
    r"^(\d{3}(_csrf)?\.html|django/forms/.*|account/.*|mfa/.*|allauth/.*|rest_framework/.*)$"
)


def logical(path):
    """The name a template is asked by."""
    parts = path.parts
    last = len(parts) - 1 - parts[::-1].index("templates")
    return "/".join(parts[last + 1 :])


def owners():
    return {logical(path): part_of(path) for path in template_files()}


def asked_names(path, known):
    """Templates a file names: by tag in a template, by text in a module."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return {name.partition("#")[0] for name in TAG.findall(text)}
    texts = {
        node.value.partition("#")[0]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {
        name for text in texts for name in (text, f"{text}.html", f"{text}.txt") if name in known
    }


def trespasses(path, known):
    part = part_of(path)
    return sorted(
        name
        for name in asked_names(path, known)
        if name in known and known[name] != "agora.ui" and not may_know(part, known[name])
    )


def unused(known, asked, patterns):
    """Templates that no file names, not even by the beginning of an f-string."""
    return sorted(
        name
        for name in known
        if name not in asked
        and not FOUND_BY_OTHERS.match(name)
        and not any(pattern.match(name) for pattern in patterns)
    )


def built_names():
    """F-strings that look like a template's name, as patterns."""
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(one.value) if isinstance(one, ast.Constant) else "[^ ]+"
                    for one in node.values
                ]
                if "/" in "".join(parts) and any(part != "[^ ]+" for part in parts):
                    yield re.compile("".join(parts) + r"(\.html|\.txt)?$")


def test_no_template_uses_one_from_above():
    known = owners()
    files = [*template_files(), *python_files()]

    found = {name_of(path): trespasses(path, known) for path in files}

    assert {path: names for path, names in found.items() if names} == {}


def test_every_template_is_used():
    known = owners()
    asked = set().union(
        *(asked_names(path, known) for path in [*template_files(), *python_files()])
    )

    assert unused(known, asked, list(built_names())) == []


def test_every_template_named_exists():
    known = owners()
    missing = {
        name_of(path): sorted(names)
        for path in template_files()
        if (names := {one for one in asked_names(path, known) if one and one not in known})
    }

    assert missing == {}


def test_a_template_from_above_and_an_unused_one_are_found(tmp_path, monkeypatch):
    monkeypatch.setitem(ROOTS, "participation", tmp_path)
    page = tmp_path / "pages" / "templates" / "pages" / "a.html"
    page.parent.mkdir(parents=True)
    page.write_text("{% include 'proposals/b.html' %}{% extends 'ui/base.html' %}")
    known = {"proposals/b.html": "participation.proposals", "ui/base.html": "agora.ui"}

    assert trespasses(page, known) == ["proposals/b.html"]
    assert unused(known, {"ui/base.html"}, []) == ["proposals/b.html"]


def unknown_addresses(text, names):
    return sorted({name for name in URL.findall(text) if name not in names})


def address_names():
    """Every name an address can be asked by, in any house."""
    names = set()
    for house in HOUSES:
        resolver = get_resolver(house)
        names |= {name for name in resolver.reverse_dict if isinstance(name, str)}
        for space, (_, inner) in resolver.namespace_dict.items():
            names |= {f"{space}:{name}" for name in inner.reverse_dict if isinstance(name, str)}
    return names


def test_every_address_named_in_a_template_exists():
    names = address_names()
    found = {
        name_of(path): unknown_addresses(path.read_text(encoding="utf-8"), names)
        for path in template_files()
    }

    assert {path: gone for path, gone in found.items() if gone} == {}


def test_an_address_that_does_not_exist_is_found():
    assert unknown_addresses('{% url "a:b" %}{% url "c" pk %}', {"c"}) == ["a:b"]

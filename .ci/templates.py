"""Template lint: every template compiles, loads nothing from elsewhere, holds nothing inline."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.template import TemplateSyntaxError
from django.template.loader import get_template

TOP = Path(__file__).resolve().parents[1]
ROOTS = ("platform/agora", "tenants", "participation", "billing", "club_utilisateurs")
FORM = re.compile(r"<form\b[^>]*method=\"post\"[^>]*>.*?</form>", re.S | re.I)
# What a page may not hold: the policy of the browser would refuse it, or a person would stumble.
PAGE_RULES = {
    "inline style": re.compile(r"\sstyle=\"|<style\b", re.I),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "inline handler": re.compile(r"<[a-z][^>]*\son[a-z]+=\"", re.I),
    "resource from elsewhere": re.compile(
        r"<(?:script|img|link|iframe|source)\b[^>]*(?:src|href)=\"(?:https?:)?//", re.I
    ),
    "image without alt": re.compile(r"<img\b(?![^>]*\balt=)[^>]*>", re.I),
    "placeholder instead of a label": re.compile(r"\splaceholder=\"", re.I),
    "positive tabindex": re.compile(r"tabindex=\"[1-9]", re.I),
}


def problems(text: str, *, mail: bool) -> Iterator[tuple[int, str]]:
    """Line and name of what is wrong in one template."""
    for name, rule in {} if mail else PAGE_RULES.items():
        yield from ((line(text, found.start()), name) for found in rule.finditer(text))
    for form in FORM.finditer(text):
        if "csrf_token" not in form[0] and "data-signed-link" not in form[0]:
            yield line(text, form.start()), "form without csrf_token"


def line(text: str, position: int) -> int:
    """The line a position stands on."""
    return text.count("\n", 0, position) + 1


def compiles(name: str) -> str:
    """What Django says against a template, or nothing."""
    try:
        get_template(name)
    except TemplateSyntaxError as error:
        return str(error)
    return ""


def main() -> int:
    """Name every problem of every template."""
    os.environ["AGORA_DATABASE_URL"] = "none"
    os.environ["DJANGO_SETTINGS_MODULE"] = "agora.conf.settings"
    django.setup()
    count = 0
    for root in ROOTS:
        for path in sorted((TOP / root).rglob("templates/**/*.*")):
            place = path.relative_to(TOP)
            name = str(path).rpartition("/templates/")[2]
            found = list(problems(path.read_text(encoding="utf-8"), mail="mail" in path.parts))
            if error := compiles(name):
                found.insert(0, (1, error))
            for where, what in found:
                print(f"{place}:{where}: {what}")
            count += len(found)
    return bool(count)


if __name__ == "__main__":
    sys.exit(main())

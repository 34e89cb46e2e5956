"""Mounting the pages of each part: conf names the parts, each part owns its paths."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path


def mounted(parts: list[str], kind: str = "", prefix: str = "") -> list[URLPattern | URLResolver]:
    """The `<kind>_urlpatterns` of every part below one prefix, namespaced `<part>[_<kind>]`.

    `entrance_urlpatterns` keep the names django-allauth looks up itself: no namespace.
    """
    attribute = f"{kind}_urlpatterns" if kind else "urlpatterns"
    routes: list[URLPattern | URLResolver] = []
    for part in parts:
        if find_spec(part) is None or find_spec(f"{part}.urls") is None:
            continue
        patterns = getattr(import_module(f"{part}.urls"), attribute, [])
        if not patterns:
            continue
        label = part.rpartition(".")[2]
        name = f"{label}_{kind}" if kind else label
        target = patterns if kind == "entrance" else (patterns, name)
        routes.append(path(prefix, include(target)))
    return routes

"""Guard 3: every address says who may come in."""

import importlib

import pytest
from django.urls import URLPattern, URLResolver, path

from agora.rules import anyone, door
from tests.architecture.sources import name_of, python_files

HOUSES = ["agora.conf.urls_city", "agora.conf.urls_provider", "agora.conf.urls_club"]
# Addresses whose view is not ours and asks nothing: none today.
PUBLIC: frozenset[str] = frozenset()


def addresses(patterns, prefix=""):
    """Every pattern with its whole address."""
    for one in patterns:
        where = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, where)
        elif isinstance(one, URLPattern):
            yield where, one.callback


def without_door(patterns):
    return [
        where
        for where, view in addresses(patterns)
        if where not in PUBLIC
        and not hasattr(view, "door")
        and not getattr(getattr(view, "cls", None), "door", None)
    ]


@pytest.mark.parametrize("house", HOUSES)
def test_every_address_has_a_door(house):
    patterns = importlib.import_module(house).urlpatterns

    assert list(addresses(patterns))
    assert without_door(patterns) == []


def test_an_address_without_door_is_found():
    def open_view(request):
        """Nobody said who may come in."""

    patterns = [path("ferme/", door(anyone)(open_view)), path("ouvert/", open_view)]

    assert without_door(patterns) == ["ouvert/"]


def test_a_button_says_that_it_is_one():
    """Django’s own `require_POST` would bring back, once signed in, to an address without page."""
    machines = {"billing/views/webhook.py"}  # Stripe presses no button
    django = {name_of(path) for path in python_files() if "require_POST" in path.read_text()}

    assert django - machines == {"platform/agora/rules.py"}

import sys

import pytest

from agora.conf.mounts import mounted

PATTERNS = """
from django.urls import path
urlpatterns = [path("jardins/", lambda request: None, name="list")]
staff_urlpatterns = [path("jardins/", lambda request: None, name="list")]
entrance_urlpatterns = [path("entrer/", lambda request: None, name="door")]
"""


@pytest.fixture
def part(tmp_path, monkeypatch):
    """A part `gardens` with resident and team pages."""
    folder = tmp_path / "gardens"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "urls.py").write_text(PATTERNS)
    monkeypatch.syspath_prepend(tmp_path)
    yield "gardens"
    sys.modules.pop("gardens", None)
    sys.modules.pop("gardens.urls", None)


def test_pages_of_residents_carry_the_name_of_their_part(part):
    (route,) = mounted([part])

    assert (str(route.pattern), route.namespace) == ("", "gardens")


def test_pages_of_the_team_stand_apart(part):
    (route,) = mounted([part], "staff", "gestion/")

    assert (str(route.pattern), route.namespace) == ("gestion/", "gardens_staff")


def test_an_entrance_keeps_its_own_names(part):
    (route,) = mounted([part], "entrance")

    assert route.namespace is None


def test_a_part_without_such_pages_adds_nothing(part):
    assert mounted([part, "agora.context"], "api") == []

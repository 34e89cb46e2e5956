"""A session of the club by itself: what began it, and how old it may be."""

import time
from types import SimpleNamespace

import pytest

from club_utilisateurs import sessions


@pytest.mark.parametrize(
    ("hours", "over"), [(0, False), (11.99, False), (12, True), (13, True), (24 * 300, True)]
)
def test_twelve_hours_and_no_more(hours, over):
    entered = int(time.time() - hours * 3600)

    assert sessions.is_over(SimpleNamespace(session={sessions.ENTERED: entered})) is over


@pytest.mark.parametrize("said", [None, "", "1", 1.5, []])
def test_without_a_beginning_it_is_over(said):
    assert sessions.is_over(SimpleNamespace(session={sessions.ENTERED: said}))
    assert sessions.is_over(SimpleNamespace(session={}))

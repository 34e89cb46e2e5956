"""A pooler that mixes connections stops the process."""

import pytest

from agora.context import probe
from tests.harness.stand_ins import stand_in


def test_direct_connections_are_safe(db):
    probe.verify(probe.parameters())


def test_one_server_connection_for_two_of_ours_is_refused(db, monkeypatch):
    """What a pooler per transaction does, seen from here: both sides are one."""
    params = probe.parameters()
    shared = probe.psycopg.connect(**params)
    stand_in(monkeypatch, probe, "psycopg", connect=lambda **_params: shared)

    with pytest.raises(probe.UnsafePooler):
        probe.verify(params)


def test_a_database_that_is_down_is_not_held_against_the_pooler(db):
    with pytest.raises(probe.psycopg.OperationalError):
        probe.verify({**probe.parameters(), "host": "/nowhere"})

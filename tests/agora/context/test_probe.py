"""A pooler that mixes connections stops the process."""

import pytest
from django.db import connection

from agora.context import probe


def test_direct_connections_are_safe(db):
    probe.verify_default()


def test_one_server_connection_for_two_of_ours_is_refused(db, monkeypatch):
    """What a pooler per transaction does, seen from here: both sides are one."""
    params = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "prepare_threshold"):
        params.pop(ours, None)
    shared = probe.psycopg.connect(**params)
    monkeypatch.setattr(probe.psycopg, "connect", lambda **_params: shared)

    with pytest.raises(probe.UnsafePooler):
        probe.verify(params)


def test_a_database_that_is_down_is_said_and_waited_for(db, monkeypatch, caplog):
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")

    probe.verify_at_start()

    assert "pooler not probed" in caplog.text


def test_a_process_without_a_database_starts(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "")

    probe.verify_at_start()

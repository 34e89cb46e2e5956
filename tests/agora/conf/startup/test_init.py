import time

import pytest
from django.db import connections

from agora.conf import startup
from agora.conf.refusal import Away, Refusal
from agora.context.roles import APP_LOGIN, OWNER
from tests.harness.stand_ins import stand_in


@pytest.mark.parametrize(
    ("kind", "queues", "owner"),
    [
        ("web", "", False),
        ("scheduler", "", False),
        ("release", "", True),
        ("worker", "", True),
        ("worker", "ops", True),
        ("worker", "mail,ops", True),
        ("worker", "mail,heavy", False),
    ],
)
def test_who_acts_as_the_owner(kind, queues, owner):
    assert startup.needs_owner(kind, queues) is owner


@pytest.fixture
def process(deployed, db, monkeypatch):
    """A deployed process with the login of the application."""
    monkeypatch.setitem(connections.settings["default"], "USER", APP_LOGIN)
    return deployed


@pytest.mark.parametrize("kind", ["web", "worker", "scheduler", "release"])
def test_a_healthy_start_passes(process, monkeypatch, kind):
    if startup.needs_owner(kind):
        monkeypatch.setitem(connections.settings["default"], "USER", OWNER)

    startup.verify(kind)


@pytest.mark.parametrize(
    ("name", "value", "setting"),
    [
        ("SECRET_KEY", "k" * 60, "AGORA_SECRET_KEY"),
        ("CLUB_HOST", "club", "AGORA_CLUB_HOST"),
        ("SMTP_URL", "mail", "AGORA_SMTP_URL"),
        ("DATA_DIR", "/dev/null/x", "AGORA_DATA_DIR"),
    ],
)
def test_each_part_is_asked(process, name, value, setting):
    setattr(process, name, value)

    with pytest.raises(Refusal, match=rf"^{setting}: "):
        startup.verify("web")


def test_the_scheduler_and_the_release_need_no_storage(process):
    process.DATA_DIR = "/dev/null/x"

    startup.verify("scheduler")


def test_a_database_that_comes_back_is_waited_for(process, monkeypatch, caplog):
    place = connections.settings["default"]
    here = place["HOST"]
    monkeypatch.setitem(place, "HOST", "/nowhere")
    pauses = []

    def pause(seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            place.update(HOST=here)

    stand_in(monkeypatch, startup, "time", sleep=pause)

    startup.verify("scheduler", wait=60)

    assert pauses == [startup.PAUSE] * 3
    assert caplog.text.count("Waiting for it, 60 s at most.") == 1


def test_a_database_that_stays_away_is_told_after_the_wait(process, monkeypatch):
    monkeypatch.setitem(connections.settings["default"], "HOST", "/nowhere")
    began = time.monotonic()

    with pytest.raises(Away):
        startup.verify("scheduler", wait=0.6)

    assert 0.5 < time.monotonic() - began < 20


def test_an_empty_file_of_a_secret_is_told(process, monkeypatch, tmp_path, caplog):
    caplog.set_level("INFO")
    (tmp_path / "empty").touch()
    monkeypatch.setenv("AGORA_SMTP_URL_FILE", str(tmp_path / "empty"))

    startup.verify("scheduler")

    assert "empty, as if not set: AGORA_SMTP_URL_FILE" in caplog.text

"""`agora verify`, and what every verb does with a setting that cannot be read."""

import pytest

from tests.harness.processes import Process, database_url

VERBS = [("serve",), ("work",), ("schedule",), ("release",), ("verify",)]
UNREADABLE = {
    "AGORA_DATABASE_URL": "postgresql://me:canari@db:canari/agora",
    "AGORA_STRIPE_KEY": "canari",
    "AGORA_SENTRY_DSN": "https://canari",
    "AGORA_LOG_LEVEL": "canari",
    "AGORA_SECRET_KEY_FILE": "/nowhere/canari",
}


@pytest.mark.slow
def test_verify_says_ok_as_a_process(tmp_path, cities):
    with Process(tmp_path, "verify", "--for", "worker", "--queues", "mail") as process:
        assert process.ended() == 0
    assert process.words == "ok\n"


@pytest.mark.slow
@pytest.mark.parametrize("name", UNREADABLE)
def test_a_setting_that_cannot_be_read_is_one_line_without_its_value(tmp_path, cities, name):
    spoilt = {"AGORA_SECRET_KEY": ""} if name.endswith("_FILE") else {}
    with Process(tmp_path, "verify", **{name: UNREADABLE[name]}, **spoilt) as process:
        assert process.ended() == 78
    assert process.words.startswith(f"agora verify: {name}: ")
    assert (process.words.count("\n"), "canari" in process.words) == (1, False)


@pytest.mark.slow
@pytest.mark.parametrize("command", VERBS)
def test_every_verb_refuses_in_one_line(tmp_path, cities, command):
    told = {"AGORA_PUBLIC_PORT": "canari", "AGORA_DATABASE_URL": database_url("agora_owner")}
    with Process(tmp_path, *command, **told) as process:
        assert process.ended() == 78
    assert process.words.startswith(f"agora {command[0]}: AGORA_PUBLIC_PORT: must be")
    assert (process.words.count("\n"), "canari" in process.words) == (1, False)

"""Real `agora work` and `agora schedule`: their start, their door, their end."""

import pytest

from tests.harness.processes import Process, database_url

pytestmark = [pytest.mark.slow]
PAGES = "default,mail,mail-bulk,heavy"


@pytest.mark.parametrize("command", [("work", "--queues", PAGES), ("schedule",)])
def test_a_process_without_pages_says_how_it_is_and_ends_when_told(tmp_path, cities, command):
    with Process(tmp_path, *command) as process:
        process.until_ready()
        assert process.ask("/-/live", inside=True) == (200, "ok\n")
        assert process.ask("/", inside=True)[0] == 404

        assert process.stop() == 0, process.words


def test_the_queue_that_makes_tables_needs_the_login_of_the_owner(tmp_path, cities):
    with Process(tmp_path, "work", "--queues", "mail,ops", "--once") as worker:
        assert worker.ended() == 78
    assert worker.words.count("\n") == 1
    assert "cannot act as agora_owner" in worker.words


@pytest.mark.parametrize("command", [("schedule",), ("release",)])
def test_a_database_that_stays_away_is_waited_for_then_told_in_one_line(tmp_path, cities, command):
    away = {"AGORA_DATABASE_URL": database_url().replace("agora-pg", "agora-gone")}
    with Process(tmp_path, *command, **away, AGORA_DATABASE_WAIT="3") as process:
        assert process.ended() == 75
    waiting, told = process.words.splitlines()
    assert "Waiting for it, 3 s at most." in waiting
    assert told.startswith(f"agora {command[0]}: AGORA_DATABASE_URL: the database does not answer")

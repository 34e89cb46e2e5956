import json
import os

import pytest

from agora import cli


@pytest.fixture(autouse=True)
def own_environment(monkeypatch, tmp_path):
    """An environment to write in, and a data folder without a running demonstration."""
    monkeypatch.setattr(os, "environ", dict(os.environ))
    os.environ["AGORA_DATA_DIR"] = str(tmp_path)
    os.environ.pop("AGORA_DATABASE_URL", None)


def test_migrations_are_written_without_database():
    os.environ["AGORA_DATABASE_URL"] = "postgresql://me@db/agora"

    cli.choose_database("makemigrations")

    assert os.environ["AGORA_DATABASE_URL"] == "none"


def test_a_verb_goes_to_the_running_demonstration():
    cli.runs_file().write_text(json.dumps({"AGORA_DATABASE_URL": "postgresql://a@/b", "X": "1"}))

    cli.choose_database("verbs")

    assert os.environ["AGORA_DATABASE_URL"] == "postgresql://a@/b"
    assert os.environ["X"] == "1"


def test_the_database_of_the_environment_comes_first():
    cli.runs_file().write_text(json.dumps({"AGORA_DATABASE_URL": "postgresql://a@/b"}))
    os.environ["AGORA_DATABASE_URL"] = "postgresql://me@db/agora"

    cli.choose_database("verbs")

    assert os.environ["AGORA_DATABASE_URL"] == "postgresql://me@db/agora"


def test_without_a_demonstration_nothing_is_chosen():
    cli.choose_database("verbs")

    assert "AGORA_DATABASE_URL" not in os.environ

import tempfile
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from agora.conf import env
from agora.conf.refusal import Refusal


def test_a_variable_wins_over_its_file_and_its_default(monkeypatch, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("from the file\n")
    assert env.text("AGORA_X", "default") == "default"

    monkeypatch.setenv("AGORA_X_FILE", str(secret))
    assert env.text("AGORA_X", "default") == "from the file"

    monkeypatch.setenv("AGORA_X", " given ")
    assert env.text("AGORA_X", "default") == "given"


def name_a_file(monkeypatch, path):
    monkeypatch.setenv("AGORA_X_FILE", str(path))


def test_a_file_that_is_not_there_or_no_text_is_refused(monkeypatch, tmp_path):
    name_a_file(monkeypatch, tmp_path / "absent")
    with pytest.raises(Refusal, match=r"^AGORA_X_FILE: the file cannot be read \(No such file"):
        env.text("AGORA_X")

    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    name_a_file(monkeypatch, tmp_path / "bytes")
    with pytest.raises(Refusal, match=r"not a text"):
        env.text("AGORA_X")


def test_an_empty_file_is_no_value_and_is_told(monkeypatch, tmp_path):
    (tmp_path / "empty").write_text("")
    name_a_file(monkeypatch, tmp_path / "empty")

    assert env.text("AGORA_X", "default") == "default"
    assert "AGORA_X_FILE" in env.empty_files()


@pytest.mark.parametrize(
    ("folder", "mode", "fine"),
    [(0o755, 0o644, False), (0o755, 0o440, True), (0o755, 0o600, True), (0o750, 0o644, True)],
)
def test_a_secret_everybody_can_read_is_refused(monkeypatch, folder, mode, fine):
    with tempfile.TemporaryDirectory(prefix="agora-start-") as home:
        Path(home).chmod(folder)
        secret = Path(home) / "secret"
        secret.write_text("canari")
        secret.chmod(mode)
        name_a_file(monkeypatch, secret)

        if fine:
            assert env.text("AGORA_X") == "canari"
        else:
            with pytest.raises(Refusal, match=r"^AGORA_X_FILE: every user") as refused:
                env.text("AGORA_X")
            assert "canari" not in str(refused.value)


@pytest.mark.parametrize(
    "raw",
    [
        "postgresql://me:can#ari@db/agora",
        "postgresql://me:1/canari@db/agora",
        "postgresql://me:pass@db:canari/agora",
        "postgresql://me@[canari/agora",
        "canari",
    ],
)
def test_an_address_that_cannot_be_read_is_not_quoted(monkeypatch, raw):
    monkeypatch.setenv("AGORA_X", raw)

    with pytest.raises(Refusal, match=r"^AGORA_X: must look like postgresql://") as refused:
        env.database("AGORA_X")

    assert "canari" not in str(refused.value)
    assert "can#" not in str(refused.value)


@pytest.mark.parametrize(
    ("raw", "value"), [("1", True), ("Yes", True), ("off", False), ("", False)]
)
def test_a_flag_is_spelt_any_usual_way(monkeypatch, raw, value):
    monkeypatch.setenv("AGORA_X", raw)

    assert env.flag("AGORA_X", default=not value) is value


@pytest.mark.parametrize(
    ("read", "raw"),
    [(env.flag, "maybe"), (lambda name: env.number(name, 1), "ten")]
    + [(lambda name: env.share(name, 0.1), raw) for raw in ("2", "much")]
    + [(env.database, raw) for raw in ("mysql://a/b", "postgresql://host", "agora")],
)
def test_a_value_that_cannot_be_stops_the_process(monkeypatch, read, raw):
    monkeypatch.setenv("AGORA_X", raw)

    with pytest.raises(ImproperlyConfigured, match="AGORA_X"):
        read("AGORA_X")


def test_numbers_and_shares_are_read(monkeypatch):
    monkeypatch.setenv("AGORA_X", "0.5")
    monkeypatch.setenv("AGORA_Y", "8")

    assert env.share("AGORA_X", 0) == 0.5
    assert env.number("AGORA_Y", 0) == 8
    assert env.words("AGORA_Z", "a, b  c") == ["a", "b", "c"]


def test_the_address_of_a_database_becomes_django_parameters(monkeypatch):
    monkeypatch.setenv("AGORA_X", "postgresql://me:p%40ss@db:5433/agora?sslmode=require")

    assert env.database("AGORA_X") == {
        "ENGINE": "agora.context.backend",
        "NAME": "agora",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_socket_folder_may_be_the_host(monkeypatch):
    monkeypatch.setenv("AGORA_X", "postgresql://me@/agora?host=/tmp/pg&port=5432")

    found = env.database("AGORA_X")

    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/tmp/pg", "5432", {})


def test_no_database_is_a_choice_too(monkeypatch):
    assert env.database("AGORA_X")["NAME"] == ""

    monkeypatch.setenv("AGORA_X", "none")
    assert env.database("AGORA_X") == {"ENGINE": "django.db.backends.dummy"}


@pytest.mark.parametrize(
    ("key", "production", "api"),
    [
        ("", True, ""),
        ("", False, "http://127.0.0.1:1"),
        ("sk_live_abc", True, ""),
        ("rk_live_abc", True, ""),
        ("sk_test_abc", False, ""),
        ("sk_test_abc", False, "http://127.0.0.1:1"),
    ],
)
def test_a_key_of_the_right_mode_is_taken(monkeypatch, key, production, api):
    monkeypatch.setenv("AGORA_X", key)

    assert env.stripe_key("AGORA_X", production, api) == key


@pytest.mark.parametrize(
    ("key", "production", "api", "why"),
    [
        ("sk_live_canari", False, "", "a test key outside production"),
        ("rk_live_canari", False, "", "a test key outside production"),
        ("sk_test_canari", True, "", "a live key in production"),
        ("sk_live_canari", True, "http://127.0.0.1:1", "to Stripe and nowhere else"),
        ("pk_test_canari", False, "", "must look like"),
        ("sk_canari", False, "", "must look like"),
        ("canari", False, "", "must look like"),
    ],
)
def test_a_key_of_another_mode_stops_the_start_and_is_not_quoted(
    monkeypatch, key, production, api, why
):
    monkeypatch.setenv("AGORA_X", key)

    with pytest.raises(ImproperlyConfigured, match=why) as refused:
        env.stripe_key("AGORA_X", production, api)

    assert "canari" not in str(refused.value)

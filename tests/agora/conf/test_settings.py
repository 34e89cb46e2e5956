import os
import subprocess
import sys

import pytest

READ = "import agora.conf.settings as s; print(s.SECRET_KEY, s.HTTPS, s.STATIC_STORAGE)"


def read_settings(**environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AGORA_")}
    return subprocess.run(
        [sys.executable, "-c", READ],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def embedded(tmp_path):
    (tmp_path / "agora-embedded").touch()
    return f"postgresql://agora_app@/agora?host={tmp_path}"


def test_without_environment_the_key_is_drawn_anew_each_time():
    assert read_settings().stdout != read_settings().stdout


def test_a_database_wants_a_secret_key():
    done = read_settings(AGORA_DATABASE_URL="postgresql://me@db/agora")

    assert done.returncode
    assert "AGORA_SECRET_KEY" in done.stderr


def test_a_deployed_process_is_closed_by_default():
    done = read_settings(AGORA_DATABASE_URL="postgresql://me@db/agora", AGORA_SECRET_KEY="k" * 50)

    assert done.stdout.split() == [
        "k" * 50,
        "True",
        "whitenoise.storage.CompressedManifestStaticFilesStorage",
    ]


def test_the_demo_runs_on_the_embedded_database(embedded):
    done = read_settings(AGORA_DATABASE_URL=embedded, AGORA_DEMO="1")

    assert done.stdout.startswith("demodemo")


@pytest.mark.parametrize("url", ["postgresql://me@db/agora", "postgresql://me@/agora", "none"])
def test_the_demo_refuses_any_other_database(url):
    done = read_settings(AGORA_DATABASE_URL=url, AGORA_DEMO="1")

    assert done.returncode
    assert "embedded database" in done.stderr


def test_the_key_of_the_demo_guards_no_other_database():
    done = read_settings(AGORA_DATABASE_URL="postgresql://me@db/a", AGORA_SECRET_KEY="demo" * 13)

    assert done.returncode
    assert "secret key of the demo" in done.stderr


DEPLOYED = {"AGORA_DATABASE_URL": "postgresql://me@db/agora", "AGORA_SECRET_KEY": "k" * 50}


@pytest.mark.parametrize(
    ("environment", "key", "starts"),
    [
        ("production", "sk_live_canari", True),
        ("production", "sk_test_canari", False),
        ("staging", "sk_live_canari", False),
        ("staging", "sk_test_canari", True),
        ("production", "", True),
    ],
)
def test_a_key_of_stripe_is_of_the_mode_of_the_place(environment, key, starts):
    done = read_settings(**DEPLOYED, AGORA_ENVIRONMENT=environment, AGORA_STRIPE_KEY=key)

    assert (done.returncode == 0) == starts
    assert "canari" not in done.stderr


def test_the_demo_takes_no_live_key(embedded):
    done = read_settings(
        AGORA_DATABASE_URL=embedded, AGORA_DEMO="1", AGORA_STRIPE_KEY="sk_live_canari"
    )

    assert done.returncode
    assert "test key outside production" in done.stderr

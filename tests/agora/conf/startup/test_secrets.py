import pytest

from agora.conf.refusal import Refusal
from agora.conf.startup import secrets
from tests.agora.conf.startup.conftest import KEY

HEX = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def test_random_secrets_pass(deployed):
    deployed.SECRET_KEY_FALLBACKS = [HEX]
    deployed.BLUEPRINT_SEEDS = [HEX]

    secrets.check()


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        (KEY[:49], "fewer than 50"),
        ("demo" * 13, "published"),
        ("test" * 16, "published"),
        ("CHANGE-ME-" + KEY, "published"),
        ("django-insecure-" + KEY, "published"),
        ("k" * 60, "repeats itself"),
        (KEY[:20] * 3, "repeats itself"),
        (KEY[:17] * 3, "repeats itself"),
        ("ab" * 20 + "cd" * 10, "repeats itself"),
        ("k" * 80 + KEY[:12], "repeats itself"),
        ("kkkkkkkkkz" + "k" * 40 + KEY[:12], "not random"),
        ("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "not random"),
    ],
)
def test_a_key_that_could_be_guessed_is_refused_and_not_quoted(deployed, key, problem):
    deployed.SECRET_KEY = key

    with pytest.raises(Refusal, match=rf"^AGORA_SECRET_KEY: .*{problem}.*openssl") as refused:
        secrets.check()

    assert key not in str(refused.value)


def test_a_former_key_must_be_good_too(deployed):
    deployed.SECRET_KEY_FALLBACKS = [HEX, "k" * 60]

    with pytest.raises(Refusal, match=r"^AGORA_SECRET_KEY_FALLBACKS: repeats itself"):
        secrets.check()


@pytest.mark.parametrize("seed", ["canari", "0" * 64, HEX[:-1], HEX + "00"])
def test_a_seed_of_blueprints_is_64_random_digits(deployed, seed):
    deployed.BLUEPRINT_SEEDS = [HEX, seed]

    with pytest.raises(Refusal, match=r"^AGORA_BLUEPRINT_SEEDS: ") as refused:
        secrets.check()

    assert seed not in str(refused.value)


def test_the_secrets_of_the_demonstration_are_public_on_purpose(deployed):
    deployed.DEPLOYED, deployed.SECRET_KEY = False, "demo" * 13

    secrets.check()

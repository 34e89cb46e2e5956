"""Secrets that could be guessed: too short, repeated, or printed in some example."""

import re
from collections import Counter
from itertools import pairwise
from math import log2

from django.conf import settings

from agora.conf.refusal import Refusal

LENGTH, BITS, SIGNS = 50, 128, 10
# How the keys of our demonstration, of our tests and of everybody's examples begin.
PUBLISHED = (
    "demo",
    "test",
    "change",
    "replace",
    "example",
    "secret",
    "password",
    "django-insecure",
)
SEED = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
REMEDY = "Set it to 50 random characters or more (openssl rand -base64 48)"


def check() -> None:
    """Refuse secrets that guard nothing; those of the demonstration are public on purpose."""
    if not settings.DEPLOYED:
        return
    keys = [("AGORA_SECRET_KEY", settings.SECRET_KEY)]
    keys += [("AGORA_SECRET_KEY_FALLBACKS", former) for former in settings.SECRET_KEY_FALLBACKS]
    for name, key in keys:
        if problem := weakness(key):
            raise Refusal(name, problem, REMEDY)
    for seed in settings.BLUEPRINT_SEEDS:
        if not SEED.fullmatch(seed) or len(set(seed)) < SIGNS:
            problem = "holds a seed that is not 64 random hexadecimal digits"
            raise Refusal("AGORA_BLUEPRINT_SEEDS", problem, "Make each with: openssl rand -hex 32")


def weakness(key: str) -> str:
    """Say why a key could be guessed; empty if it could not."""
    if key.lower().startswith(PUBLISHED):
        return "is a published example"
    if len(key) < LENGTH:
        return f"has fewer than {LENGTH} characters"
    if _repeats(key) or len(set(key)) < SIGNS:
        return "repeats itself"
    if _bits(key) < BITS or _steps(key) > len(key) / 2:
        return "is not random"
    return ""


def _repeats(key: str) -> bool:
    return any(
        key[:length] * (len(key) // length) == key[: len(key) // length * length]
        for length in range(1, len(key) // 2 + 1)
    )


def _bits(key: str) -> float:
    """Bits of information, as far as the frequency of the signs tells: an upper bound."""
    return -sum(count * log2(count / len(key)) for count in Counter(key).values())


def _steps(key: str) -> int:
    """How many neighbours follow each other in the alphabet, or are the same."""
    return sum(abs(ord(a) - ord(b)) <= 1 for a, b in pairwise(key))

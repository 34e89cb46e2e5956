"""Signing with Ed25519: the first key signs, all of them verify, so that keys can turn.

The keys are the provider's: what is signed was written by this platform for a city it knows. They
come from `settings.BLUEPRINT_SEEDS` (32 bytes in hexadecimal each, newest first), else from the
secret key and those it replaced.
"""

import hashlib
import hmac
from functools import cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from tenants.disclosure.blueprints.errors import Forged, Unsigned

_LABEL = b"agora.blueprint"
_DOMAIN = b"agora-modele/1\n"


def sign(content: bytes) -> tuple[str, bytes]:
    """Return the number of the key in use, and its signature."""
    key_id, key = next(iter(_keys(_seeds()).items()))
    return key_id, key.sign(_DOMAIN + content)


def verify(key_id: str, signature: bytes, content: bytes) -> None:
    """Raise `Unsigned` for a key we never had, `Forged` for a signature of something else."""
    key = _keys(_seeds()).get(key_id)
    if key is None:
        raise Unsigned
    try:
        key.public_key().verify(signature, _DOMAIN + content)
    except InvalidSignature as error:
        raise Forged from error


def _seeds() -> tuple[bytes, ...]:
    if settings.BLUEPRINT_SEEDS:
        return tuple(bytes.fromhex(seed) for seed in settings.BLUEPRINT_SEEDS)
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(hmac.digest(secret.encode(), _LABEL, hashlib.sha256) for secret in secrets)


@cache
def _keys(seeds: tuple[bytes, ...]) -> dict[str, Ed25519PrivateKey]:
    keys = (Ed25519PrivateKey.from_private_bytes(seed) for seed in seeds)
    return {_number(key.public_key()): key for key in keys}


def _number(key: Ed25519PublicKey) -> str:
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]

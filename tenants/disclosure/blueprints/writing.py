"""Writing the file: stored, dated and ordered once and for all, so that it never varies."""

import base64
import hashlib
import io
import uuid
import zipfile
from collections.abc import Mapping

from tenants.disclosure.blueprints import canonical, signing
from tenants.disclosure.blueprints.errors import TooHeavy
from tenants.disclosure.blueprints.manifest import Blueprint, facts_of

HEAVIEST = 20 * 1024 * 1024
SIGNATURE, MANIFEST, FOLDER = "signature.json", "blueprint.json", "files/"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write(blueprint: Blueprint) -> bytes:
    """Return the signed file of a blueprint, or raise `TooHeavy`, `Misshapen`."""
    digests = {
        name: hashlib.sha256(content).hexdigest() for name, content in blueprint.files.items()
    }
    manifest = canonical.dump(facts_of(blueprint, digests))
    key_id, signature = signing.sign(manifest)
    signed = canonical.dump({"key": key_id, "signature": base64.b64encode(signature).decode()})
    packed = pack(signed, manifest, blueprint.files)
    if len(packed) > HEAVIEST:
        raise TooHeavy
    return packed


def pack(signature: bytes, manifest: bytes, files: Mapping[str, bytes]) -> bytes:
    """Return the archive of these members: the only one they can make."""
    members = {SIGNATURE: signature, MANIFEST: manifest}
    members |= {f"{FOLDER}{name}": files[name] for name in sorted(files)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(_entry(name), content)
    return packed.getvalue()


def file_uid(sha256: str) -> uuid.UUID:
    """Name a file by what is in it: taken up and given again, it keeps its name."""
    return uuid.UUID(hex=sha256[:32])


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry

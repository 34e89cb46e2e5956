"""Files written to do harm, one function a kind; a few are signed with the true key.

Those are as if the platform itself had been deceived: what lies behind the signature must hold
alone.
"""

import base64
import hashlib
import io
import json
import os
import stat
import struct
import uuid
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tenants.disclosure.blueprints import canonical, signing, write, writing
from tenants.disclosure.blueprints import manifest as manifests
from tests.factories.blueprints import make_blueprint

NAME = f"{uuid.UUID(int=7)}.txt"
PERSON = b"Mirabelle Secret, 3 rue des Lilas"


def valid(**facts):
    return write(make_blueprint(files={NAME: b"Une note."}, **facts))


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def archive(entries, *, comment=b"", **options):
    """A zip of (name or ZipInfo, bytes) pairs, as any tool would write it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", **options) as found:
        found.comment = comment
        for name, content in entries:
            found.writestr(name, content)
    return packed.getvalue()


def signed(raw, **files):
    """A file whose manifest is these bytes, signed with the true key."""
    key, signature = signing.sign(raw)
    told = canonical.dump({"key": key, "signature": base64.b64encode(signature).decode()})
    return writing.pack(told, raw, files)


def facts(**changes):
    blueprint = make_blueprint()
    return manifests.facts_of(blueprint, {}) | changes


def raw_of(told):
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


# --- The attacks -------------------------------------------------------------------------------
def altered_text():
    found = members(valid())
    changed = found["blueprint.json"].replace("neuf écoles".encode(), "huit écoles".encode())
    files = {NAME: found[f"files/{NAME}"]}
    return writing.pack(found["signature.json"], changed, files)


def another_key(key_id):
    raw = members(valid())["blueprint.json"]
    own = Ed25519PrivateKey.generate()
    made = base64.b64encode(own.sign(b"agora-modele/1\n" + raw)).decode()
    told = canonical.dump({"key": key_id, "signature": made})
    return writing.pack(told, raw, {NAME: b"Une note."})


def forged_key():
    return another_key(signing.sign(b"")[0])


def unknown_key():
    return another_key("0" * 16)


def no_signature():
    found = members(valid())
    del found["signature.json"]
    return archive(found.items())


def altered_file():
    found = members(valid())
    return writing.pack(found["signature.json"], found["blueprint.json"], {NAME: PERSON})


def extra_member():
    found = members(valid())
    files = {NAME: b"Une note.", f"{uuid.UUID(int=8)}.txt": PERSON}
    return writing.pack(found["signature.json"], found["blueprint.json"], files)


def comment():
    return archive(members(valid()).items(), comment=PERSON)


def bytes_before():
    return PERSON + valid()


def bytes_between():
    """Personal data in the extra field of a member."""
    entries = []
    for name, content in members(valid()).items():
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.extra = struct.pack("<HH", 0xCAFE, len(PERSON)) + PERSON
        entries.append((entry, content))
    return archive(entries)


def named(name):
    def attack():
        return archive([*members(valid()).items(), (zipfile.ZipInfo(name), b"x")])

    return attack


def twice():
    found = members(valid())
    other = raw_of(facts(title="Un autre modèle"))
    with pytest.warns(UserWarning, match="Duplicate"):
        return archive([("blueprint.json", other), *found.items()])


def symlink():
    found = members(valid())
    entry = zipfile.ZipInfo(f"files/{NAME}")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    target = found.pop(f"files/{NAME}")
    return archive([*found.items(), (entry, target)])


def bomb():
    """Thirty megabytes of nothing, announced and signed, in thirty kilobytes."""
    name, zeros = f"{uuid.UUID(int=9)}.txt", bytes(30 * 1024 * 1024)
    told = facts(files={name: hashlib.sha256(zeros).hexdigest()})
    head = members(signed(raw_of(told)))
    return archive([*head.items(), (f"files/{name}", zeros)], compression=zipfile.ZIP_DEFLATED)


def lying_sizes():
    """The table says ten bytes where there are many."""
    content = bytearray(bomb())
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(content)


def overlapping():
    """Two entries of the table lead to the same bytes."""
    content = bytearray(extra_member())
    places = [at for at in range(len(content)) if content[at : at + 4] == b"PK\x01\x02"]
    content[places[-1] + 42 : places[-1] + 46] = content[places[-2] + 42 : places[-2] + 46]
    return bytes(content)


def many_members():
    found = members(valid())
    more = [(f"files/{uuid.UUID(int=number)}.txt", b"") for number in range(100, 350)]
    return archive([*found.items(), *more])


def two_tables():
    """A second end of the table, of the kind that big archives have."""
    content = valid()
    at = len(content) - 22
    return content[:at] + struct.pack("<4sIQI", b"PK\x06\x07", 0, 0, 1) + content[at:]


def heavy():
    big = os.urandom(1024) * 21 * 1024
    digest = hashlib.sha256(big).hexdigest()
    return signed(raw_of(facts(files={NAME: digest})), **{NAME: big})


def nested():
    inner = archive([("a.txt", PERSON)])
    digest = hashlib.sha256(inner).hexdigest()
    return signed(raw_of(facts(files={NAME: digest})), **{NAME: inner})


def too_deep():
    deep = json.loads("[" * 60 + "]" * 60)
    return signed(raw_of(facts(parts={"consultations": deep})))


def bottomless():
    raw = b'{"parts":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    return signed(raw)


def not_a_number():
    return signed(raw_of(facts(parts={"consultations": float("nan")})))


def written_otherwise():
    return signed(json.dumps(facts()).encode())


def unknown_field():
    return signed(raw_of(facts(note=PERSON.decode())))


def said_twice():
    raw = raw_of(facts())
    return signed(raw[:-1] + b',"title":"Un autre"}')


def from_later():
    return signed(raw_of(facts(schema_version=2)))


def endless_signature():
    found = members(valid())
    return writing.pack(b" " * 4_000, found["blueprint.json"], {NAME: b"Une note."})

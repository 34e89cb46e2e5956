"""Files written to do harm: each kind is refused, and each goes through once its check is gone.

A few are signed with the true key, as if the platform itself had been deceived: what lies behind
the signature must hold alone.
"""

import base64
import hashlib
import io
import json
import os
import random
import stat
import struct
import time
import tracemalloc
import uuid
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tenants.disclosure.blueprints import (
    BlueprintError,
    canonical,
    errors,
    read,
    reading,
    signing,
    write,
    writing,
)
from tenants.disclosure.blueprints import manifest as manifests
from tests.factories.blueprints import make_blueprint

FULL = os.environ.get("AGORA_FUZZ") == "full"
TRIES = 20_000 if FULL else 2_000
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


E = errors
ATTACKS = {
    altered_text: E.Forged,
    forged_key: E.Forged,
    unknown_key: E.Unsigned,
    no_signature: E.Unsigned,
    altered_file: E.Forged,
    extra_member: E.StrangeMember,
    comment: E.NotABlueprint,
    bytes_before: E.StrangeMember,
    bytes_between: E.StrangeMember,
    twice: E.StrangeMember,
    symlink: E.StrangeMember,
    bomb: E.Overfull,
    lying_sizes: E.Overfull,
    overlapping: BlueprintError,
    many_members: E.Overfull,
    two_tables: E.NotABlueprint,
    heavy: E.TooHeavy,
    nested: E.StrangeMember,
    too_deep: E.Misshapen,
    bottomless: E.Misshapen,
    not_a_number: E.Misshapen,
    written_otherwise: E.Misshapen,
    unknown_field: E.Misshapen,
    said_twice: E.Misshapen,
    from_later: E.FromLater,
    endless_signature: E.Overfull,
}
NAMES = (
    "../../etc/passwd", "/etc/passwd", "files/../x.txt", "files\\x.txt", "C:\\x.txt", "x.html",
    "files/x.txt", f"files/{NAME}/x", f"files/{uuid.UUID(int=8)}.exe", "files/", "",
    f"files/{uuid.UUID(int=8)}.txt\0.exe",
)  # fmt: skip


def test_the_file_they_start_from_is_read():
    assert read(valid()).title == "Budget participatif des écoles"


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.__name__)
def test_a_hostile_file_is_refused_in_words(attack):
    with pytest.raises(ATTACKS[attack]) as refusal:
        read(attack())

    assert str(refusal.value.words).endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_elsewhere_is_refused(name):
    with pytest.raises(BlueprintError):
        read(named(name)())


def test_a_bomb_costs_no_more_than_it_weighs():
    content = bomb()
    tracemalloc.start()
    try:
        with pytest.raises(errors.Overfull):
            read(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 2 * 1024 * 1024


# --- The mutants: a check is taken away, and its attack goes through ----------------------------
def gone(*_args, **_kwargs):
    """A check that is there no more."""


def plain_json(raw):
    return json.loads(raw)


ANY_BYTES = {"check_bytes": gone}
MUTANTS = {
    "signature": (altered_text, {"check_signature": gone}),
    "signature by our key": (forged_key, {"check_signature": gone}),
    "known key": (unknown_key, {"check_signature": gone}),
    "digest": (altered_file, {"check_digest": gone}),
    "names": (extra_member, {"check_names": gone} | ANY_BYTES),
    "end": (comment, {"check_end": gone} | ANY_BYTES),
    "bytes before": (bytes_before, ANY_BYTES),
    "bytes between": (bytes_between, ANY_BYTES),
    "path": (named("../../etc/passwd"), {"check_members": gone, "check_names": gone} | ANY_BYTES),
    "duplicates": (twice, {"check_members": gone} | ANY_BYTES),
    "links": (symlink, {"check_members": gone} | ANY_BYTES),
    "packed": (bomb, {"check_members": gone, "_member": lambda a, name, most: a.read(name)}
               | ANY_BYTES),
    "number": (many_members, {"check_end": gone, "check_names": gone, "MOST_MEMBERS": 999}
               | ANY_BYTES),
    "weight": (heavy, {"check_weight": gone, "check_members": gone,
                       "_member": lambda a, name, most: a.read(name)}),
    "nested": (nested, {"check_nested": gone}),
}  # fmt: skip
DEEPER = {
    "depth": (too_deep, (canonical, "DEEPEST", 999)),
    "numbers": (not_a_number, (canonical, "load", plain_json)),
    "one way": (written_otherwise, (canonical, "load", plain_json)),
    "one name": (said_twice, (canonical, "load", plain_json)),
    "fields": (unknown_field, (manifests, "check", gone)),
    "release": (from_later, (manifests, "check", gone)),
}


@pytest.mark.parametrize("check", MUTANTS)
def test_without_its_check_the_attack_goes_through(check, monkeypatch):
    attack, removed = MUTANTS[check]
    content = attack()
    for name, mutant in removed.items():
        monkeypatch.setattr(reading, name, mutant)

    assert read(content).uid


@pytest.mark.parametrize("check", DEEPER)
def test_without_its_check_what_is_signed_goes_through(check, monkeypatch):
    attack, (module, name, mutant) = DEEPER[check]
    content = attack()
    monkeypatch.setattr(module, name, mutant)

    assert read(content).uid


# --- Any byte ----------------------------------------------------------------------------------
def mutated(dice, content):
    """The file with something changed: bytes, a slice moved, lost or said twice."""
    changed = bytearray(content)
    for _ in range(dice.choice((1, 1, 1, 2, 5))):
        at = dice.randrange(len(changed))
        till = min(len(changed), at + dice.randrange(1, 40))
        kind = dice.randrange(6)
        if kind == 0:
            changed[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            changed[at] = dice.randrange(256)
        elif kind == 2:
            del changed[at:till]
        elif kind == 3:
            changed[at:at] = changed[at:till]
        elif kind == 4:
            changed[at:till] = dice.randbytes(till - at)
        else:
            changed = changed[:at]
        changed = changed or bytearray(content)
    return bytes(changed)


def test_no_altered_byte_is_accepted(figure):
    seed = os.environ.get("AGORA_FUZZ_SEED") or str(time.time_ns())
    dice = random.Random(seed)
    content = valid()
    tried, accepted = 0, []
    for number in range(TRIES):
        changed = mutated(dice, content)
        if changed == content:
            continue
        tried += 1
        try:
            read(changed)
        except BlueprintError:
            continue
        accepted.append(number)
    figure("blueprint_fuzz_tries", tried, "files", f">= {TRIES * 9 // 10}",
           ok=tried >= TRIES * 9 // 10)  # fmt: skip
    figure("blueprint_fuzz_accepted", len(accepted), "files", "0", ok=not accepted)
    assert accepted == [], f"AGORA_FUZZ_SEED={seed}"
    assert tried >= TRIES * 9 // 10


def test_the_fuzzer_sees_a_missing_check(monkeypatch):
    """A date nobody reads, changed by one bit: only the comparison of all bytes sees it."""
    monkeypatch.setattr(reading, "check_bytes", gone)
    dice = random.Random(3)
    content = valid()
    accepted = 0
    for _ in range(3_000):
        try:
            accepted += read(mutated(dice, content)).version
        except BlueprintError:
            continue

    assert accepted > 10

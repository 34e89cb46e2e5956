"""Files written to do harm: each kind is refused, and each goes through once its check is gone."""

import json
import os
import random
import time
import tracemalloc
import uuid

import pytest

from tenants.disclosure.blueprints import BlueprintError, canonical, errors, read, reading
from tenants.disclosure.blueprints import manifest as manifests
from tests.tenants.disclosure import hostile
from tests.tenants.disclosure.hostile import NAME, named, valid

FULL = os.environ.get("AGORA_FUZZ") == "full"
TRIES = 20_000 if FULL else 2_000
E = errors
ATTACKS = {
    hostile.altered_text: E.Forged,
    hostile.forged_key: E.Forged,
    hostile.unknown_key: E.Unsigned,
    hostile.no_signature: E.Unsigned,
    hostile.altered_file: E.Forged,
    hostile.extra_member: E.StrangeMember,
    hostile.comment: E.NotABlueprint,
    hostile.bytes_before: E.StrangeMember,
    hostile.bytes_between: E.StrangeMember,
    hostile.twice: E.StrangeMember,
    hostile.symlink: E.StrangeMember,
    hostile.bomb: E.Overfull,
    hostile.lying_sizes: E.Overfull,
    hostile.overlapping: BlueprintError,
    hostile.many_members: E.Overfull,
    hostile.two_tables: E.NotABlueprint,
    hostile.heavy: E.TooHeavy,
    hostile.nested: E.StrangeMember,
    hostile.too_deep: E.Misshapen,
    hostile.bottomless: E.Misshapen,
    hostile.not_a_number: E.Misshapen,
    hostile.written_otherwise: E.Misshapen,
    hostile.unknown_field: E.Misshapen,
    hostile.said_twice: E.Misshapen,
    hostile.from_later: E.FromLater,
    hostile.endless_signature: E.Overfull,
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
    content = hostile.bomb()
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
    "signature": (hostile.altered_text, {"check_signature": gone}),
    "signature by our key": (hostile.forged_key, {"check_signature": gone}),
    "known key": (hostile.unknown_key, {"check_signature": gone}),
    "digest": (hostile.altered_file, {"check_digest": gone}),
    "names": (hostile.extra_member, {"check_names": gone} | ANY_BYTES),
    "end": (hostile.comment, {"check_end": gone} | ANY_BYTES),
    "bytes before": (hostile.bytes_before, ANY_BYTES),
    "bytes between": (hostile.bytes_between, ANY_BYTES),
    "path": (named("../../etc/passwd"), {"check_members": gone, "check_names": gone} | ANY_BYTES),
    "duplicates": (hostile.twice, {"check_members": gone} | ANY_BYTES),
    "links": (hostile.symlink, {"check_members": gone} | ANY_BYTES),
    "packed": (hostile.bomb, {"check_members": gone, "_member": lambda a, name, most: a.read(name)}
               | ANY_BYTES),
    "number": (hostile.many_members, {"check_end": gone, "check_names": gone, "MOST_MEMBERS": 999}
               | ANY_BYTES),
    "weight": (hostile.heavy, {"check_weight": gone, "check_members": gone,
                       "_member": lambda a, name, most: a.read(name)}),
    "nested": (hostile.nested, {"check_nested": gone}),
}  # fmt: skip
DEEPER = {
    "depth": (hostile.too_deep, (canonical, "DEEPEST", 999)),
    "numbers": (hostile.not_a_number, (canonical, "load", plain_json)),
    "one way": (hostile.written_otherwise, (canonical, "load", plain_json)),
    "one name": (hostile.said_twice, (canonical, "load", plain_json)),
    "fields": (hostile.unknown_field, (manifests, "check", gone)),
    "release": (hostile.from_later, (manifests, "check", gone)),
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

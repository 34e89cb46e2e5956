"""The file of a blueprint: one way to write it, keys that turn, shapes by allow-list."""

import random
import uuid
from dataclasses import replace

import pytest

from tenants.disclosure.blueprints import Parent, canonical, file_uid, read, shapes, write
from tenants.disclosure.blueprints.errors import Forged, Misshapen, TooHeavy, Unsigned
from tenants.disclosure.blueprints.signing import sign, verify
from tenants.disclosure.blueprints.texts import plain, plain_line
from tests.factories.blueprints import a_text, make_blueprint

NAMES = [f"{uuid.UUID(int=number)}.txt" for number in (9, 3)]


def whole():
    return make_blueprint(
        parent=Parent(uuid.uuid4(), 2, "Corvigny"), files={name: name.encode() for name in NAMES}
    )


def test_what_is_written_is_read_again():
    blueprint = whole()

    assert read(write(blueprint)) == blueprint


def test_the_same_facts_are_the_same_bytes():
    blueprint = whole()
    other_order = replace(
        blueprint,
        files=dict(reversed(blueprint.files.items())),
        parts=dict(reversed(blueprint.parts.items())),
    )

    assert write(blueprint) == write(blueprint) == write(other_order)


def test_a_blueprint_too_heavy_is_not_written():
    with pytest.raises(TooHeavy):
        write(make_blueprint(files={NAMES[0]: bytes(21 * 1024 * 1024)}))


def test_a_blueprint_without_title_is_not_written():
    with pytest.raises(Misshapen):
        write(make_blueprint(title=""))


def test_a_file_is_named_by_what_is_in_it():
    assert file_uid("ab" * 32) == uuid.UUID("ab" * 16)


# --- Keys --------------------------------------------------------------------------------------
def test_a_key_that_was_replaced_still_verifies(settings):
    settings.BLUEPRINT_SEEDS = ["11" * 32]
    content = write(whole())
    settings.BLUEPRINT_SEEDS = ["22" * 32, "11" * 32]

    assert read(content).title
    assert write(read(content)) != content

    settings.BLUEPRINT_SEEDS = ["22" * 32]
    with pytest.raises(Unsigned):
        read(content)


def test_without_seeds_the_secret_key_and_its_past_are_the_keys(settings):
    content = write(whole())
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "une autre" * 9

    assert read(content).title


def test_a_signature_holds_for_its_own_bytes():
    key, signature = sign(b"ceci")

    verify(key, signature, b"ceci")
    with pytest.raises(Forged):
        verify(key, signature, b"cela")


# --- JSON --------------------------------------------------------------------------------------
def test_one_way_to_write_json():
    assert canonical.dump({"b": "é", "a": [1, None]}) == '{"a":[1,null],"b":"é"}'.encode()


@pytest.mark.parametrize(
    "raw",
    [b'{"a": 1}', b'{"b":1,"a":1}', b'{"a":1,"a":1}', b'{"a":NaN}', b'{"a":1e999}', b'"\\u00e9"',
     b"[" * 13 + b"]" * 13, b"", b"{", b"\xff", b"[" * 90_000],
)  # fmt: skip
def test_json_written_otherwise_is_refused(raw):
    with pytest.raises(Misshapen):
        canonical.load(raw)


def test_brackets_inside_words_are_words():
    assert canonical.depth(b'["[[[[",{"\\"{":"}"}]') == 2


# --- Shapes ------------------------------------------------------------------------------------
SHAPE = shapes.record(
    title=shapes.line(5, empty=False),
    days=shapes.listed(shapes.whole(0, 9), most=2),
    kind=shapes.one_of("a", "b"),
    more=shapes.optional(shapes.mapping("[a-z]", shapes.text(3), most=1)),
)
GOOD = {"title": "Titre", "days": [1, 9], "kind": "a", "more": {"x": "y\nz"}}


def test_data_of_its_shape_passes():
    SHAPE(GOOD, "")
    SHAPE(GOOD | {"more": None}, "")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"title": " "}, "/title"),
        ({"title": "trop long"}, "/title"),
        ({"title": "a\nb"}, "/title"),
        ({"title": "\x00"}, "/title"),
        ({"title": 3}, "/title"),
        ({"days": [10]}, "/days/0"),
        ({"days": [True]}, "/days/0"),
        ({"days": [1.0]}, "/days/0"),
        ({"days": [1, 2, 3]}, "/days"),
        ({"days": "12"}, "/days"),
        ({"kind": "c"}, "/kind"),
        ({"kind": ["a"]}, "/kind"),
        ({"more": {"X": "y"}}, "/more"),
        ({"more": {"x": "long"}}, "/more/x"),
        ({"more": {"x": "", "y": ""}}, "/more"),
        ({"more": []}, "/more"),
        ({"mail": "mirabelle@exemple.fr"}, "/"),
    ],
)
def test_data_of_another_shape_says_where(changes, where):
    with pytest.raises(shapes.WrongShape) as refusal:
        SHAPE(GOOD | changes, "")

    assert refusal.value.where == where
    assert "mirabelle" not in str(refusal.value)


def test_a_missing_field_is_refused():
    with pytest.raises(shapes.WrongShape):
        SHAPE({"title": "Titre"}, "")
    with pytest.raises(shapes.WrongShape):
        SHAPE(None, "")


# --- Words -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("R&D, a < b et 30 € <3", "R&D, a < b et 30 € <3"),
        ("<p>Un</p><p>Deux</p>", "Un\nDeux"),
        ("<script>alert(1)</script>Bonjour", "Bonjour"),
        ("<i>&lt;script&gt;x&lt;/script&gt;</i>", ""),
        ("{{ secret }} {% now %}", "{{ secret }} {% now %}"),
        ("ligne\r\nligne\x07\u202e", "ligne\nligne"),
        ("<img src=x onerror=alert(1)>Vu", "Vu"),
    ],
)
def test_words_lose_their_tags_and_nothing_else(given, kept):
    assert plain(given) == kept


def test_cleaning_twice_changes_nothing():
    dice = random.Random(11)
    for _ in range(500):
        text = a_text(dice, 60)
        once, line = plain(text), plain_line(text)
        assert plain(once) == once
        assert plain_line(line) == line
        assert "\n" not in line


def test_words_wrapped_in_themselves_end_without_a_tag():
    text = "<b>x</b>"
    for _ in range(20):
        text = f"<i>{text.replace('&', '&amp;').replace('<', '&lt;')}</i>"

    assert "<" not in plain(text)

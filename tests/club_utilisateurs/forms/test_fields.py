"""Fields of the talk: what they accept, and what they say of the rest."""

import pytest
from django.core.exceptions import ValidationError

from club_utilisateurs.forms.fields import FilesField, KeptFiles, Line, TagsField, Words, opened
from club_utilisateurs.models import LONGEST_BODY
from tests.club_utilisateurs.papers import picture, program, text_file


def said(field, value):
    with pytest.raises(ValidationError) as refusal:
        field.clean(value)
    return refusal.value.messages


def test_words_are_cleaned_of_what_nobody_can_read():
    assert Words().clean("  Bon\x00jour\u202e\r\n\r\n\r\n<b>vous</b> ") == "Bonjour\n\n<b>vous</b>"


@pytest.mark.parametrize("empty", ["", " \r\n\t", "\x00\u202e", None])
def test_empty_words_say_what_to_do(empty):
    assert said(Words(), empty) == ["Écrivez votre message."]


def test_words_too_long_say_by_how_much():
    assert Words().clean("é" * LONGEST_BODY) == "é" * LONGEST_BODY
    assert said(Words(), "é" * (LONGEST_BODY + 1234)) == [
        "Retirez 1\u202f234 caractères\u00a0: un message en compte 20\u202f000 au plus."
    ]
    assert said(Words(), "é" * (LONGEST_BODY + 1))[0].startswith("Retirez 1 caractère\u00a0:")


def test_a_line_is_one_line():
    assert Line().clean(" Un\r\ntitre\x00 ") == "Un titre"


def test_tags_are_parted_by_commas_each_once():
    assert TagsField(required=False).clean("École, ecole,, budget  vert ,") == [
        "École", "budget vert",
    ]  # fmt: skip
    assert TagsField(required=False).clean("") == []


def test_tags_that_cannot_be_kept_are_named():
    assert said(TagsField(), "a, b, c, d, e, f") == [
        "Gardez cinq mots-clés au plus\u00a0: il y en a 6."
    ]
    assert "«\u00a0!!!\u00a0»" in said(TagsField(), "budget, !!!")[0]
    assert "60 caractères" in said(TagsField(), "x" * 61)[0]


def test_each_file_is_judged_alone_and_by_its_content():
    uploads = FilesField().clean([text_file(), program(), picture(), text_file("vide.txt", "")])

    good, refused = opened(uploads, room=5)

    assert [one.name for one in good] == ["note.txt", "halle.png"]
    assert ["facture.pdf" in refused[0].messages[0], "vide.txt" in refused[1].messages[0]] == [
        True, True,
    ]  # fmt: skip
    assert len(refused) == 2


def test_files_beyond_the_fifth_are_refused_by_name():
    good, refused = opened([text_file(f"{n}.txt") for n in range(4)], room=3)

    assert [one.name for one in good] == ["0.txt", "1.txt", "2.txt"]
    assert [one.messages[0][:12] for one in refused] == ["«\u00a03.txt\u00a0» est"[:12]]


def test_a_single_file_and_none_are_a_list_too():
    alone = text_file()

    assert FilesField().clean(alone) == [alone]
    assert FilesField().clean(None) == []


def test_a_file_that_waits_no_more_is_no_mistake():
    assert KeptFiles(choices=[("a", "a.pdf")]).clean(["a", "gone"]) == ["a", "gone"]

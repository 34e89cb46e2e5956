"""Rich text keeps few tags, and French spaces are put right."""

import pytest

from participation.pages.richtext import clean, french_spaces


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>Bonjour</p><script>alert(1)</script>", "<p>Bonjour</p>"),
        ('<p onclick="x()" style="color:red">a</p>', "<p>a</p>"),
        ('<p><a href="javascript:alert(1)">a</a></p>', '<p><a rel="noopener">a</a></p>'),
        ('<h1>Titre</h1><h2 id="x">Sous</h2>', "Titre<h2>Sous</h2>"),
        ('<p><img src="https://example.org/x.png">a</p>', "<p>a</p>"),
        ("<p></p>", ""),
        ("<p><br></p>", ""),
        ("<p>&nbsp; </p>", ""),
    ],
)
def test_only_what_we_draw_is_kept(typed, kept):
    assert clean(typed) == kept


def test_a_text_typed_without_the_editor_becomes_paragraphs():
    assert clean("Un\r\ndeux\r\n\r\ntrois < quatre") == "<p>Un<br>deux</p><p>trois &lt; quatre</p>"


def test_cleaning_twice_changes_nothing():
    once = clean('<p>Un « mot » : <a href="https://example.org/?a=1&b=2">ici</a> !</p>')

    assert clean(once) == once


@pytest.mark.parametrize(
    ("typed", "put_right"),
    [
        (
            "Oui : non ; peut-être ! Vraiment ?",
            "Oui\u00a0: non\u00a0; peut-être\u00a0! Vraiment\u00a0?",
        ),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("10:30, a:b", "10:30, a:b"),
        ("<p>fin ?</p>", "<p>fin\u00a0?</p>"),
    ],
)
def test_french_spaces_do_not_break(typed, put_right):
    assert french_spaces(typed) == put_right
